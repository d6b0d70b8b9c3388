//! Identifiers of the register (spec/filing.md#ids): bodies `mx/sedena`, filings `mx/sedena/contract/2019-1`.
//! An id is never reused. Display names live in filings, not here.

use std::{fmt, sync::Arc};

use crate::form::Form;

/// A body or company: `{jurisdiction}/{slug}`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BodyId(Arc<str>);

/// A filing: `{body}/{form}/{number}`; the body is the filer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FilingId(Arc<str>);

/// What a filing can be about: a body or an earlier filing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A body.
    Body(BodyId),
    /// A filing.
    Filing(FilingId),
}

impl BodyId {
    /// Reads `{jurisdiction}/{slug}`: a jurisdiction is an ISO 3166-1 code in lower case, with an ISO 3166-2 part
    /// where there is one (`mx`, `mx-ver`), or `int`; a slug has lower-case letters, digits and hyphens, at most 40.
    #[must_use]
    pub fn parse(text: &str) -> Option<BodyId> {
        let (jurisdiction, slug) = text.split_once('/')?;
        (is_jurisdiction(jurisdiction) && is_slug(slug)).then(|| BodyId(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The jurisdiction, as `mx-ver`.
    #[must_use]
    pub fn jurisdiction(&self) -> &str {
        self.0.split('/').next().unwrap_or_default()
    }
}

impl FilingId {
    /// Reads `{jurisdiction}/{slug}/{form}/{number}`; the number is a slug.
    #[must_use]
    pub fn parse(text: &str) -> Option<FilingId> {
        let mut parts = text.split('/');
        let (jurisdiction, body, form, number) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let valid = parts.next().is_none() && is_jurisdiction(jurisdiction) && is_slug(body) && is_slug(number);
        (valid && Form::parse(form).is_some()).then(|| FilingId(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The body that numbered this filing: its filer.
    #[must_use]
    pub fn body(&self) -> BodyId {
        let end = self.0.match_indices('/').nth(1).map_or(self.0.len(), |(at, _)| at);
        BodyId(self.0[..end].into())
    }

    /// The form of the filing.
    #[must_use]
    pub fn form(&self) -> Form {
        // INVARIANT: `parse` took only ids whose third part is a form.
        self.0.split('/').nth(2).and_then(Form::parse).unwrap_or(Form::Claim)
    }
}

impl Reference {
    /// Reads the id of a filing or of a body.
    #[must_use]
    pub fn parse(text: &str) -> Option<Reference> {
        FilingId::parse(text).map(Reference::Filing).or_else(|| BodyId::parse(text).map(Reference::Body))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Reference::Body(id) => id.as_str(),
            Reference::Filing(id) => id.as_str(),
        }
    }

    /// The jurisdiction the id begins with.
    #[must_use]
    pub fn jurisdiction(&self) -> &str {
        self.as_str().split('/').next().unwrap_or_default()
    }
}

impl fmt::Display for BodyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for FilingId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a text can begin the id of a body.
pub(crate) fn is_jurisdiction(text: &str) -> bool {
    let (country, part) = text.split_once('-').map_or((text, None), |(country, part)| (country, Some(part)));
    let lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    let country_known = country == "int" || crate::iso::is_country(country);
    country_known && part.is_none_or(|part| (1..=3).contains(&part.len()) && lower(part))
}

fn is_slug(text: &str) -> bool {
    let edge = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = text.as_bytes();
    (1..=40).contains(&bytes.len())
        && edge(bytes[0])
        && edge(bytes[bytes.len() - 1])
        && bytes.iter().all(|byte| edge(*byte) || *byte == b'-')
}
