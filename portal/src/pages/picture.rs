//! The life line of a technology as a picture: seven stages on one line, each with a shape and a word for what is known
//! of it. The table below it says the same; the picture is drawn twice, for wide and for narrow windows.

use register::{
    lang::Lang,
    lifeline::{Evidence, LifeLine, StageLine},
};

use super::{card::Badge, text};

/// A drawing of the life line.
#[derive(Debug)]
pub(super) struct Picture {
    pub(super) class: &'static str,
    /// Id of its title and description in the page.
    pub(super) id: &'static str,
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) marks: Vec<Mark>,
    /// The line between neighbours: x1, y1, x2, y2, and whether it is known that the technology got that far.
    pub(super) lines: Vec<(usize, usize, usize, usize, bool)>,
    pub(super) describes: String,
}

/// One stage in the drawing.
#[derive(Debug)]
pub(super) struct Mark {
    pub(super) state: State,
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) name: String,
    /// Where the name stands.
    pub(super) name_at: (usize, usize),
    /// What is known, in one or two short lines, each with its place.
    pub(super) lines: Vec<(String, usize, usize)>,
}

/// What is known of a stage, as shape and word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Filed,
    Claimed,
    /// Nothing is known, though the technology got further.
    Missing,
    /// Nothing is known, nor due.
    Nothing,
}

/// From one stage to the next in the wide drawing: room for the longest name, `Disposición final`.
const WIDE_STEP: usize = 142;

/// From one stage to the next in the narrow drawing.
const TALL_STEP: usize = 72;

impl State {
    /// What is known of a stage. Forms never filed are told only of stages the technology has reached.
    pub(super) fn of(line: &StageLine) -> State {
        match line.evidence {
            Evidence::Filed => State::Filed,
            Evidence::Claimed => State::Claimed,
            Evidence::Nothing if !line.never_filed.is_empty() => State::Missing,
            Evidence::Nothing => State::Nothing,
        }
    }

    /// Name in the stylesheet.
    pub(super) fn class(&self) -> &'static str {
        match self {
            State::Filed => "filed",
            State::Claimed => "claimed",
            State::Missing => "missing",
            State::Nothing => "nothing",
        }
    }

    /// Whether the drawing shows this shape.
    pub(super) fn is(&self, class: &str) -> bool {
        self.class() == class
    }

    /// Shape and word.
    pub(super) fn badge(self, lang: Lang) -> Badge {
        let (shape, key) = match self {
            State::Filed => ("●", "state-filed"),
            State::Claimed => ("◆", "state-claimed"),
            State::Missing => ("✕", "state-missing"),
            State::Nothing => ("○", "state-nothing"),
        };
        Badge { class: self.class(), shape, words: text::get(lang, key) }
    }
}

impl Picture {
    /// The drawings of a life line: wide, then narrow.
    pub(super) fn both(life: &LifeLine, lang: Lang, describes: &str) -> [Picture; 2] {
        [Picture::wide(life, lang, describes), Picture::tall(life, lang, describes)]
    }

    fn wide(life: &LifeLine, lang: Lang, describes: &str) -> Picture {
        let place = |at: usize| (WIDE_STEP / 2 + at * WIDE_STEP, 56);
        let marks = marks(life, lang, |at, lines| {
            let (x, y) = place(at);
            let lines = lines.into_iter().zip([94, 114]).map(|(line, y)| (line, x, y)).collect();
            ((x, y), (x, 24), lines)
        });
        Picture {
            class: "wide",
            id: "life-wide",
            width: WIDE_STEP * life.stages.len(),
            height: 124,
            lines: lines(life, place),
            marks,
            describes: describes.to_owned(),
        }
    }

    fn tall(life: &LifeLine, lang: Lang, describes: &str) -> Picture {
        let place = |at: usize| (22, 30 + at * TALL_STEP);
        let marks = marks(life, lang, |at, lines| {
            let (x, y) = place(at);
            let lines = lines.into_iter().zip([y + 17, y + 36]).map(|(line, y)| (line, 50, y)).collect();
            ((x, y), (50, y - 4), lines)
        });
        Picture {
            class: "tall",
            id: "life-tall",
            width: 288,
            height: TALL_STEP * life.stages.len(),
            lines: lines(life, place),
            marks,
            describes: describes.to_owned(),
        }
    }
}

type Placed = ((usize, usize), (usize, usize), Vec<(String, usize, usize)>);

fn marks(life: &LifeLine, lang: Lang, place: impl Fn(usize, Vec<String>) -> Placed) -> Vec<Mark> {
    let mark = |(at, line): (usize, &StageLine)| {
        let state = State::of(line);
        let words: Vec<String> = std::iter::once(state.badge(lang).words).chain(counted(line, lang)).collect();
        let ((x, y), name_at, lines) = place(at, words);
        let name = line.stage.words().in_(lang).to_owned();
        Mark { state, x, y, name, name_at, lines }
    };
    life.stages.iter().enumerate().map(mark).collect()
}

fn lines(life: &LifeLine, place: impl Fn(usize) -> (usize, usize)) -> Vec<(usize, usize, usize, usize, bool)> {
    let between = |at: usize| {
        let ((x1, y1), (x2, y2)) = (place(at - 1), place(at));
        (x1, y1, x2, y2, life.reached >= Some(life.stages[at].stage))
    };
    (1..life.stages.len()).map(between).collect()
}

/// What there is at a stage, in numbers.
fn counted(line: &StageLine, lang: Lang) -> Option<String> {
    let count = |items: &[_]| items.len() as u64;
    let (filed, others) = (count(&line.filed), count(&line.claims) + count(&line.transcribed));
    match (filed, others) {
        (0, 0) => None,
        (0, others) => Some(text::count(lang, "n-statements", others)),
        (filed, _) => Some(text::count(lang, "n-filings", filed)),
    }
}
