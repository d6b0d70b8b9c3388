// The bar that every page of the portal and of an observatory is held to, in a real Chromium over the demonstration's data:
// accessibility, reading without script, by keyboard and on narrow screens, weight, privacy, print. Each test lists every
// page that fails it.

import test, { after, before } from "node:test";
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

import { observatory } from "./observatory.js";
import { get, register } from "./register.js";
import { block } from "./spec.js";
import { CONSULTATION, OBSERVATORY, PORTAL, assets, comment, crawl, draft, kinds, table } from "./site.js";

const LANGS = ["es", "en"];
const WIDTHS = [320, 390, 768, 1280];
const MOST_BYTES = 60_000;
const MOST_REQUESTS = 4;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What every page kind is held to in the browser, each with the failures the survey notes. */
const BAR = {
  light: "axe finds nothing in light colours",
  dark: "axe finds nothing in dark colours",
  wide: "no page scrolls sideways at any width, nor where its lines run from right to left",
  asks: "a browser asks for few things, all of them here, gets no cookie and complains of nothing",
  narrow: "axe finds nothing at 320 px",
  print: "printed, the foot bears address and root, and the menu is gone",
};

let site, watch, browser, pages;
const problems = [];
const failures = Object.fromEntries(Object.keys(BAR).map((what) => [what, []]));

before(async () => {
  const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
  [site, browser] = await Promise.all([register(), chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-smooth-scrolling"] })]);
  const [portal, watching] = await Promise.all([portalPages(), observatoryPages()]);
  pages = [...portal, ...watching];
  const all = [kinds(portal, PORTAL), kinds(watching, OBSERVATORY)];
  problems.push(...all.flatMap((of) => of.problems));
  const found = all.flatMap((of) => of.found);
  const waiting = found.flatMap((kind) => LANGS.map((lang) => ({ ...kind, address: `/${lang}${kind.path}` })));
  await Promise.all([survey(waiting), survey(waiting)]);
});

after(async () => {
  await browser?.close();
  await watch?.stop();
  await site?.stop();
});

async function portalPages() {
  await comment(site.base);
  return crawl(site.base, [...PORTAL.unlinked, await draft(site.base), await table(site.base)]);
}

async function observatoryPages() {
  watch = await observatory(site);
  return crawl(watch.base, OBSERVATORY.unlinked);
}

const open = (page, address, base = site.base) => page.goto(base + address, { waitUntil: "load" });

/** Opens each page kind once and looks at it in every way, in a page that is used again. */
async function survey(waiting) {
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  for (let kind = waiting.shift(); kind; kind = waiting.shift()) {
    const note = (what) => (says) => failures[what].push(`${kind.address} (${kind.template}): ${says}`);
    for (const [what, look] of Object.entries({ asks, light, dark, print, narrow, wide })) {
      await look(page, note(what), kind).catch((error) => note(what)(error.message));
    }
  }
  await context.close();
}

async function asks(page, fail, { base, address }) {
  const requests = [];
  const ask = (request) => requests.push(request.url());
  // The page of an error, or of what was withdrawn, has the status of one, which the browser tells.
  const tell = (message) => message.type() === "error" && !/status of (404|410)/.test(message.text()) && fail(message.text());
  const broken = (error) => fail(error.message);
  page.on("request", ask).on("console", tell).on("pageerror", broken);
  await open(page, address, base);
  page.off("request", ask).off("console", tell).off("pageerror", broken);
  const outside = requests.filter((url) => !url.startsWith(`${base}/`) && !url.startsWith("data:"));
  if (outside.length) fail(`asks elsewhere: ${outside}`);
  if (requests.length > MOST_REQUESTS) fail(`${requests.length} requests: ${requests}`);
  if ((await page.context().cookies()).length) fail("a cookie");
}

async function light(page, fail) {
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(AXE);
  await axe(page, { type: "tag", values: RULES }, fail);
}

/** Colours are all that the scheme changes. */
async function dark(page, fail) {
  await page.emulateMedia({ colorScheme: "dark" });
  await axe(page, { type: "rule", values: ["color-contrast", "link-in-text-block"] }, fail);
}

async function axe(page, runOnly, fail) {
  const run = (runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] });
  const { violations } = await page.evaluate(run, runOnly);
  for (const { id, nodes } of violations) fail(`${id}: ${nodes.map(({ target }) => target).slice(0, 3).join(" | ")}`);
}

