//! Stylesheet, picture and script, compiled in. Their names hold their digest, so that they may be kept for ever.

use std::sync::LazyLock;

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Response},
};
use sha2::{Digest, Sha256};

use super::{Portal, error};
use crate::hex::hex;

/// A file of the site.
#[derive(Debug)]
pub(super) struct Asset {
    stem: &'static str,
    ending: &'static str,
    pub(super) media: &'static str,
    pub(super) text: &'static str,
    href: LazyLock<String>,
}

pub(super) static STYLE: Asset = Asset {
    stem: "style",
    ending: "css",
    media: "text/css; charset=utf-8",
    text: include_str!("../../assets/style.css"),
    href: LazyLock::new(|| STYLE.named()),
};

pub(super) static LOGO: Asset = Asset {
    stem: "veedor",
    ending: "svg",
    media: "image/svg+xml",
    text: include_str!("../../assets/veedor.svg"),
    href: LazyLock::new(|| LOGO.named()),
};

/// Checks receipts in the browser; on the page `verify` only.
pub(super) static VERIFY: Asset = Asset {
    stem: "verify",
    ending: "js",
    media: "text/javascript; charset=utf-8",
    text: include_str!("../../assets/verify.js"),
    href: LazyLock::new(|| VERIFY.named()),
};

/// Signs drafts in the browser; on the page that signs only.
pub(super) static SIGN: Asset = Asset {
    stem: "sign",
    ending: "js",
    media: "text/javascript; charset=utf-8",
    text: include_str!("../../assets/sign.js"),
    href: LazyLock::new(|| SIGN.named()),
};

impl Asset {
    /// Its address.
    pub(super) fn href(&'static self) -> &'static str {
        &self.href
    }

    fn named(&self) -> String {
        let digest = hex(&Sha256::digest(self.text)[..6]);
        format!("/assets/{}-{digest}.{}", self.stem, self.ending)
    }
}

/// Serves a file by its name.
pub(super) async fn serve(portal: State<Portal>, uri: Uri, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let address = format!("/assets/{name}");
    let Some(asset) = [&STYLE, &LOGO, &VERIFY, &SIGN].into_iter().find(|asset| asset.href() == address) else {
        return error::not_found(portal, uri, headers).await;
    };
    let headers = [(header::CONTENT_TYPE, asset.media), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")];
    (headers, asset.text).into_response()
}
