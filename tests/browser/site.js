// Every page of a running register or observatory, found by following its links, and one address for each template: the
// longest page of its kind. A route or a template that no address stands for is a failure, so that a new page cannot be
// forgotten.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

import { get } from "./register.js";
import { ROOT } from "./spec.js";

/** The pages of a register: which addresses, after the language, a template makes, and which status; what no link leads to. */
export const PORTAL = {
  crate: "portal",
  templates: {
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
    series: /^\/series/,
    data: /^\/data$/,
    desk: /^\/file$/,
    draft_list: /^\/file\/drafts\/[^/]+$/,
    question: /^\/file\/drafts\/.*\/field\/(?!figures$)/,
    items: /^\/file\/drafts\/.*\/field\/figures$/,
    table: /^\/file\/tables\/[^/?]+$/,
    sign: /^\/file\/drafts\/.*\/sign$/,
    send: /^\/file\/send$/,
    receipt: /^\/receipts\//,
    orders: /^\/orders/,
    consultations: /^\/consultations$/,
    consultation: /^\/consultations\//,
    comment: /^\/comments\/on\//,
    comments: /^\/comments$/,
    network: /^\/network$/,
    embed: /^\/embed\//,
    log: /^\/log$/,
    verify: /^\/verify$/,
    about: /^\/about$/,
    help: /^\/help$/,
    accessibility: /^\/accessibility$/,
    error: /^\/nowhere$/,
  },
  statuses: { "record, withdrawn": 410 },
  unlinked: ["/nowhere", "/file?body=mx/fgr", "/orders?court=mx/jueces-federales", "/series?reporter=mx/jueces-federales"],
  routes: ["/verify"],
};

/** The pages of an observatory. */
export const OBSERVATORY = {
  crate: "observatory",
  templates: {
    home: /^\/$/,
    compare: /^\/compare/,
    jurisdictions: /^\/jurisdictions$/,
    jurisdiction: /^\/jurisdictions\//,
    exports: /^\/exports$/,
    alerts: /^\/alerts$/,
    error: /^\/nowhere$/,
  },
  statuses: {},
  unlinked: ["/nowhere", "/compare?with=mx&with=mx-mex&with=other&with=away"],
  routes: [],
};

/** Follows links from the start page: every page in Spanish, as { base, path, html, bytes, headers, status }. */
export async function crawl(base, unlinked) {
  const pages = new Map();
  const waiting = ["/", ...unlinked];
  const seen = new Set(waiting);
  const visit = async (path) => {
    const answer = await get(`${base}/es${path}`);
    if (!answer.headers["content-type"]?.startsWith("text/html")) return;
    const html = decoded(answer);
    pages.set(path, { base, path, html, bytes: answer.wire.length, headers: answer.headers, status: answer.status });
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
export async function draft(base) {
  const body = new URLSearchParams({ form: "return", body: "mx/fgr", from: "2026-01-01", to: "2026-06-30", measure: "geolocation" });
  const answer = await fetch(`${base}/es/file/drafts`, { method: "POST", body, redirect: "manual" });
  const place = answer.headers.get("location");
  // A second figure, so that there is a page that lists them.
  const figure = new URLSearchParams({ "~version": "1", "figures[1].measure": "spyware" });
  await fetch(`${base}${place}/field/figures/1`, { method: "POST", body: figure, redirect: "manual" });
  return place.replace(/^\/es/, "");
}

/** The consultation that is open. */
export const CONSULTATION = "mx/consejo-demo/consultation/browser-1";

/** Sends a comment without a key, so that the page of the consultation has one that waits. */
export async function comment(base) {
  const body = new URLSearchParams({ position: "oppose", says: "Que no se compre.", language: "es", "~go": "send", code: "7".repeat(20) });
  const answer = await fetch(`${base}/es/comments/on/${CONSULTATION}`, { method: "POST", body });
  if (answer.status !== 200) throw new Error(`a comment was answered with ${answer.status}`);
}

/** Brings a table to the desk, with a row that becomes a filing and one that is held back; gives its address after the language. */
export async function table(base) {
  const body = new FormData();
  body.set("mapping", "return");
  body.set("table_body", "mx/fgr");
  const header = "number,from,to,measure,unit,count,counting_rule,body,jurisdiction,category,outcome";
  const rows = ["2026-1,2026-01-01,2026-03-31,interception,orders,12,by day of decision,,,,", "2026-2,2026-04-01,,interception,ordres,x,by day of decision,,,,"];
  body.set("table", new Blob([[header, ...rows].join("\n")]), "t.csv");
  const answer = await fetch(`${base}/es/file/tables`, { method: "POST", body, redirect: "manual" });
  return answer.headers.get("location").replace(/^\/es/, "");
}

/** The longest page of each template: { found: [{ base, template, path }], problems }, what is left without an address. */
export function kinds(pages, { crate, templates, statuses, routes }) {
  const shown = readdirSync(join(ROOT, crate, "templates")).filter((name) => !name.startsWith("_") && name !== "base.html");
  const problems = shown.map((name) => name.replace(".html", "")).filter((name) => !templates[name]);
  const found = [];
  const take = (template, wanted) => {
    const [longest] = pages.filter(wanted).sort((a, b) => b.html.length - a.html.length);
    if (longest) found.push({ base: longest.base, template, path: longest.path });
    else problems.push(`no page of ${crate}: ${template}`);
  };
  for (const [template, pattern] of Object.entries(templates)) take(template, ({ path }) => pattern.test(path));
  for (const [template, code] of Object.entries(statuses)) take(template, ({ status }) => status === code);
  for (const route of [...routed(crate), ...routes]) {
    if (!pages.some(({ path }) => matches(route, path))) problems.push(`no page of ${crate}: ${route}`);
  }
  return { found, problems };
}

/** The pages of a router that are no twins and no feeds. */
function routed(crate) {
  const source = readFileSync(join(ROOT, crate, "src/pages/mod.rs"), "utf8");
  const [, table] = /const PAGES[^=]*= &\[(.*?)\n\];/s.exec(source);
  return [...table.matchAll(/\(\s*"([^"]+)"/g)].map(([, path]) => path).filter((path) => !/\.\w+$/.test(path));
}

/** Whether an address is one of a route. */
function matches(route, address) {
  const pattern = route.replaceAll(".", "\\.").replace(/\{\*\w+\}/g, ".+").replace(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${pattern}$`).test(address.split("?")[0]);
}

/** Files that a page asks for, by address. */
export const assets = (html) => new Set([...html.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, address]) => address));

function decoded({ headers, wire }) {
  return (headers["content-encoding"] === "gzip" ? gunzipSync(wire) : wire).toString("utf8");
}
