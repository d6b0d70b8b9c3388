//! The picture of chains of trade: buyers, sellers and makers in three columns, a line where contracts go from one to the
//! next, thicker where there are more. The table below it says the same.

use std::collections::BTreeMap;

use register::{id::BodyId, lang::Lang};

use super::{
    network::{Chain, Trade},
    text,
};
use crate::index::Names;

/// Bodies of a column; those of fewer contracts are left to the table.
const MOST: usize = 12;

/// Width of a box and of the room between two columns, height of a box and of a row.
const BOX: usize = 250;
const BETWEEN: usize = 95;
const TALL: usize = 30;
const STEP: usize = 40;

/// Room for the names of the columns.
const HEAD: usize = 34;

/// Characters of a name in a box.
const NAME: usize = 27;

/// The picture.
#[derive(Debug)]
pub(super) struct Web {
    pub(super) width: usize,
    pub(super) height: usize,
    /// Names of the columns with where they stand.
    pub(super) heads: Vec<(String, usize)>,
    pub(super) boxes: Vec<Node>,
    /// Outline and width of each line.
    pub(super) lines: Vec<(String, usize)>,
    pub(super) describes: String,
}

/// One body in one column.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) name: String,
    /// Whether nobody filed who it is.
    pub(super) nobody: bool,
}

/// The bodies of a column, each with its place from above.
type Column<'c> = BTreeMap<Option<&'c BodyId>, usize>;

impl Web {
    /// The picture of some chains; none where there are none.
    pub(super) fn of(chains: &[(Chain, Trade)], names: &Names, lang: Lang) -> Option<Web> {
        let ends: Vec<[Option<&BodyId>; 3]> = chains
            .iter()
            .map(|(chain, _)| [Some(&chain.buyer), chain.supplier.as_ref(), chain.maker.as_ref()])
            .collect();
        let weights: Vec<usize> = chains.iter().map(|(_, trade)| trade.contracts.len()).collect();
        let columns: Vec<Column<'_>> = (0..3).map(|at| column(ends.iter().map(|ends| ends[at]), &weights)).collect();
        let rows = columns.iter().map(Column::len).max().filter(|rows| *rows > 0)?;
        let mut lines: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        for (ends, weight) in ends.iter().zip(&weights) {
            for at in 0..2 {
                if let (Some(from), Some(to)) = (columns[at].get(&ends[at]), columns[at + 1].get(&ends[at + 1])) {
                    *lines.entry((at, *from, *to)).or_default() += weight;
                }
            }
        }
        let name = |id: Option<&BodyId>| match id {
            Some(id) => names.of(id.as_str()).unwrap_or(id.as_str()).to_owned(),
            None => text::get(lang, "network-not-filed"),
        };
        let boxes = columns.iter().enumerate().flat_map(|(at, column)| {
            column.iter().map(move |(id, row)| Node {
                x: left(at),
                y: top(*row),
                name: short(&name(*id)),
                nobody: id.is_none(),
            })
        });
        let heads = ["network-buyers", "network-suppliers", "network-makers"];
        Some(Web {
            width: 3 * BOX + 2 * BETWEEN,
            height: HEAD + rows * STEP,
            heads: heads.iter().enumerate().map(|(at, key)| (text::get(lang, key), left(at))).collect(),
            boxes: boxes.collect(),
            lines: lines.into_iter().map(|(line, weight)| (outline(line), weight.min(8))).collect(),
            describes: text::count(lang, "network-describes", chains.len() as u64),
        })
    }
}

/// The bodies of most contracts in a column, the most first; who is not filed stands last.
fn column<'c>(ends: impl Iterator<Item = Option<&'c BodyId>>, weights: &[usize]) -> Column<'c> {
    let mut totals: BTreeMap<Option<&BodyId>, usize> = BTreeMap::new();
    for (end, weight) in ends.zip(weights) {
        *totals.entry(end).or_default() += weight;
    }
    let mut order: Vec<(Option<&BodyId>, usize)> = totals.into_iter().collect();
    order.sort_by_key(|(id, weight)| (id.is_none(), std::cmp::Reverse(*weight)));
    let nobody = order.pop_if(|(id, _)| id.is_none());
    order.truncate(MOST - usize::from(nobody.is_some()));
    order.extend(nobody);
    order.into_iter().enumerate().map(|(row, (id, _))| (id, row)).collect()
}

const fn left(column: usize) -> usize {
    column * (BOX + BETWEEN)
}

const fn top(row: usize) -> usize {
    HEAD + row * STEP
}

fn outline((column, from, to): (usize, usize, usize)) -> String {
    let (x1, x2) = (left(column) + BOX, left(column + 1));
    let (y1, y2) = (top(from) + TALL / 2, top(to) + TALL / 2);
    let middle = x1.midpoint(x2);
    format!("M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}")
}

fn short(name: &str) -> String {
    match name.char_indices().nth(NAME) {
        Some((at, _)) => format!("{}…", name[..at].trim_end()),
        None => name.to_owned(),
    }
}
