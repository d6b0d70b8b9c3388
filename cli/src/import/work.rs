//! From a table to drafts on disk, row after row.

use std::path::{Path, PathBuf};

use ::import::{Importer, Plan, reason::Reason, source, tally::Tally};

use crate::{
    failure::Failure,
    import::{
        outputs::{self, Outputs, Paths},
        seen::{self, Seen},
    },
    terminal::Screen,
    words,
};

/// Rows between two marks: a fifth of a second of work is done again after a cut.
const MARK: u64 = 10_000;

/// What was drafted.
#[derive(Debug)]
pub(crate) struct Drafted {
    pub(crate) table: PathBuf,
    pub(crate) source: String,
    pub(crate) paths: Paths,
    pub(crate) tally: Tally,
    /// Why the table could not be read to its end.
    pub(crate) ended: Option<Reason>,
}

/// Drafts a table into a folder. What was drafted before the table became unreadable is kept.
pub(crate) fn draft(plan: &Plan, table: &Path, folder: &Path, screen: &Screen) -> Result<Drafted, Failure> {
    let source = seen::digest(table)?;
    let paths = Paths::new(table, folder)?;
    let identity = outputs::identity(plan, &source, screen.lang);
    let (mut outputs, before) = Outputs::open(&paths, plan, identity)?;
    let taken = before.as_ref().map_or(0, |tally| tally.rows);
    let mut importer = match before {
        Some(tally) => Importer::resumed(plan, screen.lang, tally),
        None => Importer::new(plan, screen.lang),
    };
    if taken > 0 {
        screen.aside(&words::import::goes_on(&words::number(taken, screen)));
    }
    let bar = screen.bar(seen::length(table)?, &words::import::reading());
    let file = Seen::open(table, bar.clone())?;
    let ended = take_all(plan, file, &mut importer, taken, &mut outputs)?;
    bar.finish_and_clear();
    // A filing whose rows were not all read would be told as whole.
    if ended.is_none() || !importer.groups() {
        importer.finish();
    }
    outputs.write(&importer.out())?;
    outputs.finish()?;
    Ok(Drafted { table: table.to_owned(), source, paths, tally: importer.tally().clone(), ended })
}

/// Takes the rows that were not taken before; why it ended early, if it did.
fn take_all(
    plan: &Plan,
    file: Seen,
    importer: &mut Importer<'_>,
    taken: u64,
    outputs: &mut Outputs<'_>,
) -> Result<Option<Reason>, Failure> {
    let rows = match source::rows(&plan.mapping.source, file) {
        Ok(rows) => rows,
        Err(reason) => return Ok(Some(reason)),
    };
    for (row, at) in rows.zip(1..) {
        let row = match row {
            Ok(row) => row,
            Err(reason) => return Ok(Some(reason)),
        };
        if at <= taken {
            importer.pass(&row);
            continue;
        }
        if let Err(reason) = importer.take(row) {
            return Ok(Some(reason));
        }
        // Rows that wait for their group are nowhere but in memory: such an import begins anew after a cut.
        if at % MARK == 0 && !importer.groups() {
            outputs.write(&importer.out())?;
            outputs.mark(importer.tally())?;
        }
    }
    Ok(None)
}
