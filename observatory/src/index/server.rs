//! The index in PostgreSQL, for many readers of one observatory.

use postgres::{
    Client, GenericClient, Row,
    types::{ToSql, Type},
};

use super::{IndexError, cell::Cell, line};

/// The connection.
pub(super) struct Server {
    pub(super) client: Client,
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Server")
    }
}

impl Server {
    pub(super) fn open(url: &str) -> Result<Server, IndexError> {
        Ok(Server { client: line::connect(url)? })
    }
}

pub(super) fn run(client: &mut impl GenericClient, sql: &str, cells: &[Cell]) -> Result<(), postgres::Error> {
    client.execute(sql, &params(cells)).map(|_| ())
}

pub(super) fn rows(
    client: &mut impl GenericClient,
    sql: &str,
    cells: &[Cell],
) -> Result<Vec<Vec<Cell>>, postgres::Error> {
    client.query(sql, &params(cells))?.iter().map(cells_of).collect()
}

fn params(cells: &[Cell]) -> Vec<&(dyn ToSql + Sync)> {
    cells.iter().map(param).collect()
}

fn param(cell: &Cell) -> &(dyn ToSql + Sync) {
    match cell {
        Cell::Int(value) => value,
        Cell::Text(text) => text,
    }
}

fn cells_of(row: &Row) -> Result<Vec<Cell>, postgres::Error> {
    let cell = |(at, column): (usize, &postgres::Column)| match *column.type_() {
        Type::INT8 => row.try_get(at).map(Cell::Int),
        _ => row.try_get(at).map(Cell::Text),
    };
    row.columns().iter().enumerate().map(cell).collect()
}
