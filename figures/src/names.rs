//! Which body a published name is: by its number in another register, then by the names that bodies have and the aliases
//! that were filed, and never by likeness. Names that are only alike are proposed, for somebody to link by a filing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use register::{
    codelist::NameRelation,
    filing::Named,
    forms::{sides::Alias, who::Body},
    id::{BodyId, FilingId},
};

/// What is known of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// It is these bodies; several, where one name stands for several.
    Linked(Vec<BodyId>, Link),
    /// Nobody linked it. Bodies whose names are like it, most alike first; none where nothing is.
    Proposed(Vec<Proposal>),
}

/// On what a link rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The number in another register.
    Identifier,
    /// A name in the body's own description.
    Description(FilingId),
    /// A filing of form `alias`.
    Alias(FilingId),
}

/// A body whose name is like a published one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The body.
    pub body: BodyId,
    /// Its name that is like it.
    pub name: String,
    /// How much, in percent.
    pub likeness: u8,
}

/// The names of bodies, folded from their descriptions and from aliases.
#[derive(Debug, Clone, Default)]
pub struct Names {
    registrar: Option<BodyId>,
    identifiers: HashMap<(String, String), BTreeSet<(BodyId, FilingId)>>,
    recorded: BTreeMap<String, BTreeSet<(BodyId, FilingId)>>,
    aliases: BTreeMap<String, BTreeMap<FilingId, Alias>>,
    spelled: BTreeMap<(FilingId, String), String>,
}

/// The likeness, in percent, below which nothing is proposed.
const ALIKE: u8 = 60;

/// How many bodies are proposed for one name at most.
const PROPOSALS: usize = 3;

impl Names {
    /// Who keeps the register: the filer of its first entry.
    pub(crate) fn begins_with(&mut self, filer: &BodyId) {
        self.registrar.get_or_insert_with(|| filer.clone());
    }

    /// How much a filing weighs that says which body a name or number is: the register keeper's most, then the body's own.
    /// Nobody takes a name from these.
    fn rank(&self, filing: &FilingId, body: &BodyId) -> u8 {
        match filing.body() {
            filer if Some(&filer) == self.registrar.as_ref() => 2,
            filer if filer == *body => 1,
            _ => 0,
        }
    }

