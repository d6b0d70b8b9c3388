// Signs the text of a filing with a key file of the reader's own (c2sp.org/signed-note, Ed25519). The key is read in this
// page and sent nowhere: the field that takes it has no name, and this page may connect to nobody. What is signed is put
// into the form for handing in; the reader hands it in.

const PRIVATE = "PRIVATE+KEY+";
const ED25519 = 1;
// RFC 8410: what stands before the 32 bytes of an Ed25519 private key in PKCS #8.
const PKCS8 = Uint8Array.from([48, 46, 2, 1, 0, 48, 5, 6, 3, 43, 101, 112, 4, 34, 4, 32]);

const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
const base64Of = (bytes) => btoa(String.fromCharCode(...bytes));
const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));

class Unfit extends Error {}

// The name, id and key of a key file; throws Unfit where it is none.
export async function readKey(file) {
  const [name, id, base64] = file.trim().match(/^PRIVATE\+KEY\+([^+\s]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/)?.slice(1) ?? [];
  if (!file.trim().startsWith(PRIVATE) || !name) throw new Unfit("no-key");
  let secret;
  try {
    secret = bytesOf(base64);
  } catch {
    throw new Unfit("no-key");
  }
  if (secret.length !== 33) throw new Unfit("no-key");
  if (secret[0] !== ED25519) throw new Unfit("other-key");
  const key = await crypto.subtle.importKey("pkcs8", joined(PKCS8, secret.slice(1)), "Ed25519", true, ["sign"]);
  const x = (await crypto.subtle.exportKey("jwk", key)).x;
  secret.fill(0);
  const open = bytesOf(x.replaceAll("-", "+").replaceAll("_", "/"));
  const digest = await crypto.subtle.digest("SHA-256", joined(new TextEncoder().encode(`${name}\n`), [ED25519], open));
  const own = new Uint8Array(digest).slice(0, 4);
  if ([...own].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== id) throw new Unfit("no-key");
  return { name, id: own, key };
}

// The signature line of a text.
export async function signatureLine(text, { name, id, key }) {
  const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(text)));
  return `\u2014 ${name} ${base64Of(joined(id, signature))}\n`;
}

// The signed note: with the signatures that a note of the same text has already.
export function note(text, line, before) {
  const lines = before.startsWith(`${text}\n`) ? before.slice(text.length + 1) : "";
  return `${text}\n${lines.includes(line) ? lines : lines + line}`;
}

async function canSign() {
  try {
    await crypto.subtle.generateKey("Ed25519", false, ["sign"]);
    return true;
  } catch {
    return false;
  }
}

async function begin() {
  const here = document.getElementById("here");
  if (!here || !(await canSign())) return;
  const [text, signed, says] = ["text", "signed", "here-says"].map((id) => document.getElementById(id));
  const tell = (what) => {
    says.textContent = here.querySelector(`[data-is="${what}"]`).textContent;
  };
  document.getElementById("key").addEventListener("change", async ({ target }) => {
    const file = target.files[0];
    if (!file) return;
    try {
      const key = await readKey(await file.text());
      const line = await signatureLine(text.textContent, key);
      signed.value = note(text.textContent, line, signed.value);
      tell("signed");
      document.querySelector("#send button").focus();
    } catch (error) {
      tell(error instanceof Unfit ? error.message : "failed");
    }
    target.value = "";
  });
  here.hidden = false;
}

if (typeof document !== "undefined") begin();
