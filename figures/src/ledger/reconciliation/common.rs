//! The terms that orders have in common, held once under a number that rows carry.

use std::{collections::HashMap, sync::Arc};

use crate::order::Terms;

/// All terms, by number.
#[derive(Debug, Default)]
pub(super) struct Common {
    all: Vec<Arc<Terms>>,
    numbers: HashMap<Arc<Terms>, u32>,
}

impl Common {
    /// The number of terms that may be known already.
    pub(super) fn number(&mut self, terms: Arc<Terms>) -> u32 {
        if let Some(number) = self.numbers.get(&terms) {
            return *number;
        }
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        self.all.push(Arc::clone(&terms));
        self.numbers.insert(terms, number);
        number
    }

    /// The terms under a number.
    pub(super) fn get(&self, number: u32) -> Option<&Arc<Terms>> {
        self.all.get(number as usize)
    }
}