    /// The one body that the filings of most weight name, if it is one.
    fn only<'a>(&self, all: &'a BTreeSet<(BodyId, FilingId)>, not: &[&BodyId]) -> Option<(&'a BodyId, &'a FilingId)> {
        let known = || all.iter().filter(|(body, _)| !not.contains(&body));
        let rank = known().map(|(body, filing)| self.rank(filing, body)).max()?;
        let mut best = known().filter(|(body, filing)| self.rank(filing, body) == rank);
        let (body, filing) = best.next()?;
        best.all(|(other, _)| other == body).then_some((body, filing))
    }

    /// The names of one description.
    pub(crate) fn describe(&mut self, id: &FilingId, body: &Body) {
        let names = std::iter::once(&body.name).chain(body.names.iter().map(|other| &other.name));
        for name in names {
            let key = key(name.as_str());
            self.recorded.entry(key.clone()).or_default().insert((body.body.clone(), id.clone()));
            self.spelled.insert((id.clone(), key), name.to_string());
        }
        for identifier in &body.identifiers {
            let number = (identifier.scheme.to_string(), identifier.value.to_string());
            self.identifiers.entry(number).or_default().insert((body.body.clone(), id.clone()));
        }
    }

    /// One alias.
    pub(crate) fn alias(&mut self, id: &FilingId, alias: &Alias) {
        self.aliases.entry(key(alias.name.as_str())).or_default().insert(id.clone(), alias.clone());
    }

    /// A description or alias is withdrawn or written anew. Answers the names whose resolution may have changed.
    pub(crate) fn forget(&mut self, id: &FilingId) {
        self.recorded.values_mut().for_each(|all| all.retain(|(_, by)| by != id));
        self.recorded.retain(|_, all| !all.is_empty());
        self.identifiers.values_mut().for_each(|all| all.retain(|(_, by)| by != id));
        self.aliases.values_mut().for_each(|all| drop(all.remove(id)));
        self.aliases.retain(|_, all| !all.is_empty());
        self.spelled.retain(|(by, _), _| by != id);
    }

    /// Which bodies a name is, as sources of a place use it, and on what that rests; none where nobody linked it.
    #[must_use]
    pub fn linked(&self, named: &Named, place: &str) -> Option<(Vec<BodyId>, Link)> {
        let key = key(named.name.as_str());
        let denied = self.denied(&key, place);
        let number = named.scheme.as_ref().zip(named.identifier.as_ref());
        let by_number =
            number.and_then(|(scheme, number)| self.identifiers.get(&(scheme.to_string(), number.to_string())));
        if let Some((body, _)) = by_number.and_then(|all| self.only(all, &denied)) {
            return Some((vec![body.clone()], Link::Identifier));
        }
        self.linked_name(&key, place, &denied)
    }

    /// Which bodies a name is, without a number; where nobody linked it, which have names like it. That takes a look at every
    /// name there is.
    #[must_use]
    pub fn resolve_name(&self, name: &str, place: &str) -> Resolution {
        let key = key(name);
        let denied = self.denied(&key, place);
        match self.linked_name(&key, place, &denied) {
            Some((bodies, link)) => Resolution::Linked(bodies, link),
            None => Resolution::Proposed(self.proposals(name, &denied)),
        }
    }

    fn linked_name(&self, key: &str, place: &str, denied: &[&BodyId]) -> Option<(Vec<BodyId>, Link)> {
        if let Some((body, id)) = self.recorded.get(key).and_then(|all| self.only(all, denied)) {
            return Some((vec![body.clone()], Link::Description(id.clone())));
        }
        let free = |alias: &Alias| !alias.bodies.is_empty() && alias.bodies.iter().all(|body| !denied.contains(&body));
        let named = || self.aliases_of(key, place, NameRelation::Names).filter(|(_, alias)| free(alias));
        let rank =
            |(id, alias): (&FilingId, &Alias)| alias.bodies.iter().map(|body| self.rank(id, body)).min().unwrap_or(0);
        let best = named().map(rank).max();
        let mut named = named().filter(|alias| Some(rank(*alias)) == best);
        let (id, alias) = named.next()?;
        let agreed = named.all(|(_, other)| other.bodies == alias.bodies);
        agreed.then(|| (alias.bodies.clone(), Link::Alias(id.clone())))
    }

    fn aliases_of(&self, key: &str, place: &str, relation: NameRelation) -> impl Iterator<Item = (&FilingId, &Alias)> {
        let applies = move |alias: &Alias| {
            alias.relation == relation && alias.jurisdiction.as_ref().is_none_or(|scope| scope.as_str() == place)
        };
        self.aliases.get(key).into_iter().flatten().filter(move |(_, alias)| applies(alias))
    }

    /// Bodies that a name is not: said by the register keeper, by the body itself, or by whoever said before that it is.
    fn denied(&self, key: &str, place: &str) -> Vec<&BodyId> {
        let said = |body: &BodyId, filer: &BodyId| {
            let linked =
                self.aliases_of(key, place, NameRelation::Names).filter(|(_, alias)| alias.bodies.contains(body));
            let recorded = self.recorded.get(key).into_iter().flatten().filter(|(known, _)| known == body);
            let mut by = linked.map(|(id, _)| id).chain(recorded.map(|(_, id)| id));
            by.any(|id| id.body() == *filer)
        };
        let denials = self.aliases_of(key, place, NameRelation::DoesNotName);
        let counts = |id: &FilingId, body: &BodyId| self.rank(id, body) > 0 || said(body, &id.body());
        denials.flat_map(|(id, alias)| alias.bodies.iter().filter(move |body| counts(id, body))).collect()
    }

    fn proposals(&self, name: &str, not: &[&BodyId]) -> Vec<Proposal> {
        let mut best: BTreeMap<&BodyId, Proposal> = BTreeMap::new();
        for (recorded, bodies) in &self.recorded {
            let likeness = likeness(name, recorded);
            for (body, id) in bodies.iter().filter(|(body, _)| likeness >= ALIKE && !not.contains(&body)) {
                if best.get(body).is_none_or(|known| known.likeness < likeness) {
                    let name = self.spelled.get(&(id.clone(), recorded.clone())).unwrap_or(recorded).clone();
                    best.insert(body, Proposal { body: body.clone(), name, likeness });
                }
            }
        }
        let mut all: Vec<Proposal> = best.into_values().collect();
        all.sort_by(|a, b| b.likeness.cmp(&a.likeness).then_with(|| a.body.cmp(&b.body)));
        all.truncate(PROPOSALS);
        all
    }
}

