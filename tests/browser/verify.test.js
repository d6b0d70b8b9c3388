// The module that verifies receipts in the browser, run in Node: published vectors, the examples of spec/, every change
// of a receipt, and the same answer as the program's own verifier, which is other code in another language.

import test from "node:test";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync, existsSync, statSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";

import { checkInclusion, isEntry, readKey, readNote, readPolicy, signersOf, verify } from "../../portal/assets/verify.js";
import { ROOT, block, vectors } from "./spec.js";

const encode = (text) => new TextEncoder().encode(text);
const RECEIPT = block("receipt.md", "receipt");
const ENTRY = encode(block("entry.md", "entry"));
const POLICY = block("receipt.md", "policy");
const [LOG_LINE, WITNESS_LINE] = POLICY.split("\n");

const outcomes = (steps) => steps.map(({ name, outcome, why }) => `${name} ${outcome}${why ? `: ${why}` : ""}`);
const passes = (steps) => steps.every(({ outcome }) => outcome === "passed");

test("the module is small", () => {
  assert.ok(statSync(join(ROOT, "portal/assets/verify.js")).size <= 15 * 1024);
});

test("the example of the specification passes every step", async () => {
  const steps = await verify(encode(RECEIPT), ENTRY, POLICY);
  assert.deepEqual(outcomes(steps), [
    "format passed",
    "log-signature passed",
    "origin passed",
    "witnesses passed: cosigned",
    "inclusion passed",
  ]);
  assert.equal(steps[3].values.names, "W1");
  assert.equal(steps[4].values.root, "G+B6JQwarw0VJBpNY/OJIm+DBC4aQ9Ih5RUgEUTY7QY=");
});

test("without an entry inclusion is left open", async () => {
  assert.equal((await verify(encode(RECEIPT), null, POLICY))[4].outcome, "not-reached");
});

test("the example of signed-note", async () => {
  const key = await readKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
  const note =
    "This is an example message.\n\n\u2014 example.com/foo " +
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
  assert.deepEqual(await signersOf(readNote(note), [key]), [key]);
  await assert.rejects(signersOf(readNote(note.replace("an", "no")), [key]), { why: "bad-signature" });
});