/** In one language: words do not change how a page prints. */
async function print(page, fail, { base, address }) {
  if (!address.startsWith("/es/")) return;
  await page.emulateMedia({ media: "print", colorScheme: "light" });
  const [main, foot, menu] = await page.evaluate(() =>
    ["main", ".printed", ".menu"].map((place) => {
      const element = document.querySelector(place);
      return element?.checkVisibility() ? element.innerText : "";
    }),
  );
  if (main.length < 50) fail(`only "${main}" prints`);
  if (menu) fail("the menu prints");
  // The page of an error is of no state of the register, nor is a draft or comment; a picture alone has the address of its page.
  const stateless = /^\/es\/(nowhere|file|comments|embed)/.test(address);
  // An observatory's pages are of many registers, each with a root of its own.
  const proved = base !== site.base || /[A-Za-z0-9+/]{43}=/.test(foot);
  const bears = foot.includes(new URL(base).host + address) && proved;
  if (!stateless && !bears) fail(`the foot prints as "${foot}"`);
  await page.emulateMedia({ media: "screen" });
}

async function narrow(page, fail) {
  await page.setViewportSize({ width: WIDTHS[0], height: 800 });
  await axe(page, { type: "tag", values: RULES }, fail);
  await page.setViewportSize({ width: WIDTHS.at(-1), height: 800 });
}

async function wide(page, fail) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) fail(`${wide} px wide at ${width} px: ${await page.evaluate(widest)}`);
  }
  await page.setViewportSize({ width: WIDTHS[0], height: 800 });
  const mirrored = await page.evaluate(() => {
    document.documentElement.dir = "rtl";
    return document.documentElement.scrollWidth;
  });
  if (mirrored > WIDTHS[0]) fail(`${mirrored} px wide from right to left`);
}

