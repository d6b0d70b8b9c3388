//! The index in PostgreSQL, for many readers of one observatory. The connection is not encrypted: the server is on this
//! machine, reached by its socket, or at the other end of a tunnel.

use postgres::{
    Client, GenericClient, NoTls, Row,
    types::{ToSql, Type},
};

use super::cell::Cell;

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
    pub(super) fn open(url: &str) -> Result<Server, postgres::Error> {
        Ok(Server { client: Client::connect(url, NoTls)? })
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
