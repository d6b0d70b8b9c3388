//! What stands out in a register: technologies of which the holder filed nothing, with what never came, questions on
//! which claims differ, side by side, and what the rules find. Read from the index; nothing here judges.

use portal::{
    index::{IndexError, Query, Reading},
    site::Site,
};
use register::{
    Content,
    id::BodyId,
    lifeline::{Logged, life_line},
};
use serde_json::{Value, json};

use crate::{terminal::Screen, words};

/// Technologies that are listed, and questions.
const LISTED: u32 = 25;

/// Rules that are listed.
const RULES: usize = 12;

/// What stands out.
#[derive(Debug)]
pub(super) struct Findings {
    technologies: u64,
    unfiled: u64,
    listed: Vec<Unfiled>,
    disagreements: u64,
    questions: Vec<Question>,
    rules: Vec<Rule>,
}

/// What one rule finds.
#[derive(Debug)]
struct Rule {
    book: String,
    code: String,
    title: String,
    broken: u64,
    claimed: u64,
    unknown: u64,
}

/// A technology of which the holder filed nothing.
#[derive(Debug)]
struct Unfiled {
    id: String,
    name: String,
    holder: Option<String>,
    never: Vec<String>,
}

/// A question and its answers.
#[derive(Debug)]
struct Question {
    question: String,
    answers: Vec<Answer>,
}

#[derive(Debug)]
struct Answer {
    value: String,
    publisher: String,
    entry: u64,
}

/// Reads what stands out.
pub(super) fn read(site: &Site, reading: &Reading, screen: &Screen) -> Result<Findings, IndexError> {
    let figures = reading.figures()?;
    let query = Query { unfiled: true, ..Query::default() };
    let rows = reading.find(&query, None, LISTED)?.rows;
    let holders = reading.names_of(rows.iter().filter_map(|row| row.holder.as_ref()))?;
    let mut listed = Vec::new();
    for row in &rows {
        let Some(page) = reading.record(&row.id)? else { continue };
        let line = life_line(&page.filings, row.holder.as_ref());
        let never = line.stages.iter().flat_map(|stage| &stage.never_filed);
        let holder = row.holder.as_ref().map(BodyId::as_str);
        listed.push(Unfiled {
            id: row.id.to_string(),
            name: row.name.clone(),
            holder: holder.map(|id| holders.of(id).unwrap_or(id).to_owned()),
            never: never.map(|form| form.words().in_(screen.lang).to_owned()).collect(),
        });
    }
    let mut questions = Vec::new();
    for answer in reading.disagreements(0, LISTED)? {
        let claims = reading.filings(&answer.entries)?;
        questions.push(Question {
            question: answer.question,
            answers: claims.iter().map(|claim| side(claim, screen)).collect(),
        });
    }
    let (technologies, unfiled, disagreements) = (figures.technologies, figures.unfiled, figures.disagreements);
    let rules = rules(site, reading, screen)?;
    Ok(Findings { technologies, unfiled, listed, disagreements, questions, rules })
}

/// What each rule finds today, the most broken first.
fn rules(site: &Site, reading: &Reading, screen: &Screen) -> Result<Vec<Rule>, IndexError> {
    let law = site.law.load();
    let title = |book: &str, code: &str| {
        let rule = law.latest(book).and_then(|book| book.rule(code).cloned());
        rule.map_or_else(String::new, |rule| rule.title.in_(screen.lang).to_owned())
    };
    let counted = reading.rule_counts(site.today.days())?.into_iter().map(|of| Rule {
        title: title(&of.book, &of.rule),
        book: of.book,
        code: of.rule,
        broken: of.counts.broken,
        claimed: of.counts.claimed,
        unknown: of.counts.unknown,
    });
    let mut rules: Vec<Rule> = counted.filter(|rule| rule.broken + rule.unknown > 0).collect();
    rules.sort_by(|a, b| (b.broken, &a.book, &a.code).cmp(&(a.broken, &b.book, &b.code)));
    Ok(rules)
}

