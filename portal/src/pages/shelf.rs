//! Pages kept as they were made, for as long as nothing of what they tell has changed: a page is asked of the index once for
//! all who read it. While one is made anew, others are shown the one before; each says of which entry it is.
//!
//! What readers search for is not kept here: an address with words of theirs, or with anything that the page does not ask
//! for, is made each time.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use register::id::BodyId;
use rulebook::law::Law;

use super::{
    answer::{Answer, Made},
    error::PageError,
    records::WORDS,
    visit::Visit,
};
use crate::{head::Head, index::IndexError, site::Site};

/// Bytes of all pages kept.
const ROOM: usize = 64 << 20;

/// Bytes of one page that is kept: larger files are read by few.
const LARGEST: usize = 4 << 20;

/// Pages that tell of index, published log, its checkpoint and waiting comments alone, by the first part of their path.
/// Others show what changes otherwise, files and drafts; and entries and receipts are too many to keep.
const KEPT: [&str; 15] = [
    "",
    "bodies",
    "calendar",
    "consultations",
    "disagreements",
    "duties",
    "findings",
    "gaps",
    LOG,
    "network",
    "ocds",
    "orders",
    "records",
    SERIES,
    "use",
];

/// The page of what a reporter published; it may be asked for by any name, which are words of readers.
const SERIES: &str = "series";

/// All that a page follows from, beside its address.
#[derive(Debug, Clone)]
struct State {
    turn: u64,
    remade: u64,
    published: u64,
    today: i64,
    law: Arc<Law>,
    /// Turn of the comments that wait, for the pages that tell of them.
    comments: u64,
    /// The checkpoint with its cosignatures, for the page that shows them; none where it cannot be read.
    head: Option<Arc<Head>>,
}

/// One address.
#[derive(Debug)]
struct Place {
    page: Option<(State, Arc<Answer>)>,
    /// Whether somebody makes it at present.
    making: bool,
    /// When it was last asked for, by the shelf's own count.
    asked: u64,
}

/// The pages kept.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    places: Mutex<Places>,
    put: Condvar,
}

#[derive(Debug, Default)]
struct Places {
    by_address: HashMap<String, Place>,
    bytes: usize,
    asked: u64,
}

/// Whoever makes a page; the next is let through when it ends, however it ends.
struct Making<'s> {
    shelf: &'s Shelf,
    address: &'s str,
}

/// The first part of the path of the page that shows the checkpoint, which gains cosignatures without an entry.
const LOG: &str = "log";

/// The first part of the path of the pages that tell of waiting comments.
const CONSULTATIONS: &str = "consultations";

/// The first part of a path.
fn first_part(visit: &Visit) -> &str {
    visit.path.trim_start_matches('/').split('/').next().unwrap_or_default()
}

/// Whether the page at an address may be kept.
pub(super) fn keeps(visit: &Visit) -> bool {
    let first = first_part(visit);
    let words = |(name, value): &(String, String)| match name.as_str() {
        WORDS => true,
        // As many pages as entries.
        "before" => first == LOG,
        "reporter" => first == SERIES && BodyId::parse(value.trim()).is_none(),
        _ => false,
    };
    KEPT.contains(&first) && visit.cite.is_none() && !visit.params.iter().any(words)
}

impl State {
    fn of(site: &Site, visit: &Visit) -> Result<State, IndexError> {
        let first = first_part(visit);
        let intake = site.intake.load_full().filter(|_| first == CONSULTATIONS);
        Ok(State {
            turn: site.read(|reading| reading.turn())?,
            remade: site.remade(),
            published: site.published.size(),
            today: site.today.days(),
            law: site.law.load_full(),
            comments: intake.map_or(0, |intake| intake.comments.turn()),
            head: (first == LOG).then(|| site.head().ok()).flatten(),
        })
    }

    fn holds(&self, now: &State) -> bool {
        self.is_of_this_day(now)
            && (self.turn, self.published) == (now.turn, now.published)
            && Arc::ptr_eq(&self.law, &now.law)
            && self.checkpoint() == now.checkpoint()
    }

    /// The checkpoint shown, cosignatures and all.
    fn checkpoint(&self) -> Option<&[u8]> {
        self.head.as_ref().map(|head| head.checkpoint.bytes())
    }

    /// Whether the page before may be shown while it is made anew. What somebody just sent, or deleted, is told at once.
    fn is_of_this_day(&self, now: &State) -> bool {
        (self.remade, self.today, self.comments) == (now.remade, now.today, now.comments)
    }
}

impl Shelf {
    /// The page at an address, as it is kept or as it is made. Blocks.
    pub(super) fn page(
        &self,
        site: &Site,
        visit: &Visit,
        make: impl FnOnce() -> Result<Made, PageError>,
    ) -> Result<Arc<Answer>, PageError> {
        let address = format!("{:?}", (visit.lang, &visit.path, visit.format, &visit.query, &visit.as_of, &visit.host));
        let now = State::of(site, visit)?;
        if let Some(kept) = self.kept(&address, &now) {
            return Ok(kept);
        }
        let making = Making { shelf: self, address: &address };
        let made = make()?;
        if visit.params.iter().all(|(name, _)| visit.was_asked(name)) {
            return Ok(making.put(now, made));
        }
        Ok(Answer::once(made))
    }

    /// The page as it is kept; none where whoever asks is to make it.
    fn kept(&self, address: &str, now: &State) -> Option<Arc<Answer>> {
        let mut places = self.locked();
        loop {
            places.asked += 1;
            let asked = places.asked;
            let new = || Place { page: None, making: false, asked };
            let place = places.by_address.entry(address.to_owned()).or_insert_with(new);
            place.asked = asked;
            match &place.page {
                Some((state, kept)) if state.holds(now) => return Some(Arc::clone(kept)),
                Some((state, kept)) if place.making && state.is_of_this_day(now) => return Some(Arc::clone(kept)),
                _ if place.making => places = self.put.wait(places).unwrap_or_else(PoisonError::into_inner),
                _ => {
                    place.making = true;
                    return None;
                }
            }
        }
    }