test("keys that prove nothing are refused", async () => {
  const key = async (point) => {
    const typed = Buffer.concat([Buffer.from([1]), Buffer.from(point, "hex")]);
    const hash = await crypto.subtle.digest("SHA-256", Buffer.concat([Buffer.from("k\n"), typed]));
    return readKey(`k+${Buffer.from(hash).subarray(0, 4).toString("hex")}+${typed.toString("base64")}`);
  };
  const [zero, high] = ["00".repeat(32), `${"00".repeat(31)}80`];
  const weak = [
    zero,
    high,
    `01${"00".repeat(31)}`,
    `01${"00".repeat(30)}80`,
    `ec${"ff".repeat(30)}7f`,
    `ed${"ff".repeat(30)}7f`,
    `ee${"ff".repeat(30)}7f`,
    `${"ff".repeat(32)}`,
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  ];
  for (const point of weak) assert.equal(await key(point), null, point);
  assert.ok(await key("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
});

test("an entry is told from a filing", () => {
  const told = new TextDecoder().decode(ENTRY);
  const withTime = (time) => isEntry(encode(told.replace(/received .*/, `received ${time}`)));
  assert.ok(isEntry(ENTRY) && withTime("2024-02-29T23:59:59.999Z"));
  for (const time of ["", "2023-02-29T00:00:00.000Z", "2024-02-29T24:00:00.000Z", "2200-01-01T00:00:00.000Z", "1969-12-31T23:59:59.999Z", "2024-02-29T23:59:59Z"]) {
    assert.ok(!withTime(time), time);
  }
  for (const text of ["", "veedor-entry@v1\n", told.replace("\n\n", "\n"), told.replace(/^.*\n.*\n\n/, "")]) assert.ok(!isEntry(encode(text)), text);
});

test("inclusion: the vectors that the Rust code is held to", async (t) => {
  const found = vectors("inclusion");
  if (!found) return t.skip("the vectors are not on this machine");
  // Where a root belongs the vectors hold byte strings of any length; a leaf hash of another length is refused.
  const bytes = (text) => new Uint8Array(Buffer.from(text ?? "", "base64"));
  for (const { file, leafIdx, treeSize, root, leafHash, proof, wantErr } of found) {
    const hashes = (proof ?? []).map(bytes);
    const leaf = bytes(leafHash);
    const check = async () => checkInclusion(leaf, BigInt(leafIdx), BigInt(treeSize), hashes, bytes(root));
    const good = leaf.length === 32 && (await check().then(() => true, () => false));
    assert.equal(good, !wantErr, file);
  }
  assert.equal(found.length, 98);
});

test("every bit of a receipt counts", async () => {
  const bytes = encode(RECEIPT);
  for (let at = 0; at < bytes.length; at++) {
    for (let bit = 0; bit < 8; bit++) {
      const changed = Uint8Array.from(bytes);
      changed[at] ^= 1 << bit;
      const steps = await verify(changed, ENTRY, POLICY);
      assert.ok(!passes(steps), `byte ${at}, bit ${bit}: ${outcomes(steps)}`);
    }
  }
});

test("every bit of an entry counts", async () => {
  for (let at = 0; at < ENTRY.length; at++) {
    const changed = Uint8Array.from(ENTRY);
    changed[at] ^= 1 << at % 8;
    assert.equal((await verify(encode(RECEIPT), changed, POLICY))[4].why, "other-root", `byte ${at}`);
  }
});

test("every cut and every line counts", async () => {
  const bytes = encode(RECEIPT);
  for (let end = 0; end < bytes.length; end++) {
    assert.ok(!passes(await verify(bytes.slice(0, end), ENTRY, POLICY)), `cut at ${end}`);
  }
  for (const [what, changed] of lineChanges(RECEIPT)) {
    assert.ok(!passes(await verify(encode(changed), ENTRY, POLICY)), what);
  }
});

test("a policy says how many witnesses are enough", async () => {
  const other = await witnessLine("W2", "testigo.example/w2");
  const asked = (lines) => verify(encode(RECEIPT), ENTRY, [LOG_LINE, WITNESS_LINE, other, ...lines, ""].join("\n"));
  const told = async (...lines) => outcomes(await asked(lines))[3];
  assert.equal(await told("quorum none"), "witnesses passed: cosigned");
  assert.equal(await told("quorum W2"), "witnesses failed: no-quorum");
  const nobody = await verify(encode(RECEIPT), ENTRY, `${LOG_LINE}\nquorum none\n`);
  assert.equal(outcomes(nobody)[3], "witnesses passed: unasked");
  assert.equal(await told("group any any W1 W2", "quorum any"), "witnesses passed: cosigned");
  assert.equal(await told("group all all W1 W2", "quorum all"), "witnesses failed: no-quorum");
  assert.equal(await told("group one 1 W1", "group two all one W2", "quorum two"), "witnesses failed: no-quorum");
  assert.equal(await told("group one 1 W1", "group two any one W2", "quorum two"), "witnesses passed: cosigned");
});

test("an ML-DSA-44 cosignature is named, not counted and not called bad", async () => {
  const key = await vkey("testigo.example/w9", 6, Array(1312).fill(7));
  const [name, id] = key.split("+");
  const line = `\u2014 ${name} ${Buffer.concat([Buffer.from(id, "hex"), Buffer.alloc(2428, 1)]).toString("base64")}\n`;
  const told = async (receipt, ...lines) => {
    const policy = [LOG_LINE, WITNESS_LINE, `witness W9 ${key}`, ...lines, ""].join("\n");
    return (await verify(encode(receipt), ENTRY, policy))[3];
  };
  const both = await told(RECEIPT + line, "group all all W1 W9", "quorum all");
  assert.deepEqual([both.outcome, both.why, both.values.unread], ["elsewhere", "ml-dsa", "W9"]);
  const one = await told(RECEIPT + line, "group any any W1 W9", "quorum any");
  assert.deepEqual([one.outcome, one.why, one.values.names], ["passed", "cosigned-some", "W1"]);
  assert.equal((await told(RECEIPT, "quorum W9")).why, "no-quorum");
  assert.equal((await told(RECEIPT, "quorum W1")).why, "cosigned");
  for (const bad of [key.slice(0, -4), await vkey("a", 6, Array(32).fill(7)), await vkey("a", 4, Array(1312).fill(7))]) {
    assert.equal(await readKey(bad), null);
  }
});

test("a policy with a fault is not used", async () => {
  const faults = [
    "",
    LOG_LINE,
    `${LOG_LINE}\nquorum W1`,
    `${LOG_LINE}\nquorum none\nquorum none`,
    `${LOG_LINE}\n${LOG_LINE}\nquorum none`,
    `${LOG_LINE} u v\nquorum none`,
    `${LOG_LINE.replace("log ", "log x")}\nquorum none`,
    `${WITNESS_LINE.replace("witness W1", "log")}\nquorum none`,
    `${LOG_LINE.replace("log", "witness L")}\nquorum none`,
    `${WITNESS_LINE.replace("W1", "none")}\nquorum none`,
    `${WITNESS_LINE}\ngroup W1 1 W1\nquorum W1`,
    `${WITNESS_LINE}\ngroup G 0 W1\nquorum G`,
    `${WITNESS_LINE}\ngroup G 2 W1\nquorum G`,
    `${WITNESS_LINE}\ngroup G 01 W1\nquorum G`,
    `${WITNESS_LINE}\ngroup G any\nquorum G`,
    `${WITNESS_LINE}\ngroup G any W1 W1\nquorum G`,
    `${WITNESS_LINE}\ngroup G any W1\ngroup H any W1\nquorum G`,
    `${WITNESS_LINE}\ngroup G any H\nquorum G`,
    `${WITNESS_LINE}\r\nquorum none`,
    `believe all\nquorum none`,
  ];
  for (const policy of faults) await assert.rejects(readPolicy(policy), { why: "policy" }, policy);
  assert.equal((await readPolicy(`# nothing\n\n \t${LOG_LINE}\thttps://log.example \nquorum\tnone`)).logs.length, 1);
});

test("it says what the program says, step by step", { timeout: 170_000 }, async (t) => {
  const program = process.env.VEEDOR ?? join(ROOT, "target/debug/veedor");
  if (!existsSync(program)) return t.skip(`${program} is not built`);
  const folder = mkdtempSync(join(tmpdir(), "veedor-verify-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const cases = [...changes(), ...(await strange())];
  let next = 0;
  const worker = async () => {
    while (next < cases.length) {
      const at = next++;
      const [what, receipt, entry, policy] = cases[at];
      const told = (steps) => steps.map(({ name, outcome }) => `${name} ${outcome}`);
      const ours = await verify(receipt, entry, policy).then(told, ({ why }) => [why]);
      assert.deepEqual(ours, await theirs(program, join(folder, String(at)), receipt, entry, policy), what);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  assert.ok(cases.length > 450, `only ${cases.length} cases`);
});

/** What is changed, the receipt, the entry and the policy: one bit of every byte, every line, other entries and policies. */
function changes() {
  const bytes = encode(RECEIPT);
  const cases = [
    ["nothing", bytes, ENTRY, POLICY],
    ["another entry", bytes, encode("another"), POLICY],
    ["no log", bytes, ENTRY, "quorum none\n"],
    ["no witness", bytes, ENTRY, `${LOG_LINE}\nquorum none\n`],
    ["origin of another", encode(RECEIPT.replace("registro.example/log\n2", "otro.example/log\n2")), ENTRY, POLICY],
  ];
  for (let at = 0; at < bytes.length; at++) {
    const changed = Uint8Array.from(bytes);
    changed[at] ^= 1 << at % 8;
    cases.push([`byte ${at}`, changed, ENTRY, POLICY]);
  }
  for (const [what, changed] of lineChanges(RECEIPT)) cases.push([what, encode(changed), ENTRY, POLICY]);
  const heads = ["extra ", "extra YQ==", "extra YQ", "extra", "extra YR=="];
  for (const head of heads) cases.push([head, encode(RECEIPT.replace("index", `${head}\nindex`)), ENTRY, POLICY]);
  for (const index of ["0", "2", "01", "-1", "1.0", "", "18446744073709551615", "18446744073709551616"]) {
    cases.push([`index ${index}`, encode(RECEIPT.replace("index 1", `index ${index}`)), ENTRY, POLICY]);
  }
  for (let many = 13; many < 15; many++) {
    const unknown = "\u2014 otro.example/x AAAAAAE=\n".repeat(many * 4 + (many === 13 ? 10 : 7));
    cases.push([`${many}`, encode(RECEIPT + unknown), ENTRY, POLICY]);
  }
  const unusual = ["\u2014 otro.example/x AAAAAA==\n", "\u2014 a\u00a0b AAAAAAE=\n", "\u2014 a\ufeffb AAAAAAE=\n", "\u2014 a+b AAAAAAE=\n", "\u2014 a\u0085b AAAAAAE=\n", "- a AAAAAAE=\n", "\n", "\t\n"];
  for (const line of unusual) cases.push([JSON.stringify(line), encode(RECEIPT + line), ENTRY, POLICY]);
  return cases;
}

/** What only a stranger sends: proofs, checkpoints and policies at and over the most that is read, a key that is no point. */
async function strange() {
  const bytes = encode(RECEIPT);
  const hash = `${Buffer.alloc(32).toString("base64")}\n`;
  const hashes = (many) => encode(RECEIPT.replace(/\n\n/, `\n${hash.repeat(many - 1)}\n`));
  const cases = [64, 65].map((many) => [`${many} hashes`, hashes(many), ENTRY, POLICY]);
  const origin = (many) => RECEIPT.replace("registro.example/log\n2", `${"a".repeat(many)}\n2`);
  for (const many of [255, 256]) cases.push([`an origin of ${many} bytes`, encode(origin(many)), ENTRY, POLICY]);
  const empty = RECEIPT.replace("log\n2\n", "log\n0\n");
  cases.push(["size 0 with a root", encode(empty), ENTRY, POLICY]);
  const rootless = empty.replace(/log\n0\n.*/, "log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
  cases.push(["size 0 with its root", encode(rootless), ENTRY, POLICY]);
  const extra = RECEIPT.replace("index", `extra ${Buffer.alloc(150_000).toString("base64")}\nindex`);
  cases.push(["150 kB of extra", encode(extra), ENTRY, POLICY]);
  for (const many of [256, 257]) {
    const lines = async (line) => (await Promise.all(Array.from({ length: many - 1 }, (_, at) => line(at)))).join("\n");
    const logs = await lines(async (at) => `log ${await newKey(`log.example/${at}`, 1)}`);
    cases.push([`${many} logs`, bytes, ENTRY, `${LOG_LINE}\n${logs}\nquorum none\n`]);
    const witnesses = await lines(async (at) => `witness V${at} ${await newKey(`witness.example/${at}`, 4)}`);
    cases.push([`${many} witnesses`, bytes, ENTRY, `${LOG_LINE}\n${WITNESS_LINE}\n${witnesses}\nquorum none\n`]);
    const groups = await lines((at) => `group G${at} 1 ${at ? `G${at - 1}` : "W1"}`);
    const last = `group last 1 G${many - 2}\nquorum last\n`;
    cases.push([`${many} groups`, bytes, ENTRY, `${LOG_LINE}\n${WITNESS_LINE}\n${groups}\n${last}`]);
  }
  for (let y = 2; y < 12; y++) {
    const log = await vkey("registro.example/log", 1, [y, ...Array(31).fill(0)]);
    cases.push([`a key with y = ${y}`, bytes, ENTRY, `log ${log}\n${WITNESS_LINE}\nquorum none\n`]);
  }
  return cases;
}

/** A text with one of its lines left out, doubled, emptied, ended otherwise, or changed with the next. */
function* lineChanges(text) {
  const lines = text.split("\n").slice(0, -1);
  const joined = (all) => all.map((line) => `${line}\n`).join("");
  for (const at of lines.keys()) {
    const [before, line, after] = [lines.slice(0, at), lines[at], lines.slice(at + 1)];
    yield [`line ${at + 1} left out`, joined([...before, ...after])];
    // A signature that stands twice counts once, and an empty line more belongs to nothing that is signed.
    if (!line.startsWith("\u2014")) yield [`line ${at + 1} twice`, joined([...before, line, line, ...after])];
    if (line) yield [`line ${at + 1} emptied`, joined([...before, "", ...after])];
    yield [`line ${at + 1} with a carriage return`, joined([...before, `${line}\r`, ...after])];
    if (after.length && !line.startsWith("\u2014")) yield [`line ${at + 1} after the next`, joined([...before, after[0], line, ...after.slice(1)])];
  }
}

function theirs(program, file, receipt, entry, policy) {
  for (const [ending, content] of Object.entries({ receipt, entry, policy })) writeFileSync(`${file}.${ending}`, content);
  const given = ["verify", `${file}.receipt`, "--entry", `${file}.entry`, "--policy", `${file}.policy`, "--json"];
  return new Promise((resolve, reject) => {
    execFile(program, given, (error, out, err) => {
      if (err.includes(`${file}.policy`)) return resolve(["policy"]);
      if (!out) return reject(new Error(`${program} ${given.join(" ")}: ${error} ${err}`));
      resolve(JSON.parse(out).steps.map(({ step, outcome }) => `${step} ${outcome}`));
    });
  });
}

const witnessLine = async (name, key) => `witness ${name} ${await newKey(key, 4)}`;

async function newKey(name, kind) {
  const { publicKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  return vkey(name, kind, new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)));
}

async function vkey(name, kind, point) {
  const typed = Buffer.from([kind, ...point]);
  const id = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.concat([Buffer.from(`${name}\n`), typed])));
  return `${name}+${id.subarray(0, 4).toString("hex")}+${typed.toString("base64")}`;
}
