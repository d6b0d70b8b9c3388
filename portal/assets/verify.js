// Verifies receipts in the browser, by tlog-proof, signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy of c2sp.org and
// RFC 9162, not by the server's code. Every word is the page's; nothing is sent. WebCrypto has no ML-DSA-44: whose cosignature
// is of that kind is named and not counted.

const STEPS = ["format", "log-signature", "origin", "witnesses", "inclusion"];
const ED25519 = 1, COSIGNATURE = 4, ML_DSA = 6;
// The most that is read of what strangers send: bytes, hashes of a proof, logs, witnesses or groups of a policy.
const MOST_BYTES = 2 ** 18, MOST_HASHES = 64, MOST_OF_EACH = 256;
const EMPTY_ROOT = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
const PRIME = 2n ** 255n - 19n;
// The curve's d, RFC 8032, section 5.1.
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;
// Points of order 8 have this y or its negative; of order 4, 2, 1: 0, -1, 1.
const ORDER_8 = 0x7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd84d3d706a17c7n;
const subtle = globalThis.crypto?.subtle;
const encode = (text) => new TextEncoder().encode(text);

/** Fails a step: a code the page has words for, and their values. */
const fail = (why, values) => { throw Object.assign(new Error(why), { why, values }); };
const need = (good, why, values) => good || fail(why, values);

/** Shows by a receipt that an entry (bytes or null) is in a log of a policy (text), in steps. */
export async function verify(receipt, entry, policy) {
  const trust = await readPolicy(policy);
  const steps = STEPS.map((name) => ({ name, outcome: "not-reached", values: {} }));
  const step = async (name, check) => {
    const put = (outcome, values, why) => Object.assign(steps[STEPS.indexOf(name)], { outcome, values, why });
    try {
      const values = await check();
      return put("passed", values, values.why).values;
    } catch ({ why, values = {} }) {
      put(why === "ml-dsa" ? "elsewhere" : "failed", values, why);
    }
  };
  const read = await step("format", async () => readReceipt(receipt));
  if (!read) return steps;
  const { index, size, proof, note, origin, root } = read;
  const log = await step("log-signature", async () => {
    const signers = await signersOf(note, trust.logs);
    return signers.find(({ name }) => name === origin) ?? signers[0] ?? fail("no-signature");
  });
  const own = async () => need(log.name === origin, "other-origin", { origin, key: log.name }) && { origin };
  if (log) await step("origin", own);
  await step("witnesses", async () => {
    const signers = await signersOf(note, trust.witnesses);
    const named = (who) => trust.witnesses.filter(who).map((key) => key.witness);
    const names = named((key) => signers.includes(key));
    const unread = named((key) => key.kind === ML_DSA && note.signatures.some((line) => isOf(line, key)));
    const values = { names: names.join(", "), unread: unread.join(", "), count: names.length, quorum: trust.quorum };
    const enough = (who) => reached(trust.groups, trust.quorum, who);
    need(enough(names), enough([...names, ...unread]) ? "ml-dsa" : "no-quorum", values);
    return { ...values, why: !names.length ? "unasked" : unread.length ? "cosigned-some" : "cosigned" };
  });
  const inclusion = async () => {
    const leaf = await sha256([0], entry);
    await checkInclusion(leaf, index, size, proof, root);
    return { leaf: hex(leaf), root: base64(root) };
  };
  if (entry) await step("inclusion", inclusion);
  return steps;
}

/** tlog-proof: head lines, an empty line, then the checkpoint as it is. */
export function readReceipt(bytes) {
  const text = utf8(bytes) ?? fail("format-note");
  const end = text.indexOf("\n\n");
  need(end >= 0, "format-cut");
  const lines = text.slice(0, end).split("\n");
  const sound = (good, at) => need(good, "format-line", { line: at + 1 });
  const after = (word, at) => (lines[at]?.startsWith(word) ? lines[at].slice(word.length) : "");
  sound(lines[0] === "c2sp.org/tlog-proof@v1", 0);
  const at = lines[1]?.startsWith("extra ") ? 2 : 1;
  sound(unbase64(after("extra ", 1)), 1);
  const index = decimal(after("index ", at));
  sound(index !== null, at);
  const proof = lines.slice(at + 1).map((line) => unbase64(line, 32));
  proof.forEach((hash, n) => sound(hash && n < MOST_HASHES, at + 1 + n));
  const note = readNote(text.slice(end + 2));
  return { index, proof, note, ...readCheckpoint(note.text) };
}

/** signed-note: a text and, under the last empty line, signatures. */
export function readNote(note) {
  const end = note.lastIndexOf("\n\n");
  need(!/[\0-\x09\x0b-\x1f]/.test(note) && end >= 0 && note.endsWith("\n") && note.length > end + 2, "format-note");
  const signatures = note.slice(end + 2, -1).split("\n").map((line) => {
    const [, name, encoded] = /^\u2014 ([^ ]+) ([^ ]+)$/.exec(line) ?? fail("format-note");
    const signed = unbase64(encoded);
    need(isName(name) && signed?.length > 4, "format-note");
    return { name, id: hex(signed.slice(0, 4)), bytes: signed.slice(4) };
  });
  need(signatures.length <= 64, "format-note");
  return { text: note.slice(0, end + 1), signatures };
}

