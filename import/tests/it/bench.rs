//! One import from text to text, and the published data where they are at hand.

use std::{fmt::Write as _, path::PathBuf};

use import::{
    Importer, Mapping, Plan,
    finding::{Finding, Severity},
    importer::Out,
    reason::{self, Reason},
    shipped, source,
    tally::Tally,
};
use register::lang::Lang;

/// Who files in tests.
pub(crate) const FILER: &str = "us-ca/observer";

/// What came of an import.
#[derive(Debug, Default)]
pub(crate) struct Done {
    pub(crate) tally: Tally,
    pub(crate) out: Out,
    pub(crate) ended: Option<Reason>,
}

/// A shipped mapping that fits together.
pub(crate) fn plan(name: &str) -> Plan {
    plan_of(shipped::text(name).unwrap()).unwrap_or_else(|faults| panic!("{name}: {}", told(&faults)))
}

/// A mapping from its text.
pub(crate) fn plan_of(text: &str) -> Result<Plan, Vec<Reason>> {
    Mapping::parse(text).map_err(|reason| vec![reason]).and_then(|mapping| Plan::new(mapping, Some(FILER)))
}

/// Faults in both languages.
pub(crate) fn told(faults: &[Reason]) -> String {
    let line = |fault: &Reason| Lang::ALL.map(|lang| reason::told(fault, lang) + "\n").concat();
    faults.iter().map(line).collect()
}

/// Imports a file.
pub(crate) fn import(plan: &Plan, bytes: &[u8]) -> Done {
    let mut importer = Importer::new(plan, Lang::En);
    let ended = match source::rows(&plan.mapping.source, bytes) {
        Err(reason) => Some(reason),
        Ok(rows) => rows.map(|row| row.and_then(|row| importer.take(row))).find_map(Result::err),
    };
    importer.finish();
    Done { out: importer.out(), tally: importer.tally().clone(), ended }
}

impl Done {
    /// Counts, findings in both languages, and what is held back.
    pub(crate) fn told(&self, file: &str) -> String {
        let Tally { rows, filings, held, errors, warnings, .. } = self.tally;
        let mut told = format!("{rows} rows, {filings} filings, {held} held, {errors} errors, {warnings} warnings\n");
        let lines = self.out.findings.iter().flat_map(|finding| Lang::ALL.map(|lang| finding.line(file, lang)));
        lines.for_each(|line| _ = writeln!(told, "{line}"));
        if let Some(reason) = &self.ended {
            told.push_str(&self::told(std::slice::from_ref(reason)));
        }
        told
    }

    /// The drafts, each as one line.
    pub(crate) fn drafts(&self) -> String {
        String::from_utf8(self.out.drafts.clone()).unwrap()
    }

    /// How many findings of a code.
    pub(crate) fn of(&self, code: &str) -> u64 {
        self.tally.of(code)
    }

    /// The counts, and the sums of what was drafted.
    pub(crate) fn counts(&self) -> String {
        let Tally { rows, filings, held, errors, warnings, sums, .. } = &self.tally;
        let mut told = format!("{rows} rows, {filings} filings, {held} held, {errors} errors, {warnings} warnings\n");
        for (column, sums) in sums {
            _ = writeln!(told, "{column}: {} of {}", sums.drafted.low, sums.read.low);
        }
        told
    }

    /// Findings by code, and the first of each.
    pub(crate) fn codes(&self) -> String {
        let mut told = String::new();
        for (severity, codes) in &self.tally.codes {
            for (code, count) in codes {
                let first = self.out.findings.iter().find(|finding: &&Finding| finding.code == *code).unwrap();
                let mark = if *severity == Severity::Error { "error" } else { "warning" };
                _ = writeln!(told, "{count} {mark} {}", first.line("f", Lang::En));
            }
        }
        told
    }
}

/// A file of published data. They are not part of the project: a test that lacks them says so and ends.
#[expect(clippy::disallowed_methods, reason = "the published data are files; the crate itself reads none")]
pub(crate) fn data(path: &str) -> Option<Vec<u8>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    let folder = std::env::var_os("VEEDOR_DATA").map_or(beside, PathBuf::from);
    let read = std::fs::read(folder.join(path)).ok();
    if read.is_none() {
        eprintln!("skipped: `{path}` is not there; set VEEDOR_DATA to the folder of the published data");
    }
    read
}