/** What sticks out of the page; what scrolls within its own frame is left out. */
function widest() {
  const sideways = (element) => element && (getComputedStyle(element).overflowX !== "visible" || sideways(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((element) => {
    return element.getBoundingClientRect().right > innerWidth + 0.5 && !sideways(element.parentElement);
  });
  return out.slice(-3).map((element) => element.outerHTML.slice(0, 90)).join(" | ");
}

test("every page of the router and every template has an address here", () => {
  assert.deepEqual(problems, []);
  assert.ok(pages.length > 100, `only ${pages.length} pages`);
});

for (const [what, says] of Object.entries(BAR)) test(says, () => assert.deepEqual(failures[what], []));

test("a first view is light", async () => {
  const weights = new Map();
  const weigh = async (address) => {
    if (!weights.has(address)) weights.set(address, (await get(address)).wire.length);
    return weights.get(address);
  };
  const failures = [];
  for (const { base, path, html, bytes } of pages) {
    const own = [...assets(html)];
    const sizes = await Promise.all(own.map((asset) => weigh(base + asset)));
    const whole = sizes.reduce((sum, size) => sum + size, bytes);
    if (whole > MOST_BYTES) failures.push(`${path}: ${whole} bytes`);
    if (1 + own.length > MOST_REQUESTS) failures.push(`${path}: ${1 + own.length} requests`);
  }
  assert.deepEqual(failures, []);
});

test("every answer keeps the reader to this site and sets no cookie", () => {
  const failures = [];
  for (const { path, headers } of pages) {
    const policy = headers["content-security-policy"] ?? "none";
    const framed = path.startsWith("/embed/");
    const rest = framed ? policy.replace("frame-ancestors *", "") : policy;
    const strict = policy.startsWith("default-src 'none'") && !policy.includes("unsafe") && !/https?:|\*/.test(rest);
    if (!strict) failures.push(`${path}: ${policy}`);
    if (policy.includes("script-src") !== /^\/verify$|^\/file\/drafts\/.*\/sign$/.test(path)) failures.push(`${path}: ${policy}`);
    if (headers["set-cookie"]) failures.push(`${path}: a cookie`);
  }
  assert.deepEqual(failures, []);
});

/** A claim with one answer that is wrong. */
const CLAIM = {
  form: "claim", filer: "mx/observatorio-demo", about: ["mx/fgr"], occurred: "2026-01-02", stage: "use", kind: "other",
  says: "Se presenta desde un navegador.", publisher_kind: "press", mark: "no such mark", sources: [{ title: "Nota", publisher: "Prueba" }],
};

/** A browser that stands at the start page; what it finds differs by language only in words. */
async function reader(options, lang, base = site.base) {
  const context = await browser.newContext({ locale: lang, viewport: { width: 390, height: 800 }, ...options });
  const page = await context.newPage();
  await open(page, `/${lang}/`, base);
  return page;
}

for (const lang of LANGS) {
  test(`without script: find, filter, open, download, verify (${lang})`, async () => {
    const page = await reader({ javaScriptEnabled: false }, lang);
    await page.fill("#top-q", "pegasus");
    await page.click(".search button");
    assert.match(page.url(), /\/records\?q=pegasus/);
    const all = await page.locator("main a[href*='/records/mx/']").count();
    assert.ok(all > 0);
    const filter = page.locator("main form select").first();
    await filter.selectOption({ index: 1 });
    await page.locator("main form button").first().click();
    assert.match(page.url(), /q=pegasus/);
    const csv = await page.locator("a[type='text/csv']").getAttribute("href");
    const table = await get(site.base + csv);
    assert.equal(table.status, 200);
    assert.match(table.headers["content-type"], /^text\/csv/);
    await open(page, `/${lang}/records`);
    await page.locator("main a[href*='/records/mx/']").first().click();
    assert.match(page.url(), /\/records\/mx\//);
    await open(page, `/${lang}/verify`);
    assert.equal(await page.locator("#here h2").count(), 0);
    await page.setInputFiles("#receipt_file", { name: "r.tlog-proof", mimeType: "text/plain", buffer: Buffer.from(site.receipt) });
    await page.click("form.verify button");
    assert.equal(await page.locator("section.result > .steps > li.good").count(), 6);
    await page.context().close();
  });

  test(`by keyboard alone: skip, search, filter, open, verify (${lang})`, async () => {
    const page = await reader({}, lang);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "a.skip");
    await page.keyboard.press("Enter");
    await tabTo(page, (at) => at.closest("main"));
    await open(page, `/${lang}/`);
    await tabTo(page, (at) => at.id === "top-q");
    await page.keyboard.type("pegasus");
    await page.keyboard.press("Enter");
    await page.waitForURL(/records\?q=pegasus/);
    await tabTo(page, (at) => at.matches("main form select"));
    await page.keyboard.press("ArrowDown");
    await tabTo(page, (at) => at.matches("main form button"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/q=pegasus&/);
    await open(page, `/${lang}/records`);
    await tabTo(page, (at) => at.matches("main a[href*='/records/mx/']"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/records\/mx\//);
    await open(page, `/${lang}/verify`);
    await tabTo(page, (at) => at.id === "receipt");
    await page.keyboard.insertText(site.receipt);
    await page.waitForSelector("#here [role=status] .badge");
    assert.equal(await focused(page), "textarea#receipt");
    await tabTo(page, (at) => at.matches("form.verify button"));
    await page.keyboard.press("Enter");
    await page.waitForSelector("section.result");
    await page.context().close();
  });

  test(`at the desk: open a draft, put it right, sign it here, hand it in (${lang})`, async () => {
    const page = await reader({}, lang);
    const claim = { ...CLAIM, id: `mx/observatorio-demo/claim/desk-${lang}` };
    await open(page, `/${lang}/file`);
    await page.setInputFiles("#file", { name: "draft.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(claim)) });
    await page.click("#upload ~ form button");
    const list = page.url();
    assert.equal(await page.locator(".badge.missing").count(), 2, "the whole and the one answer that is wrong");
    await page.click('.tasks a[href$="/field/mark"]');
    await page.selectOption("#mark", "unverified");
    await page.click('button[value="list"]');
    assert.equal(page.url(), list);
    assert.equal(await page.locator(".badge.missing").count(), 0);
    await page.click('.act a[href$="/sign"]');
    // The place for the key shows itself when the script is ready for one.
    await page.waitForSelector("#here");
    const asked = [];
    // The picture of the window may still be on its way.
    page.on("request", (request) => request.url().includes("/assets/") || asked.push(request.url()));
    await page.setInputFiles("#key", { name: "no.key", mimeType: "text/plain", buffer: Buffer.from("PRIVATE+KEY+x+00000000+AAAA") });
    await page.waitForFunction(() => document.getElementById("here-says").textContent);
    assert.equal(await page.inputValue("#signed"), "");
    await page.setInputFiles("#key", site.key);
    await page.waitForFunction(() => document.getElementById("signed").value);
    assert.deepEqual(asked, [], "signing asks nobody");
    await page.click("#send button");
    assert.match(page.url(), new RegExp(`/${lang}/receipts/\\d+$`));
    assert.match(await page.textContent("pre"), /veedor verify|tlog-proof/);
    assert.equal((await page.goto(list)).status(), 404, "what was handed in is no draft any more");
    await page.context().close();
  });

  test(`without script, account and key: comment, look it over, change it, send it, follow it, delete it (${lang})`, async () => {
    const page = await reader({ javaScriptEnabled: false }, lang);
    await open(page, `/${lang}/consultations/${CONSULTATION}`);
    const before = await page.locator("section[aria-labelledby=waiting] tbody tr").count();
    await page.click(`a.button[href="/${lang}/comments/on/${CONSULTATION}"]`);
    await page.check("#position-amend");
    await page.fill("#says", "Falta decir quién borra los datos.");
    await page.fill("#called", "Vecindario");
    await page.click('button[value="look"]');
    assert.match(await page.innerText("blockquote"), /quién borra/);
    await page.click('button[value="change"]');
    assert.equal(await page.inputValue("#says"), "Falta decir quién borra los datos.");
    await page.fill("#says", "Falta decir quién borra los datos, y cuándo.");
    await page.click('button[value="look"]');
    await page.click('button[value="send"]');
    const code = (await page.textContent(".code-shown code")).trim();
    assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    assert.match(await page.textContent("pre"), /^veedor-comment@v1\n/);
    assert.ok(!page.url().includes(code));
    await page.reload();
    assert.equal((await page.textContent(".code-shown code")).trim(), code, "sent again it is the same comment");
    await open(page, `/${lang}/consultations/${CONSULTATION}`);
    // What came today is only counted; tomorrow it is listed.
    assert.equal(await page.locator("section[aria-labelledby=waiting] tbody tr").count(), before);
    await page.locator(`main a[href="/${lang}/comments"]`).first().click();
    await page.fill("#code", code.toLowerCase());
    await page.click("form.desk button");
    assert.match(await page.innerText("main"), /quién borra los datos, y cuándo/);
    await page.click("main details > summary");
    await page.click('form[action$="/comments/delete"] button');
    assert.doesNotMatch(await page.innerText("main"), /quién borra/);
    assert.equal(await page.locator('form[action$="/comments/delete"]').count(), 0);
    await page.context().close();
  });

  test(`axe finds nothing on the way of a comment, at any width (${lang})`, async () => {
    const page = await reader({}, lang);
    const look = async () => {
      await page.evaluate(AXE);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await axe(page, { type: "tag", values: RULES }, assert.fail);
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `sideways at ${width} px`);
      }
    };
    await open(page, `/${lang}/comments/on/${CONSULTATION}`);
    await page.evaluate(() => document.querySelector("form.desk").setAttribute("novalidate", ""));
    await page.click('button[value="look"]');
    assert.equal(await page.locator("[role=alert] li").count(), 2);
    await look();
    await page.check("#position-oppose");
    await page.fill("#says", "Lo pidió María González en la audiencia.");
    await page.click('button[value="look"]');
    assert.equal(await page.locator("[role=alert] li").count(), 1);
    await look();
    await page.click('button[value="send"]');
    await look();
    const code = await page.textContent(".code-shown code");
    await open(page, `/${lang}/comments`);
    await page.fill("#code", "7K2M");
    await page.click("form.desk button");
    assert.equal(await page.locator("[role=alert]").count(), 1);
    await look();
    await page.fill("#code", code);
    await page.click("form.desk button");
    await look();
    await page.context().close();
  });

  test(`the browser verifies and sends nothing (${lang})`, async () => {
    const page = await reader({}, lang);
    await open(page, `/${lang}/verify`);
    await page.waitForSelector("#here h2");
    const sent = [];
    page.on("request", (request) => sent.push(request.url()));
    const put = (name, text) => page.setInputFiles(`#${name}_file`, { name, mimeType: "text/plain", buffer: Buffer.from(text) });
    const outcomes = async (verdict) => {
      await page.waitForSelector(`#here [role=status] [data-is=${verdict}]`);
      return page.locator("#here ol > li").evaluateAll((steps) => steps.map((step) => step.className).join(" "));
    };
    await put("receipt", site.receipt);
    assert.equal(await outcomes("partly"), "good good good good weak weak");
    await put("entry", site.entry);
    assert.equal(await outcomes("passed"), "good good good good good weak");
    assert.doesNotMatch(await page.innerText("#here"), /[{}]|undefined/);
    await put("entry", site.entry.replace("a", "b"));
    assert.equal(await outcomes("failed"), "good good good good missing weak");
    assert.equal(await page.locator("#here .missing .next").count(), 1);
    // The signature's last bytes; the note still has its form.
    await put("receipt", site.receipt.replace(/.{12}(?==*\n$)/, "AAAAAAAAAAAA"));
    await page.waitForFunction(() => document.querySelectorAll("#here li.missing").length === 2);
    await put("receipt", "another file");
    await page.waitForFunction(() => document.querySelector("#here li:first-child.missing"));
    assert.equal(await page.locator("#here li:first-child .shows").count(), 1);
    // Another log, believed by a policy of the reader's own, with a witness.
    await put("receipt", block("receipt.md", "receipt"));
    await put("entry", block("entry.md", "entry"));
    await page.waitForFunction(() => document.querySelector("#here li:nth-child(2).missing"));
    await put("policy", block("receipt.md", "policy"));
    assert.equal(await outcomes("passed-own"), "good good good good good weak");
    assert.match(await page.innerText("#here li:nth-child(4)"), /W1/);
    await put("policy", "quorum W1");
    assert.equal(await outcomes("policy"), "");
    await put("policy", block("receipt.md", "policy"));
    await outcomes("passed-own");
    assert.deepEqual(sent, []);
    await page.evaluate(AXE);
    await axe(page, { type: "tag", values: RULES }, assert.fail);
    await page.context().close();
  });

  test(`what was pasted early, empty files, large files, filings: each gets its words (${lang})`, async () => {
    const page = await reader({}, lang);
    let release;
    const held = new Promise((done) => (release = done));
    await page.route(/verify[^/]*\.js$/, (route) => held.then(() => route.continue()));
    await page.goto(`${site.base}/${lang}/verify`, { waitUntil: "commit" });
    await page.fill("#receipt", site.receipt);
    release();
    const verdict = (name) => page.waitForSelector(`#here [role=status] [data-is=${name}]`);
    const put = (name, buffer) => page.setInputFiles(`#${name}_file`, { name, mimeType: "text/plain", buffer: Buffer.from(buffer) });
    await verdict("partly");
    await put("entry", site.entry);
    await verdict("passed");
    await put("receipt", "");
    await put("entry", site.entry.split("\n\n").slice(1).join("\n\n"));
    await verdict("partly");
    assert.equal(await page.locator("#here li:nth-child(5) [data-reason=filing]").count(), 1);
    await put("receipt", "a".repeat(300 * 1024));
    await verdict("too-large");
    assert.equal(await page.locator("#here li").count(), 0);
    await page.evaluate(() => (Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("no", "NotReadableError"))));
    await put("receipt", site.receipt);
    await verdict("unreadable");
    await page.context().close();
  });

  test(`axe finds nothing after a check that failed and after an empty form (${lang})`, async () => {
    const page = await reader({}, lang);
    for (const [receipt, shown] of [["another file", "section.result .missing"], ["", "[role=alert]"]]) {
      await open(page, `/${lang}/verify`);
      await page.fill("#receipt", receipt);
      await page.click("form.verify button");
      await page.waitForSelector(shown);
      await page.evaluate(AXE);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        await axe(page, { type: "tag", values: RULES }, assert.fail);
      }
    }
    await page.context().close();
  });

  test(`a browser without Ed25519 says so and leaves it to the server (${lang})`, async () => {
    const page = await reader({}, lang);
    await page.addInitScript(() => {
      SubtleCrypto.prototype.importKey = () => Promise.reject(new DOMException("no", "NotSupportedError"));
    });
    await open(page, `/${lang}/verify`);
    await page.waitForSelector("#here [data-is=unable]");
    await page.fill("#receipt", site.receipt);
    await page.click("form.verify button");
    await page.waitForSelector("section.result");
    assert.equal(await page.locator("section.result > .steps > li.good").count(), 6);
    await page.context().close();
  });
}

for (const lang of LANGS) {
  test(`an observatory without script: choose, compare, download, a jurisdiction (${lang})`, async () => {
    const page = await reader({ javaScriptEnabled: false }, lang, watch.base);
    assert.equal(await page.locator("main tbody tr").count(), 4);
    await page.click(".menu a[href$='/compare']");
    for (const id of ["mx", "mx-mex"]) await page.check(`#with-${id}`);
    await page.click("main form button");
    assert.match(page.url(), /\/compare\?with=mx&with=mx-mex$/);
    assert.equal(await page.locator("main .card").count(), 2);
    assert.equal(await page.locator("main tbody tr").count(), 30);
    const csv = await page.locator("a[type='text/csv']").getAttribute("href");
    const table = await get(watch.base + csv);
    assert.equal(table.status, 200);
    assert.match(table.headers["content-type"], /^text\/csv/);
    await page.locator("main summary").first().click();
    assert.ok(await page.locator("main details code").first().isVisible());
    await page.click(".menu a[href$='/jurisdictions']");
    await page.click("main tr#us-ca-oakland a");
    assert.match(page.url(), /\/jurisdictions\/us-ca-oakland$/);
    assert.ok(await page.locator("main .badge").count());
    await page.context().close();
  });

  test(`an observatory by keyboard alone: skip, choose, compare (${lang})`, async () => {
    const page = await reader({}, lang, watch.base);
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "a.skip");
    await page.keyboard.press("Enter");
    await tabTo(page, (at) => at.matches("main a[href*='/compare?with=']"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/compare\?with=/);
    await open(page, `/${lang}/compare`, watch.base);
    for (const at of ["#with-mx", "#with-mx-mex"]) {
      await tabTo(page, `(at) => at.matches("${at}")`);
      await page.keyboard.press("Space");
    }
    await tabTo(page, (at) => at.matches("main form button"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/with=mx&with=mx-mex/);
    await tabTo(page, (at) => at.matches("main table summary"));
    await page.keyboard.press("Enter");
    assert.ok(await page.locator("main details[open] code").count());
    await page.context().close();
  });
}

/** Presses Tab until the focus is where it is wanted. Where it comes past is visible: the focus ring and the place itself. */
async function tabTo(page, wanted) {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(hiddenFocus), "", "the focus cannot be seen");
    if (await page.evaluate(`Boolean((${wanted})(document.activeElement))`)) return;
  }
  assert.fail(`no way to ${wanted} by keyboard on ${page.url()}`);
}

/** The element that has the focus, where that cannot be seen. */
async function hiddenFocus() {
  // The page scrolls to it with the next frame.
  await new Promise(requestAnimationFrame);
  const at = document.activeElement;
  // A field for dates marks its own parts.
  if (at === document.body || at.type === "date") return "";
  const { outlineStyle, outlineWidth } = getComputedStyle(at);
  const { width, height, top, bottom, left, right } = at.getBoundingClientRect();
  const placed = width > 0 && height > 0 && bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
  return outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 && placed ? "" : at.outerHTML.slice(0, 100);
}

const focused = (page) =>
  page.evaluate(() => {
    const { localName, id, className } = document.activeElement;
    return localName + (id ? `#${id}` : className ? `.${className}` : "");
  });