/// A name as it is compared: small letters without accents, letters and digits only, single spaces.
#[must_use]
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase).map(plain) {
        match c {
            // "Sheriff's" and "Sheriffs" are one spelling; accents that stand by themselves are none.
            '\'' | '’' | '.' | '\u{300}'..='\u{36f}' => {}
            c if c.is_alphanumeric() => out.push(c),
            _ if out.is_empty() || out.ends_with(' ') => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A letter of the Latin script without its accent.
#[must_use]
pub const fn plain(c: char) -> char {
    match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        'ñ' => 'n',
        'ç' => 'c',
        c => c,
    }
}

/// Words that say of what legal form a company is, or join other words, and so tell no two names apart.
const EMPTY_WORDS: [&str; 26] = [
    "inc",
    "incorporated",
    "llc",
    "ltd",
    "limited",
    "corp",
    "corporation",
    "co",
    "company",
    "plc",
    "sa",
    "sab",
    "sapi",
    "cv",
    "rl",
    "de",
    "del",
    "la",
    "el",
    "los",
    "las",
    "the",
    "of",
    "and",
    "y",
    "gmbh",
];

/// Words that are often cut short, and their long form.
const SHORT_WORDS: [(&str, &str); 9] = [
    ("dept", "department"),
    ("da", "district attorney"),
    ("das", "district attorney"),
    ("pd", "police department"),
    ("so", "sheriff department"),
    ("sheriffs", "sheriff"),
    ("attorneys", "attorney"),
    ("ofc", "office"),
    ("cty", "county"),
];

/// The words of a name that tell it apart, in order; what every office of a kind has in its name is kept.
fn telling(name: &str) -> BTreeSet<String> {
    let key = key(name);
    let long = |word: &str| {
        SHORT_WORDS.iter().find(|(short, _)| *short == word).map_or(word.to_owned(), |(_, long)| (*long).to_owned())
    };
    let words: Vec<String> = key.split(' ').map(long).collect();
    words
        .iter()
        .flat_map(|word| word.split(' '))
        .filter(|word| !word.is_empty() && !EMPTY_WORDS.contains(word) && *word != "office")
        .map(str::to_owned)
        .collect()
}

/// How alike two names are, in percent: shared words of all words, where words may differ by one letter.
#[must_use]
pub fn likeness(a: &str, b: &str) -> u8 {
    let (a, b) = (telling(a), telling(b));
    let within = |a: &BTreeSet<String>, b: &BTreeSet<String>| {
        a.iter().filter(|word| b.contains(*word) || b.iter().any(|other| is_one_slip(word, other))).count()
    };
    let shared = within(&a, &b).min(within(&b, &a));
    let all = a.len() + b.len() - shared;
    u8::try_from(shared * 100 / all.max(1)).unwrap_or(100)
}

/// Whether two long words differ by one letter added, left out, changed, or two swapped.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().min(b.len()) < 5 || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let end = a[start..].iter().rev().zip(b[start..].iter().rev()).take_while(|(x, y)| x == y).count();
    let (rest_a, rest_b) = (&a[start..a.len() - end], &b[start..b.len() - end]);
    let swapped = rest_a.len() == 2 && rest_b.len() == 2 && rest_a[0] == rest_b[1] && rest_a[1] == rest_b[0];
    rest_a.len().max(rest_b.len()) <= 1 || swapped
}

/// Spellings that may be one name, in groups, the most frequent spelling of each first: what somebody who links names
/// looks through.
#[must_use]
pub fn groups<'n>(spellings: impl IntoIterator<Item = &'n str>) -> Vec<Vec<(&'n str, u64)>> {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    spellings.into_iter().for_each(|name| *counts.entry(name).or_default() += 1);
    let mut groups: BTreeMap<BTreeSet<String>, Vec<(&str, u64)>> = BTreeMap::new();
    for (name, count) in counts {
        groups.entry(telling(name)).or_default().push((name, count));
    }
    let mut groups: Vec<Vec<(&str, u64)>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0))));
    groups.sort_by(|a, b| total(b).cmp(&total(a)).then(a[0].0.cmp(b[0].0)));
    groups
}

fn total(group: &[(&str, u64)]) -> u64 {
    group.iter().map(|(_, count)| count).sum()
}

#[cfg(test)]
mod tests {
    use super::{groups, key, likeness};

    #[test]
    fn spellings_of_one_name_have_one_key_or_are_alike() {
        assert_eq!(key("  Fiscalía  General, de la República "), "fiscalia general de la republica");
        assert_eq!(key("Sheriff's"), key("SHERIFFS"));
        assert_eq!(likeness("Google, Inc.", "Google LLC"), 100);
        assert_eq!(likeness("Riverside County District Attorney's Office", "Riverside County DA"), 100);
        assert!(likeness("Los Angeles Police Department", "Los Angeles County Sheriff's Department") < 60);
        assert!(likeness("Sacremento Police Department", "Sacramento PD") >= 60);
        assert_eq!(likeness("", ""), 0);
    }

    #[test]
    fn groups_are_offered_largest_first() {
        let names = ["Google LLC", "Google, Inc.", "Google, Inc.", "Apple", "GOOGLE"];
        let told: Vec<Vec<(&str, u64)>> = groups(names);
        assert_eq!(told, [vec![("Google, Inc.", 2), ("GOOGLE", 1), ("Google LLC", 1)], vec![("Apple", 1)]]);
    }
}
