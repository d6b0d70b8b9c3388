//! What a reader asks for: an address, a day, a way to cite. And the desk a page is made at: the visit with the register it is
//! about.

use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeSet,
    convert::Infallible,
    ops::Deref,
    sync::Arc,
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
};
use register::lang::Lang;
use rulebook::law::Law;

pub(super) use super::address::Format;
use super::{
    Portal,
    address::Address,
    as_of::{self, AsOf, Known},
    cite::{self, Citation},
    packed,
};
use crate::{
    index::{IndexError, Reading},
    site::Site,
};

/// One request: its address, without the parameters that any page may have, and what those say.
#[derive(Debug, Clone)]
pub(super) struct Visit {
    address: Address,
    /// The form of citation asked for.
    pub(super) cite: Option<String>,
    /// The day asked for.
    pub(super) as_of: AsOf,
    /// Names of parameters that the page asked for.
    asked: RefCell<BTreeSet<String>>,
    pub(super) known: Option<String>,
    /// Whether the reader takes it compressed.
    pub(super) gzip: bool,
}

impl Deref for Visit {
    type Target = Address;

    fn deref(&self) -> &Address {
        &self.address
    }
}

/// Where a page is made: who asks what, and of whom.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    pub(super) site: &'a Site,
    pub(super) reading: &'a Reading,
    pub(super) visit: &'a Visit,
    /// What was known on the day asked for; none on today's page.
    pub(super) known: Option<Known>,
    /// The day for which the rules are asked, in days since 1970-01-01: the day asked for, else today.
    pub(super) today: i64,
    /// The law on that day.
    pub(super) law: Arc<Law>,
    /// How the page made here is cited; set with its frame.
    pub(super) citation: OnceCell<Citation>,
}

impl<'a> Desk<'a> {
    /// A desk for a page of today, or as known on a day.
    pub(super) fn new(
        site: &'a Site,
        reading: &'a Reading,
        visit: &'a Visit,
        known: Option<Known>,
    ) -> Result<Desk<'a>, IndexError> {
        let (today, law) = match known {
            Some(known) => (known.day.days(), site.law_of(reading)?),
            None => (site.today.days(), site.law.load_full()),
        };
        Ok(Desk { site, reading, visit, known, today, law, citation: OnceCell::new() })
    }
}

impl Visit {
    /// A visit in a language at an address.
    pub(super) fn new(lang: Lang, uri: &Uri, headers: &HeaderMap) -> Visit {
        let mut address = Address::new(lang, uri, headers);
        address.query = own_query(&address.query);
        let [days, cites] = [as_of::PARAM, cite::PARAM].map(|name| taken(&mut address.params, name));
        let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
        Visit {
            cite: cites.into_iter().next(),
            as_of: AsOf::read(&address.path, days.iter().map(String::as_str)),
            asked: RefCell::default(),
            known: known.map(str::to_owned),
            gzip: packed::is_read(headers),
            address,
        }
    }

    /// The value of a parameter, without space around it; the first where it stands twice, none where it is empty.
    pub(super) fn param(&self, name: &str) -> Option<&str> {
        self.asked.borrow_mut().insert(name.to_owned());
        let value = self.params.iter().find(|(known, _)| known == name)?.1.trim();
        (!value.is_empty()).then_some(value)
    }

    /// Whether the page asked for a parameter.
    pub(super) fn was_asked(&self, name: &str) -> bool {
        self.asked.borrow().contains(name)
    }

    /// The same visit to what stands behind a prefix of its path.
    pub(super) fn below(mut self, prefix: &str) -> Visit {
        self.address.path = self.rest(prefix).to_owned();
        self
    }
}

impl FromRequestParts<Portal> for Visit {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, portal: &Portal) -> Result<Visit, Infallible> {
        Ok(Visit::new(portal.lang, &parts.uri, &parts.headers))
    }
}

/// A query without the parameters that any page may have.
fn own_query(query: &str) -> String {
    let named = |part: &&str| !part.split('=').next().is_some_and(|name| [as_of::PARAM, cite::PARAM].contains(&name));
    query.split('&').filter(named).collect::<Vec<_>>().join("&")
}

/// Takes the values of a parameter out of all of them.
fn taken(params: &mut Vec<(String, String)>, name: &str) -> Vec<String> {
    params.extract_if(.., |(known, _)| known == name).map(|(_, value)| value).collect()
}
