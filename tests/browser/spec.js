// The examples of the specifications in spec/ and the vectors that the Rust tests read: one copy of each for both.

import { readFileSync, readdirSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** A block of a specification, as `<!-- block name -->` marks it. */
export function block(page, name) {
  const text = readFileSync(join(ROOT, "spec", page), "utf8");
  const [, body] = new RegExp(`<!-- block ${name} -->\n\`\`\`text\n(.*?)\`\`\``, "s").exec(text);
  return body;
}

/** Every JSON vector of a kind; null where the vectors are not on this machine. */
export function vectors(kind) {
  const folder = join(process.env.VEEDOR_SHARED_DATA ?? join(ROOT, "../shared/data"), "tlog-vectors", kind);
  if (!existsSync(folder)) return null;
  const files = readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".json"));
  return files.map((file) => ({ file, ...JSON.parse(readFileSync(join(folder, file), "utf8")) }));
}
