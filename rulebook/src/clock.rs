//! The days on which the answer to a condition may change, read off its comparisons with `context.at`. Every such
//! comparison is linear in the day, so that the whole course of a verdict follows without trying day after day.

use crate::expression::{Arithmetic, DAY, Expr, FactRef, Known, LAST_DAY, Outcome};

/// How an expression moves with the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Course {
    /// Not at all between the days on which its own conditions change.
    Still,
    /// By a whole number of days a day.
    Moving,
    /// As whole units of a moving span.
    Stepping,
}

/// Two sides of a comparison of which at least one moves.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clock {
    left: Expr,
    right: Expr,
}

/// `slope` days a day and `start`, in milliseconds, in whole units where `unit` is not one.
#[derive(Clone, Copy)]
struct Line {
    slope: i128,
    start: i128,
    unit: i128,
}

/// The comparisons of a condition that move with the day.
///
/// # Errors
/// Where `context.at` stands in a place from which no day can be read off.
pub(crate) fn clocks(expr: &Expr) -> Result<Vec<Clock>, Unreadable> {
    let mut found = Vec::new();
    course(expr, &mut found).map(|_| found)
}

/// `context.at` stands where no day can be read off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Unreadable;

fn course(expr: &Expr, found: &mut Vec<Clock>) -> Result<Course, Unreadable> {
    match expr {
        Expr::Read(FactRef::At) => Ok(Course::Moving),
        Expr::Compare(_, pair) => {
            let sides = (course(&pair.0, found)?, course(&pair.1, found)?);
            compared(sides, pair, found)
        }
        Expr::Arithmetic(how, pair) => sum(*how, pair, (course(&pair.0, found)?, course(&pair.1, found)?)),
        Expr::Units(_, inner) => match course(inner, found)? {
            Course::Stepping => Err(Unreadable),
            Course::Moving => Ok(Course::Stepping),
            Course::Still => Ok(Course::Still),
        },
        Expr::Date(inner) | Expr::Time(inner) => course(inner, found),
        other => other.parts().try_for_each(|part| still(part, found)).map(|()| Course::Still),
    }
}

/// An expression that may not move, though its conditions may change.
fn still(expr: &Expr, found: &mut Vec<Clock>) -> Result<(), Unreadable> {
    if course(expr, found)? == Course::Still { Ok(()) } else { Err(Unreadable) }
}

fn compared(sides: (Course, Course), pair: &(Expr, Expr), found: &mut Vec<Clock>) -> Result<Course, Unreadable> {
    use Course::{Moving, Stepping, Still};
    match sides {
        (Still, Still) => {}
        _ if !steady(&pair.0, sides.0) || !steady(&pair.1, sides.1) => return Err(Unreadable),
        (Still | Moving, Still | Moving) | (Stepping, Still) | (Still, Stepping) => {
            found.push(Clock { left: pair.0.clone(), right: pair.1.clone() });
        }
        _ => return Err(Unreadable),
    }
    Ok(Still)
}

fn sum(how: Arithmetic, pair: &(Expr, Expr), sides: (Course, Course)) -> Result<Course, Unreadable> {
    match (how, sides.0, sides.1) {
        (_, Course::Still, Course::Still) => Ok(Course::Still),
        (Arithmetic::Multiply, ..) | (_, Course::Stepping, _) | (_, _, Course::Stepping) => Err(Unreadable),
        (_, left, right) if steady(&pair.0, left) && steady(&pair.1, right) => Ok(Course::Moving),
        _ => Err(Unreadable),
    }
}

/// Whether a side that does not move is the same on every day: `if context.at > … then 1 else 2` is not.
fn steady(expr: &Expr, course: Course) -> bool {
    course != Course::Still || !moves(expr)
}