    fn locked(&self) -> MutexGuard<'_, Places> {
        self.places.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Making<'_> {
    /// Keeps a page, where it is one that can be kept.
    fn put(&self, state: State, made: Made) -> Arc<Answer> {
        if made.text().is_none_or(|text| text.len() > LARGEST) {
            return Answer::once(made);
        }
        let answer = Answer::kept(made);
        let mut places = self.shelf.locked();
        places.take(self.address);
        if let Some(place) = places.by_address.get_mut(self.address) {
            place.page = Some((state, Arc::clone(&answer)));
            places.bytes += answer.size();
        }
        places.make_room(self.address);
        answer
    }
}

impl Drop for Making<'_> {
    fn drop(&mut self) {
        let mut places = self.shelf.locked();
        if let Some(place) = places.by_address.get_mut(self.address) {
            place.making = false;
            if place.page.is_none() {
                places.by_address.remove(self.address);
            }
        }
        self.shelf.put.notify_all();
    }
}

impl Places {
    /// Takes the page at an address away; its place stays.
    fn take(&mut self, address: &str) {
        let taken = self.by_address.get_mut(address).and_then(|place| place.page.take());
        self.bytes -= taken.map_or(0, |(_, answer)| answer.size());
    }

    /// Lets go of what was asked for longest ago, until all fits.
    fn make_room(&mut self, but: &str) {
        while self.bytes > ROOM {
            let idle = self.by_address.iter().filter(|(address, place)| place.page.is_some() && *address != but);
            let Some(oldest) = idle.min_by_key(|(_, place)| place.asked).map(|(address, _)| address.clone()) else {
                return;
            };
            self.take(&oldest);
            self.by_address.retain(|address, place| *address != oldest || place.making);
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, Uri};
    use register::lang::Lang;

    use super::*;

    fn state(turn: u64, law: &Arc<Law>) -> State {
        State { turn, remade: 0, published: turn, today: 20_000, law: Arc::clone(law), comments: 0, head: None }
    }

    fn text(text: String) -> Made {
        Made::Text { media: "text/plain", text }
    }

    fn said(answer: Option<Arc<Answer>>) -> Option<String> {
        answer.map(|answer| match &answer.made {
            Made::Text { text, .. } => text.clone(),
            other => panic!("{other:?}"),
        })
    }

    #[test]
    fn a_page_is_made_once_a_turn_and_meanwhile_others_see_the_one_before() {
        let (shelf, law) = (Shelf::default(), Arc::new(Law::default()));
        let (first, second) = (state(1, &law), state(2, &law));
        let making = || Making { shelf: &shelf, address: "/es/" };
        assert_eq!(said(shelf.kept("/es/", &first)), None);
        let maker = making();
        maker.put(first.clone(), text("one".into()));
        drop(maker);
        assert_eq!(said(shelf.kept("/es/", &first)).as_deref(), Some("one"));
        assert_eq!(said(shelf.kept("/es/", &second)), None, "whoever comes first makes it anew");
        let maker = making();
        assert_eq!(said(shelf.kept("/es/", &second)).as_deref(), Some("one"), "others do not wait");
        maker.put(second.clone(), text("two".into()));
        drop(maker);
        assert_eq!(said(shelf.kept("/es/", &second)).as_deref(), Some("two"));
        let other_law = State { law: Arc::new(Law::default()), ..second };
        assert_eq!(said(shelf.kept("/es/", &other_law)), None, "another law");
    }

    #[test]
    fn one_who_fails_lets_the_next_try_and_leaves_nothing() {
        let (shelf, law) = (Shelf::default(), Arc::new(Law::default()));
        for _ in 0..2 {
            assert_eq!(said(shelf.kept("/es/", &state(1, &law))), None);
            drop(Making { shelf: &shelf, address: "/es/" });
        }
        assert!(shelf.locked().by_address.is_empty());
    }

    #[test]
    fn pages_kept_never_take_more_than_their_room_and_the_latest_stay() {
        let (shelf, law) = (Shelf::default(), Arc::new(Law::default()));
        let large = text("x".repeat(LARGEST));
        for page in 0..40 {
            let address = page.to_string();
            assert!(shelf.kept(&address, &state(1, &law)).is_none());
            let making = Making { shelf: &shelf, address: &address };
            making.put(state(1, &law), large.clone());
            assert!(shelf.locked().bytes <= ROOM);
        }
        assert_eq!(shelf.locked().by_address.len(), ROOM / Answer::kept(large).size());
        assert!(shelf.kept("39", &state(1, &law)).is_some());
    }

    #[test]
    fn words_of_readers_and_pages_of_their_own_are_not_kept() {
        let keeps = |uri: &'static str| keeps(&Visit::new(Lang::Es, &Uri::from_static(uri), &HeaderMap::new()));
        for kept in [
            "/es/",
            "/es/series?reporter=mx/fgr",
            "/es/records?class=spyware",
            "/es/records.csv",
            "/es/bodies/mx/sedena",
            "/es/use?as-of=2026-01-01",
            "/es/log",
        ] {
            assert!(keeps(kept), "{kept}");
        }
        for made in [
            "/es/records?q=nombre",
            "/es/series?reporter=nombre",
            "/es/file",
            "/es/file/drafts/abc",
            "/es/help",
            "/es/entries/1",
            "/es/log?before=1024",
            "/es/?cite=ris",
        ] {
            assert!(!keeps(made), "{made}");
        }
    }
}
