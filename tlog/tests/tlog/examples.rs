//! Keys, leaves and texts that several tests use. All are fixed, so that every signature is too.

use tlog::{Algorithm, Hash, SignerKey};

/// The eight entries of the first Certificate Transparency implementations' tests, in hex.
pub(crate) const CT_ENTRIES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

/// The roots over the first 0 to 8 of them.
pub(crate) const CT_ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// A checkpoint over five of them, signed by [`log_key`] and cosigned by [`witness_key`] at [`COSIGNED_AT`].
pub(crate) const CHECKPOINT: &str = "\
log.example/register
5
Tju7H3tHjc/nH7YxYxUZo7yhLJrvyhYSv85ME6hiZNQ=

\u{2014} log.example/register NQJHEN/LIF+BTdsIkonNnYFteaGM/rwkw0VRWTVKNgo9Oc6M/NHXyKvvEG+yjoDk/oPpSJfcjTRj8VNNwF5seWWMiQI=
\u{2014} witness.example/w1 3xwKNQAAAABkGFDLk+dWK1qGycxgfK1ObVPdffjPHcmhEWDRsAhKbXeUnHQ0gbzKQ4JFx4bE2/GWefP+lLq/whbhX0WTg2IjYcITDQ==
";

pub(crate) const LOG_VKEY: &str = "log.example/register+35024710+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
pub(crate) const WITNESS_VKEY: &str = "witness.example/w1+df1c0a35+BIE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU";
pub(crate) const COSIGNED_AT: u64 = 1_679_315_147;

/// The example of the signed-note specification.
pub(crate) const SPEC_VKEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
pub(crate) const SPEC_NOTE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

pub(crate) fn log_key() -> SignerKey {
    SignerKey::from_seed("log.example/register", Algorithm::Ed25519, [1; 32]).unwrap()
}

pub(crate) fn witness_key() -> SignerKey {
    SignerKey::from_seed("witness.example/w1", Algorithm::CosignatureV1, [2; 32]).unwrap()
}

/// Witness number `n`, 0 to 99.
pub(crate) fn witness(n: u8) -> SignerKey {
    SignerKey::from_seed(&format!("witness.example/n{n}"), Algorithm::CosignatureV1, [100 + n; 32]).unwrap()
}

pub(crate) fn ct_entries() -> Vec<Vec<u8>> {
    CT_ENTRIES.iter().map(|entry| unhex(entry)).collect()
}

pub(crate) fn ct_root(size: usize) -> Hash {
    Hash::from_hex(CT_ROOTS[size]).unwrap()
}

pub(crate) fn base64_hashes(texts: &[&str]) -> Vec<Hash> {
    texts.iter().map(|text| Hash::from_base64(text).unwrap()).collect()
}

fn unhex(text: &str) -> Vec<u8> {
    (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
}
