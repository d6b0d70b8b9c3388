// An observatory of the running register, run by the built program. Its directory names the register twice, once with a key
// that is not its own, and one where nobody answers, so that its pages have answers side by side, an alert and a failure.

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { freePort, keygen, serve } from "./register.js";

/** Follows the register and shows it: { base, stop }. What it keeps lies in the register's folder. */
export async function observatory({ base, folder }) {
  const other = keygen("mx/otro", join(folder, "other.key"));
  const nobody = `http://127.0.0.1:${await freePort()}`;
  const listed = [
    { id: "mx", url: base, policy: "data/policy", jurisdiction: "mx" },
    { id: "mx-mex", url: base, policy: "data/policy", jurisdiction: "mx-mex" },
    { id: "other", url: base, vkey: other, jurisdiction: "us-ca-oakland" },
    { id: "away", url: nobody, vkey: other, jurisdiction: "us" },
  ];
  const directory = join(folder, "observatory.toml");
  writeFileSync(directory, listed.map(table).join("\n"));
  const visited = async (at) => (await (await fetch(`${at}/healthz`)).json()).registers === listed.length;
  return serve(["observatory", "serve", "--directory", directory, "--data", join(folder, "observatory")], visited);
}

function table({ id, ...fields }) {
  const lines = Object.entries({ id, name_es: `Registro ${id}`, name_en: `Register ${id}`, ...fields });
  return ["[[register]]", ...lines.map(([name, value]) => `${name} = ${JSON.stringify(value)}`), ""].join("\n");
}
