// A register with the demonstration's data, run by the built program on a free port, and plain requests to it.

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { ROOT } from "./spec.js";

const PROGRAM = process.env.VEEDOR ?? join(ROOT, "target/debug/veedor");

/** How long filing the demonstration may take on a busy machine, in milliseconds. */
const START = 120_000;

/** Files the demonstration and serves it: { base, folder, receipt, entry, key, stop }; `key` is the file of an observer's key. */
export async function register() {
  const folder = mkdtempSync(join(tmpdir(), "veedor-browser-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const data = join(folder, "data");
  try {
    // The receipt is written when everything is filed and indexed.
    const { base, stop } = await serve(["demo", "--data", data], () => readFileSync(join(data, "receipt.entry")));
    const [receipt, entry] = ["tlog-proof", "entry"].map((ending) => readFileSync(join(data, `receipt.${ending}`), "utf8"));
    try {
      const last = correct(data, base);
      // What is filed is on disk; its pages come with the index.
      await until(async () => (await fetch(`${base}/es/entries/${last}`)).ok, () => `entry ${last} is not shown`);
    } catch (error) {
      await stop();
      throw error;
    }
    return { base, folder, receipt, entry, key: join(data, "mx-observatorio-demo.key"), stop: () => stop().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** Runs a server of the program on a free port until it is ready: { base, stop }. */
export async function serve(command, ready) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const child = spawn(PROGRAM, [...command, "--listen", `127.0.0.1:${port}`], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const stopped = new Promise((done) => child.on("exit", done));
  const stop = async () => {
    child.kill("SIGTERM");
    await stopped;
  };
  try {
    await until(() => child.exitCode === null && ready(base), () => `the program did not start:\n${said}`);
    return { base, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Makes a key for a name; gives its verifier key. */
export function keygen(name, file) {
  return JSON.parse(execFileSync(PROGRAM, ["--json", "keygen", name, "--out", file], { stdio: "pipe" })).vkey;
}

/**
 * Corrects a technology, withdraws another and a claim, so that there is a page of a difference and pages of what was withdrawn;
 * gives the last entry.
 */
function correct(data, base) {
  const { form, id, filer, about, occurred, sources, unknown, ...fields } = filed("-technology-pegasus-sedena.json");
  const claim = filed("-claim-", "mx/observatorio-demo");
  const withdrawn = filed("-technology-imsi-cmi.json");
  const today = new Date().toISOString().slice(0, 10);
  const explained = unknown.map((why) => ({ ...why, field: `replacement.${why.field}` }));
  const head = (form, n = 1) => ({ form, id: `mx/observatorio-demo/${form}/browser-${n}`, filer, occurred: today });
  const drafts = [
    { ...head("correction"), sources, unknown: explained, corrects: id, reason: "Nombre", replacement: { ...fields, name: "Pegasus de la Sedena" } },
    { ...head("withdrawal"), sources, withdraws: claim.id, reason: "Repetida" },
    { ...head("withdrawal", 2), sources, withdraws: withdrawn.id, reason: "No es del órgano" },
  ];
  // A key of the experts' own: the demonstration throws theirs away.
  const council = "mx/consejo-demo";
  const key = keygen(council, join(data, "mx-consejo-demo.key"));
  const expert = { filer: council, occurred: today };
  drafts.push(
    {
      form: "key", id: "mx/veedor-demo/key/browser-1", filer: "mx/veedor-demo", occurred: today, action: "grant", key,
      holder: council, role: "expert",
    },
    {
      ...head("order"), about: [], sources, measure: "geolocation", court: "mx/jueces-federales", outcome: "pending", reference: "123/2026",
      unknown: ["technology", "requester", "asked_at", "decided_at", "from", "to", "matter", "subjects"].map((field) => ({ field, reason: "not-published" })),
    },
    {
      ...expert, form: "consultation", id: "mx/consejo-demo/consultation/browser-1", question: "¿Qué debe decir el aviso?", opens: today, closes: "2199-12-31",
      text: "0".repeat(64),
    },
    { ...head("comment"), consultation: "mx/consejo-demo/consultation/browser-1", position: "amend", says: "Falta el plazo." },
    {
      ...expert, form: "answer", id: "mx/consejo-demo/answer/browser-1", comment: "mx/observatorio-demo/comment/browser-1", outcome: "adopted",
      reason: "Tiene razón.", change: "Se añade el plazo.",
    },
  );
  let last;
  for (const draft of drafts) {
    const path = join(data, "..", `${draft.form}.json`);
    writeFileSync(path, `${JSON.stringify(draft, null, 2)}\n`);
    const key = join(data, draft.form === "key" ? "registrar.key" : `${draft.filer.replace("/", "-")}.key`);
    const file = ["--json", "file", path, "--key", key, "--url", base, "--policy", join(data, "policy")];
    last = JSON.parse(execFileSync(PROGRAM, file, { stdio: "pipe" })).entry;
  }
  return last;
}

/** The first filing of the demonstration whose file is named so, by a filer. */
function filed(named, filer) {
  const folder = join(ROOT, "demo/mexico");
  const names = readdirSync(folder).filter((name) => name.includes(named)).sort();
  const filings = names.map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")));
  return filings.find((filing) => !filer || filing.filer === filer);
}

async function until(made, said) {
  for (const end = Date.now() + START; Date.now() < end; ) {
    try {
      if (await made()) return;
    } catch {
      // Not there yet.
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(said());
}

/** A port where nobody listens. */
export function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 2 });

/** One request: { status, headers, wire }, the body as it came over the wire. Gzip is the least that browsers take. */
export function get(url) {
  const headers = { "accept-encoding": "gzip", accept: "text/html" };
  return new Promise((resolve, reject) => {
    http.get(url, { agent, headers }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, wire: Buffer.concat(parts) }));
      answer.on("error", reject);
    }).on("error", reject);
  });
}