function readCheckpoint(text) {
  const [origin, digits = "", encoded = "", ...more] = text.slice(0, -1).split("\n");
  const [size, root] = [decimal(digits), unbase64(encoded, 32)];
  need(origin && encode(origin).length < 256 && size !== null && root && more.every(Boolean), "format-checkpoint");
  need(size || encoded === EMPTY_ROOT, "format-checkpoint");
  return { origin, size, root };
}

const isOf = (line, { name, id }) => name === line.name && id === line.id;

/** The keys that signed; a bad signature of one refuses the note. */
export async function signersOf(note, keys) {
  const signers = new Set();
  for (const line of note.signatures) {
    const known = keys.filter((key) => isOf(line, key) && key.kind !== ML_DSA);
    for (const key of known) {
      const good = known.length === 1 && (await signed(key, note.text, line.bytes));
      need(good, "bad-signature", { key: line.name });
      signers.add(key);
    }
  }
  return [...signers];
}

async function signed(key, text, line) {
  const dated = key.kind === COSIGNATURE;
  if (line.length !== (dated ? 72 : 64)) return false;
  const time = dated && new DataView(line.buffer).getBigUint64(0);
  const signature = line.slice(-64);
  if (time >= 2n ** 63n || isWeak(signature.slice(0, 32))) return false;
  const message = encode(dated ? `cosignature/v1\ntime ${time}\n${text}` : text);
  return subtle.verify("Ed25519", await importKey(key.bytes), signature, message);
}

const importKey = async (bytes) => subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);

/** Of small order, or not in its one spelling: proves nothing. */
function isWeak(point) {
  const y = BigInt(`0x${hex(point.slice().reverse())}`) & (2n ** 255n - 1n);
  return y >= PRIME || [0n, 1n, PRIME - 1n, ORDER_8, PRIME - ORDER_8].includes(y);
}

/** RFC 8032, section 5.1.3: x² = (y² - 1) / (dy² + 1) has a root; a fraction has one where the product of its parts has. */
function isOnCurve(point) {
  const square = (BigInt(`0x${hex(point.slice().reverse())}`) & (2n ** 255n - 1n)) ** 2n;
  let [base, power, left] = [((square - 1n) * (D * square + 1n)) % PRIME, 1n, (PRIME - 1n) / 2n];
  for (; left; left >>= 1n) {
    if (left & 1n) power = (power * base) % PRIME;
    base = (base * base) % PRIME;
  }
  return power === 1n;
}