impl Expr {
    /// The expressions it is made of.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Expr> {
        let parts = match self {
            Expr::Bool(_) | Expr::Number(_) | Expr::Text(_) | Expr::Set(_) | Expr::Read(_) | Expr::Has(_) => [None; 3],
            Expr::And(pair) | Expr::Or(pair) | Expr::Contains(pair) => [Some(&pair.0), Some(&pair.1), None],
            Expr::Compare(_, pair) | Expr::Arithmetic(_, pair) => [Some(&pair.0), Some(&pair.1), None],
            Expr::Sets(_, pair) => [Some(&pair.0), Some(&pair.1), None],
            Expr::If(parts) => [Some(&parts.0), Some(&parts.1), Some(&parts.2)],
            Expr::Not(inner) | Expr::Negative(inner) | Expr::Date(inner) | Expr::Time(inner) => {
                [Some(&**inner), None, None]
            }
            Expr::Units(_, inner) | Expr::IsEmpty(inner) => [Some(&**inner), None, None],
            Expr::OneOf(_, inner) | Expr::Like(_, inner) => [Some(&**inner), None, None],
        };
        parts.into_iter().flatten()
    }

    /// Every fact it reads or asks for, as often as it does.
    pub(crate) fn reads(&self, into: &mut Vec<FactRef>) {
        if let Expr::Read(fact) | Expr::Has(fact) = self {
            into.push(*fact);
        }
        self.parts().for_each(|part| part.reads(into));
    }
}

impl Clock {
    /// Adds the days from which the comparison may come to something else than the day before.
    pub(crate) fn days(&self, known: &Known<'_>, into: &mut Vec<i64>) {
        let (Some(left), Some(right)) = (line(&self.left, known), line(&self.right, known)) else { return };
        let (moving, other) = if left.unit == 1 { (right, left) } else { (left, right) };
        if moving.unit == 1 {
            crossing(left.slope - right.slope, left.start - right.start, into);
            return;
        }
        // Whole units stay the same from one unit to the next, and for two around zero.
        for step in -1..=1 {
            crossing(moving.slope, moving.start - (other.start + step) * moving.unit, into);
        }
    }
}

/// The day on which `slope · day + start` reaches zero, and the one after.
fn crossing(slope: i128, start: i128, into: &mut Vec<i64>) {
    if slope == 0 {
        return;
    }
    let (slope, start) = if slope < 0 { (-slope, -start) } else { (slope, start) };
    let day = (-start).div_euclid(slope * i128::from(DAY));
    if let Ok(day) = i64::try_from(day)
        && day.abs() < LAST_DAY
    {
        into.extend([day, day + 1]);
    }
}

/// An expression as a line over days, where all that it reads is known.
fn line(expr: &Expr, known: &Known<'_>) -> Option<Line> {
    match expr {
        Expr::Read(FactRef::At) => Some(Line { slope: 1, start: 0, unit: 1 }),
        Expr::Arithmetic(Arithmetic::Add, pair) => joined(pair, known, 1),
        Expr::Arithmetic(Arithmetic::Subtract, pair) => joined(pair, known, -1),
        Expr::Units(unit, inner) if moves(inner) => {
            line(inner, known).map(|line| Line { unit: (*unit).into(), ..line })
        }
        // Midnights stay midnights when whole days are added.
        Expr::Date(inner) => {
            line(inner, known).map(|line| Line { start: line.start - line.start.rem_euclid(DAY.into()), ..line })
        }
        Expr::Time(inner) => {
            line(inner, known).map(|line| Line { slope: 0, start: line.start.rem_euclid(DAY.into()), unit: 1 })
        }
        other => match other.ask(known) {
            Outcome::Number(value) => Some(Line { slope: 0, start: value.into(), unit: 1 }),
            _ => None,
        },
    }
}

fn joined(pair: &(Expr, Expr), known: &Known<'_>, sign: i128) -> Option<Line> {
    let (left, right) = (line(&pair.0, known)?, line(&pair.1, known)?);
    Some(Line { slope: left.slope + sign * right.slope, start: left.start + sign * right.start, unit: 1 })
}

fn moves(expr: &Expr) -> bool {
    matches!(expr, Expr::Read(FactRef::At)) || expr.parts().any(moves)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::Comparison;

    #[test]
    fn a_day_is_read_off_only_where_it_can_be() {
        let at = || Expr::Read(FactRef::At);
        let compare = |left, right| Expr::Compare(Comparison::Greater, Box::new((left, right)));
        assert_eq!(clocks(&compare(at(), Expr::Number(3))).map(|clocks| clocks.len()), Ok(1));
        let twice =
            Expr::Arithmetic(Arithmetic::Multiply, Box::new((Expr::Units(DAY, Box::new(at())), Expr::Number(2))));
        assert_eq!(clocks(&compare(twice, Expr::Number(3))), Err(Unreadable));
    }
}