/// One answer: the figure and its period, and who published it.
fn side(logged: &Logged, screen: &Screen) -> Answer {
    let rows = logged.filing.rows();
    let shown = |path: &str| rows.iter().find(|row| row.path == path).map(|row| row.value.text(screen.lang));
    let count = shown("count").map(|count| format!("{count} {}", shown("unit").unwrap_or_default()));
    let values: Vec<String> = [shown("amount"), count, shown("period")].into_iter().flatten().collect();
    let said = match &logged.filing.content {
        Content::Claim(claim) => claim.kind.words().in_(screen.lang),
        _ => "",
    };
    let value = if values.is_empty() { said.to_owned() } else { values.join(", ").trim_end().to_owned() };
    let source = logged.filing.sources.first();
    let publisher =
        source.map_or_else(|| logged.filing.filer.to_string(), |source| source.publisher.as_str().to_owned());
    Answer { value, publisher, entry: logged.entry }
}

impl Findings {
    /// Says what stands out.
    pub(super) fn show(&self, screen: &Screen) {
        screen.line("");
        screen.say(&words::demo_nobody_files());
        screen.say(&words::demo_unfiled(&self.unfiled, &self.technologies));
        let (of_all, none) = (self.never_of_any(), words::unknown_holder());
        for one in &self.listed {
            let holder = one.holder.as_deref().unwrap_or(none.in_(screen.lang));
            let rest: Vec<&str> = one.never.iter().filter(|form| !of_all.contains(form)).map(String::as_str).collect();
            match rest.as_slice() {
                [] => screen.say(&words::demo_technology(&one.name, &holder)),
                rest => screen.say(&words::demo_technology_also(&one.name, &holder, &rest.join(", "))),
            }
        }
        if !of_all.is_empty() {
            screen.say(&words::demo_never(&of_all.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ")));
        }
        more(self.unfiled, self.listed.len(), screen);
        screen.line("");
        screen.say(&words::demo_differ(&self.disagreements));
        for question in &self.questions {
            screen.say(&words::demo_question(&question.question));
            for answer in &question.answers {
                screen.say(&words::demo_answer(&answer.value, &answer.publisher, &answer.entry));
            }
        }
        more(self.disagreements, self.questions.len(), screen);
        screen.line("");
        self.show_rules(screen);
        screen.line("");
    }

    fn show_rules(&self, screen: &Screen) {
        let sum = |of: fn(&Rule) -> u64| self.rules.iter().map(of).sum::<u64>();
        let (broken, claimed, unknown) = (sum(|rule| rule.broken), sum(|rule| rule.claimed), sum(|rule| rule.unknown));
        screen.say(&words::demo_rules(&broken, &claimed, &unknown));
        let broken: Vec<&Rule> = self.rules.iter().filter(|rule| rule.broken > 0).collect();
        for rule in broken.iter().take(RULES) {
            screen.say(&words::demo_rule(&rule.code, &rule.title, &rule.broken));
        }
        more(broken.len() as u64, broken.len().min(RULES), screen);
    }

    /// The forms that never came of any technology listed, so that they are said once.
    fn never_of_any(&self) -> Vec<&String> {
        let Some((first, rest)) = self.listed.split_first() else { return Vec::new() };
        first.never.iter().filter(|form| rest.iter().all(|one| one.never.contains(form))).collect()
    }

    /// The same for programs.
    pub(super) fn document(&self) -> Value {
        let technology =
            |one: &Unfiled| json!({ "id": one.id, "name": one.name, "holder": one.holder, "never_filed": one.never });
        let rule = |one: &Rule| {
            json!({ "rulebook": one.book, "rule": one.code, "title": one.title, "broken": one.broken, "claimed": one.claimed,
                "unknown": one.unknown })
        };
        let answer = |one: &Answer| json!({ "value": one.value, "publisher": one.publisher, "entry": one.entry });
        let question = |one: &Question| json!({ "question": one.question, "answers": one.answers.iter().map(answer).collect::<Vec<_>>() });
        json!({
            "technologies": self.technologies,
            "unfiled": self.unfiled,
            "listed": self.listed.iter().map(technology).collect::<Vec<_>>(),
            "disagreements": self.disagreements,
            "questions": self.questions.iter().map(question).collect::<Vec<_>>(),
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
        })
    }
}

fn more(all: u64, listed: usize, screen: &Screen) {
    let rest = all.saturating_sub(listed as u64);
    if rest > 0 {
        screen.say(&words::and_more(&rest));
    }
}