/** A vkey, name+id+base64(kind || key); else null. */
export async function readKey(vkey) {
  const [, name, id, encoded = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(vkey) ?? [];
  const typed = unbase64(encoded);
  const kind = typed?.[0];
  if (typed?.length !== (kind === ML_DSA ? 1313 : 33) || !isName(name)) return null;
  const named = hex(await sha256(encode(`${name}\n`), typed)).slice(0, 8);
  const bytes = typed.slice(1);
  const sound = kind === ML_DSA || (!isWeak(bytes) && isOnCurve(bytes));
  return named === id && sound ? { key: vkey, name, id, kind, bytes } : null;
}

export async function readPolicy(text) {
  const [logs, witnesses, groups, names, grouped] = [[], [], new Map(), new Set(), new Set()];
  let quorum;
  const sound = (good) => need(good, "policy");
  const define = (name) => sound(name !== "none" && !names.has(name) && names.add(name));
  const add = async (keys, kinds, vkey, witness) => {
    const key = await readKey(vkey);
    sound(keys.length < MOST_OF_EACH && kinds.includes(key?.kind) && keys.every(({ bytes }) => hex(bytes) !== hex(key.bytes)));
    keys.push({ ...key, witness });
  };
  sound(!/[\0-\x08\x0b-\x1f\x7f]/.test(text));
  for (const line of text.split("\n")) {
    const [word, ...rest] = line.split(/[ \t]+/).filter(Boolean);
    const [name, many, ...members] = rest;
    if (!word || word.startsWith("#")) continue;
    if (word === "log") {
      sound(rest.length < 3);
      await add(logs, [ED25519], name);
    } else if (word === "witness") {
      sound(rest.length < 4);
      await add(witnesses, [COSIGNATURE, ML_DSA], many, name);
      define(name);
    } else if (word === "group") {
      const least = { any: 1, all: members.length }[many] ?? Number(decimal(many ?? ""));
      sound(least >= 1 && least <= members.length);
      for (const member of members) sound(names.has(member) && !grouped.has(member) && grouped.add(member));
      sound(groups.size < MOST_OF_EACH);
      define(name);
      groups.set(name, { least, members });
    } else {
      sound(word === "quorum" && rest.length === 1 && !quorum && (name === "none" || names.has(name)));
      quorum = name;
    }
  }
  sound(quorum);
  return { logs, witnesses, groups, quorum };
}

function reached(groups, name, cosigned) {
  const group = groups.get(name);
  if (!group) return name === "none" || cosigned.includes(name);
  return group.members.filter((member) => reached(groups, member, cosigned)).length >= group.least;
}

export async function checkInclusion(leaf, index, size, proof, root) {
  need(index < size, "index-beyond", { index, size });
  let [at, last, hash] = [index, size - 1n, leaf];
  for (const sibling of proof) {
    need(last, "proof-length");
    const right = at & 1n || at === last;
    hash = await sha256([1], ...(right ? [sibling, hash] : [hash, sibling]));
    while (right && at && !(at & 1n)) [at, last] = [at >> 1n, last >> 1n];
    [at, last] = [at >> 1n, last >> 1n];
  }
  need(!last, "proof-length");
  need(hex(hash) === hex(root), "other-root");
}

async function sha256(...parts) {
  return new Uint8Array(await subtle.digest("SHA-256", Uint8Array.from(parts.flatMap((part) => [...part]))));
}

const decimal = (text) => (/^(0|[1-9]\d{0,19})$/.test(text) && BigInt(text) < 2n ** 64n ? BigInt(text) : null);

/** Base64 in its one spelling; else null. */
function unbase64(text, length) {
  try {
    const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
    return base64(bytes) === text && (length ?? bytes.length) === bytes.length ? bytes : null;
  } catch {
    return null;
  }
}

const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const isName = (name) => !/[\p{White_Space}+\0-\x1f]/u.test(name);

function utf8(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Whether bytes are an entry: a head with the time of receipt, then a filing. */
export function isEntry(bytes) {
  const head = /^veedor-entry@v1\nreceived (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\n\n$/.exec(utf8(bytes.slice(0, 51)) ?? "");
  const time = Date.parse(head?.[1]);
  return time >= 0 && time < Date.UTC(2200) && new Date(time).toISOString() === head[1];
}

/** What was chosen or pasted, as lines of a note; else null. */
async function given(form, name) {
  const [file] = form[`${name}_file`].files;
  const chosen = file?.size ? file : new Blob([form[name].value]);
  need(chosen.size <= MOST_BYTES, "too-large");
  const bytes = new Uint8Array(await chosen.arrayBuffer().catch(() => fail("unreadable")));
  if (bytes.every((byte) => byte <= 32)) return null;
  const ended = bytes.at(-1) === 10 ? bytes : [...bytes, 10];
  return Uint8Array.from(ended.filter((byte, at) => byte !== 13 || ended[at + 1] !== 10));
}

/** Leaves of a step what holds, with its values and for whose policy it was made. */
function fill(item, { outcome, why, values }, whose) {
  item.className = { passed: "good", failed: "missing" }[outcome] ?? "weak";
  for (const part of item.querySelectorAll("[data-when]")) {
    const { when, reason = why } = part.dataset;
    if (when !== outcome || reason !== why) part.remove();
  }
  for (const part of item.querySelectorAll("[data-whose]")) if (part.dataset.whose !== whose) part.remove();
  const shows = item.querySelector(".shows");
  if (shows) shows.textContent = shows.textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Checks what a form holds: the verdict, its steps, whose policy they were held against; null where there is no receipt. */
async function answer(form, policy) {
  const [receipt, sent, own] = await Promise.all(["receipt", "entry", "policy"].map((name) => given(form, name)));
  if (!receipt) return null;
  const entry = sent && isEntry(sent) ? sent : null;
  const steps = await verify(receipt, entry, own ? utf8(own) ?? "" : policy);
  const whose = own ? "own" : "register";
  if (steps.some(({ outcome }) => outcome === "failed")) return { verdict: "failed", steps, whose };
  if (!entry) Object.assign(steps[4], { outcome: "elsewhere", why: sent ? "filing" : "no-entry" });
  if (!entry) return { verdict: "partly", steps, whose };
  const open = steps.some(({ outcome }) => outcome === "elsewhere");
  return { verdict: open ? "partly-witnesses" : own ? "passed-own" : "passed", steps, whose };
}

/** Checks when the form changes. */
async function attend(form) {
  const here = document.getElementById("here");
  const [intro, said, shown, template] = here.children;
  const words = (name) => template.content.querySelector(`[data-is=${name}]`).cloneNode(true);
  const able = await importKey(unbase64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")).catch(() => null);
  intro.append(words(able ? "ready" : "unable"));
  if (!able) return;
  let asked = 0;
  const look = async () => {
    const mine = ++asked;
    said.replaceChildren();
    shown.replaceChildren();
    const told = await answer(form, here.dataset.policy).catch(({ why = "unreadable" }) => ({ verdict: why }));
    if (mine !== asked || !told) return;
    said.append(words(told.verdict));
    if (!told.steps) return;
    const list = words("steps");
    const growth = { outcome: "elsewhere", why: "no-growth" };
    [...list.children].forEach((item, at) => fill(item, told.steps[at] ?? growth, told.whose));
    shown.append(list);
  };
  let soon;
  form.addEventListener("input", () => {
    clearTimeout(soon);
    soon = setTimeout(look, 300);
  });
  // What was there before: pasted while this loaded, or kept by the browser.
  await look();
}

if (globalThis.document) attend(document.querySelector("form.verify"));
