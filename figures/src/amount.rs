//! Amounts as they were said: between two bounds, the upper one open where part of it is not known. Nothing is imputed:
//! "<10" stays 1 to 9, and what was withheld leaves a sum open.

use std::fmt;

use register::value::Bounds;

/// How much: at least `low`, at most `high`; no `high` where it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount {
    /// The least it can be.
    pub low: u64,
    /// The most it can be, where that is known.
    pub high: Option<u64>,
}

impl Amount {
    /// None at all.
    pub const ZERO: Amount = Amount { low: 0, high: Some(0) };
    /// Anything: a figure that was withheld, or is not known.
    pub const OPEN: Amount = Amount { low: 0, high: None };

    /// Exactly this much.
    #[must_use]
    pub const fn exactly(value: u64) -> Amount {
        Amount { low: value, high: Some(value) }
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Amount) -> Amount {
        let high = self.high.zip(other.high).map(|(a, b)| a.saturating_add(b));
        Amount { low: self.low.saturating_add(other.low), high }
    }

    /// Everything that either may be: two transcriptions of one figure that differ.
    #[must_use]
    pub fn or(self, other: Amount) -> Amount {
        Amount { low: self.low.min(other.low), high: self.high.zip(other.high).map(|(a, b)| a.max(b)) }
    }

    /// How far apart the two are: nothing where they may be the same.
    #[must_use]
    pub fn apart(self, other: Amount) -> Option<Amount> {
        let below = |a: Amount, b: Amount| a.high.is_some_and(|high| high < b.low);
        if !below(self, other) && !below(other, self) {
            return None;
        }
        let (less, more) = if self.low <= other.low { (self, other) } else { (other, self) };
        let low = more.low.saturating_sub(less.high.unwrap_or(u64::MAX));
        Some(Amount { low, high: more.high.map(|high| high.saturating_sub(less.low)) })
    }
}

impl From<Bounds> for Amount {
    fn from(bounds: Bounds) -> Amount {
        Amount { low: bounds.low, high: Some(bounds.high) }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.high {
            Some(high) if high == self.low => write!(f, "{high}"),
            Some(high) => write!(f, "{}–{high}", self.low),
            None => write!(f, "≥{}", self.low),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Amount;

    fn amounts() -> impl Strategy<Value = Amount> {
        (0_u64..500, proptest::option::of(0_u64..500))
            .prop_map(|(low, more)| Amount { low, high: more.map(|more| low + more) })
    }

    proptest! {
        #[test]
        fn order_and_grouping_of_a_sum_do_not_matter(a in amounts(), b in amounts(), c in amounts()) {
            prop_assert_eq!(a.plus(b), b.plus(a));
            prop_assert_eq!(a.plus(b).plus(c), a.plus(b.plus(c)));
            prop_assert_eq!(a.plus(Amount::ZERO), a);
        }

        #[test]
        fn two_amounts_are_apart_when_no_value_is_in_both(a in amounts(), b in amounts()) {
            let holds = |amount: Amount, value: u64| value >= amount.low && amount.high.is_none_or(|high| value <= high);
            let shared = (0..1_500).any(|value| holds(a, value) && holds(b, value));
            prop_assert_eq!(a.apart(b).is_none(), shared);
            prop_assert_eq!(a.apart(b), b.apart(a));
        }

        #[test]
        fn the_gap_holds_every_difference(a in amounts(), b in amounts()) {
            if let Some(gap) = a.apart(b) {
                let differences = (a.low..=a.high.unwrap_or(a.low)).flat_map(|x| (b.low..=b.high.unwrap_or(b.low)).map(move |y| x.abs_diff(y)));
                for difference in differences.step_by(97) {
                    prop_assert!(difference >= gap.low && gap.high.is_none_or(|high| difference <= high));
                }
            }
        }
    }
}
