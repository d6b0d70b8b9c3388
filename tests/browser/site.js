// Every page of a running register, found by following its links, and one address for each template: the longest page of
// its kind. A route or a template that no address stands for is a failure, so that a new page cannot be forgotten.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { get } from "./register.js";
import { ROOT } from "./spec.js";

/** Which addresses, after the language, a template makes. */
const TEMPLATES = {
  home: /^\/$/,
  records: /^\/records$/,
  record: /^\/records\/(?!.*[/?]diff)/,
  diff: /^\/records\/.*[/?]diff/,
  bodies: /^\/bodies$/,
  body: /^\/bodies\//,
  entry: /^\/entries\//,
  disagreements: /^\/disagreements$/,
  findings: /^\/findings$/,
  case: /^\/findings\//,
  rules: /^\/rules$/,
  rule: /^\/rules\//,
  drafts: /^\/drafts$/,
  draft: /^\/drafts\//,
  calendar: /^\/calendar$/,
  gaps: /^\/gaps$/,
  gap: /^\/gaps\//,
  in_use: /^\/use$/,
  duties: /^\/duties$/,
  data: /^\/data$/,
  desk: /^\/file$/,
  draft_list: /^\/file\/drafts\/[^/]+$/,
  question: /^\/file\/drafts\/.*\/field\//,
  table: /^\/file\/tables\/[^/?]+$/,
  sign: /^\/file\/drafts\/.*\/sign$/,
  send: /^\/file\/send$/,
  receipt: /^\/receipts\//,
  orders: /^\/orders/,
  consultations: /^\/consultations$/,
  consultation: /^\/consultations\//,
  network: /^\/network$/,
  embed: /^\/embed\//,
  log: /^\/log$/,
  verify: /^\/verify$/,
  about: /^\/about$/,
  help: /^\/help$/,
  accessibility: /^\/accessibility$/,
  error: /^\/nowhere$/,
};

/** Pages that no link leads to. */
const UNLINKED = ["/nowhere", "/file?body=mx/fgr", "/orders?court=mx/jueces-federales"];

/** Follows links from the start page: every page in Spanish, as { path, html, bytes, headers, status }. */
export async function crawl(base) {
  const pages = new Map();
  const waiting = ["/", ...UNLINKED, await draft(base), await table(base)];
  const seen = new Set(waiting);
  const visit = async (path) => {
    const answer = await get(`${base}/es${path}`);
    if (!answer.headers["content-type"]?.startsWith("text/html")) return;
    const html = decoded(answer);
    pages.set(path, { path, html, bytes: answer.wire.length, headers: answer.headers, status: answer.status });
    for (const [, link] of html.matchAll(/<a [^>]*?href="\/es(\/[^"]*)/g)) {
      const [next] = link.replaceAll("&#38;", "&").split("#");
      // Queries make the same templates over and over; a difference of versions is one page more, its citation none.
      if (seen.has(next) || (next.includes("?") && !/\?diff=[^&]*$/.test(next))) continue;
      seen.add(next);
      waiting.push(next);
    }
  };
  while (waiting.length) await Promise.all(waiting.splice(0, 2).map(visit));
  return [...pages.values()];
}

/** Begins a draft at the desk, which nobody else finds; gives its address after the language. */
async function draft(base) {
  const body = new URLSearchParams({ form: "return", body: "mx/fgr", from: "2026-01-01", to: "2026-06-30", measure: "geolocation" });
  const answer = await fetch(`${base}/es/file/drafts`, { method: "POST", body, redirect: "manual" });
  return answer.headers.get("location").replace(/^\/es/, "");
}

/** Brings a table to the desk, with a row that becomes a filing and one that is held back; gives its address after the language. */
async function table(base) {
  const body = new FormData();
  body.set("mapping", "return");
  body.set("table_body", "mx/fgr");
  const header = "number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome";
  const rows = ["2026-1,2026-01-01,2026-03-31,interception,orders,12,by day of decision,,,,", "2026-2,2026-04-01,,interception,ordres,x,by day of decision,,,,"];
  body.set("table", new Blob([[header, ...rows].join("\n")]), "t.csv");
  const answer = await fetch(`${base}/es/file/tables`, { method: "POST", body, redirect: "manual" });
  return answer.headers.get("location").replace(/^\/es/, "");
}

/** The longest page of each template: [{ template, path }], and what is left without an address. */
export function kinds(pages) {
  const shown = readdirSync(join(ROOT, "portal/templates")).filter((name) => !name.startsWith("_") && name !== "base.html");
  const problems = shown.map((name) => name.replace(".html", "")).filter((name) => !TEMPLATES[name]);
  const found = [];
  for (const [template, pattern] of Object.entries(TEMPLATES)) {
    const own = pages.filter(({ path }) => pattern.test(path)).sort((a, b) => b.html.length - a.html.length);
    if (own.length) found.push({ template, path: own[0].path });
    else problems.push(template);
  }
  const tombstone = pages.find(({ status }) => status === 410);
  if (tombstone) found.push({ template: "record, withdrawn", path: tombstone.path });
  else problems.push("no page of a technology that was withdrawn");
  for (const route of routes()) if (!pages.some(({ path }) => route.matches(path))) problems.push(route.path);
  return { found, problems };
}

/** The pages of the router that are no twins and no feeds. */
function routes() {
  const source = readFileSync(join(ROOT, "portal/src/pages/mod.rs"), "utf8");
  const [, table] = /const PAGES[^=]*= &\[(.*?)\n\];/s.exec(source);
  const paths = [...table.matchAll(/\("([^"]+)"/g)].map(([, path]) => path).filter((path) => !/\.\w+$/.test(path));
  return [...paths, "/verify"].map((path) => {
    const pattern = path.replaceAll(".", "\\.").replace(/\{\*\w+\}/g, ".+").replace(/\{\w+\}/g, "[^/]+");
    return { path, matches: (address) => new RegExp(`^${pattern}$`).test(address.split("?")[0]) };
  });
}

/** Files that a page asks for, by address. */
export const assets = (html) => new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address));

function decoded({ headers, wire }) {
  return (headers["content-encoding"] === "gzip" ? gunzipSync(wire) : wire).toString("utf8");
}
