//! The index: what is known of every register, answers, deals and alerts, in SQLite or PostgreSQL. Derived from the mirrors
//! and their states; where it is lost, the next round writes it again. The same statements run on both.

mod cell;
mod file;
#[cfg(feature = "postgres")]
mod line;
#[cfg(feature = "postgres")]
mod server;
#[cfg(feature = "postgres")]
mod tls;

#[cfg(feature = "postgres")]
use std::error::Error as _;
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use cell::Cell;
use serde::{Serialize, de::DeserializeOwned};

use crate::{answer::Answer, follow::Known, follow::Raised, survey::Survey, trade::Deal};

/// Counts up when tables or what stands in them become others: then all is written anew.
const FORMAT: i64 = 1;

/// The index.
#[derive(Debug)]
pub struct Index {
    place: Place,
    store: Mutex<Option<Store>>,
}

/// Where the index is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A file of SQLite.
    File(PathBuf),
    /// A PostgreSQL server: `postgres://user@host/database?sslmode=verify-full&sslrootcert=ca.pem`.
    Server(String),
}

/// Why the index cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    /// SQLite.
    #[error("the index `{path}`: {source}")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: rusqlite::Error,
    },
    /// PostgreSQL; its address is not told, since it may hold a password.
    #[cfg(feature = "postgres")]
    #[error("PostgreSQL: {}", told(.0))]
    Server(#[from] postgres::Error),
    /// The address of the server asks for a mode that there is not.
    #[error("`sslmode={mode}` is none of disable, prefer, require, verify-ca, verify-full")]
    SslMode {
        /// What it asks for.
        mode: String,
    },
    /// The certificate of the server is to be checked, and nothing says against what.
    #[error("`sslmode={mode}` needs `sslrootcert=FILE`, the certificates that are believed")]
    NoRoots {
        /// What the address asks for.
        mode: String,
    },
    /// The certificates that are believed cannot be used.
    #[error("`sslrootcert={path}`: {says}")]
    Roots {
        /// Their file.
        path: PathBuf,
        /// Why.
        says: String,
    },
    /// The line to the server cannot be encrypted as its address asks.
    #[error("no encrypted line to PostgreSQL: {says}")]
    Encryption {
        /// Why.
        says: String,
    },
    /// This program was built without PostgreSQL.
    #[error("this program was built without PostgreSQL; build it with the feature `postgres`")]
    NoServer,
    /// A row holds what no version of this program wrote.
    #[error("a row of `{table}` cannot be read: {says}; delete the index, the next round writes it again")]
    Row {
        /// The table.
        table: &'static str,
        /// What is wrong.
        says: String,
    },
}

#[cfg(feature = "postgres")]
fn told(error: &postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(error), _) => error.message().to_owned(),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}

#[derive(Debug)]
enum Store {
    File(Box<file::File>),
    #[cfg(feature = "postgres")]
    Server(Box<server::Server>),
}

/// One transaction: statements that take place together or not at all.
enum Step<'a> {
    File(rusqlite::Transaction<'a>),
    #[cfg(feature = "postgres")]
    Server(postgres::Transaction<'a>),
}

/// A failure of either database, before it is told whose.
enum Failed {
    File(rusqlite::Error),
    #[cfg(feature = "postgres")]
    Server(postgres::Error),
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Failed {
        Failed::File(error)
    }
}

#[cfg(feature = "postgres")]
impl From<postgres::Error> for Failed {
    fn from(error: postgres::Error) -> Failed {
        Failed::Server(error)
    }
}

/// An alert with its register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlertRow {
    /// The register.
    pub register: String,
    /// The alert.
    pub raised: Raised,
}

impl Place {
    /// A server where the text is its address, else a file.
    #[must_use]
    pub fn parse(text: &str) -> Place {
        let server = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        if server { Place::Server(text.to_owned()) } else { Place::File(text.into()) }
    }

    /// The file in the folder of an observatory.
    #[must_use]
    pub fn in_folder(data: &Path) -> Place {
        Place::File(data.join("observatory.db"))
    }
}

impl Index {
    /// Opens the index and makes its tables where there are none, or those of another program.
    ///
    /// # Errors
    /// When the database cannot be used.
    pub fn open(place: Place) -> Result<Index, IndexError> {
        let index = Index { place, store: Mutex::new(None) };
        index.step(|step| {
            step.run("CREATE TABLE IF NOT EXISTS format (version BIGINT NOT NULL)", &[])?;
            let version = step.rows("SELECT version FROM format", &[])?;
            if version.first().is_some_and(|row| row[0].int() == FORMAT) {
                return Ok(());
            }
            for table in ["register", "answer", "deal", "alert"] {
                step.run(&format!("DROP TABLE IF EXISTS {table}"), &[])?;
            }
            for statement in include_str!("schema.sql").split(';') {
                step.run(statement, &[])?;
            }
            step.run("DELETE FROM format", &[])?;
            step.run("INSERT INTO format (version) VALUES ($1)", &[FORMAT.into()])
        })?;
        Ok(index)
    }

    /// What the answers of a register that are kept were made of; none where there are none.
    ///
    /// # Errors
    /// When the database fails.
    pub fn mark(&self, register: &str) -> Result<Option<String>, IndexError> {
        let rows = self.rows("SELECT mark FROM register WHERE id = $1", &[register.into()])?;
        Ok(rows.into_iter().flatten().next().map(Cell::into_text))
    }

    /// Keeps what is known of a register, all at once. Answers and deals stay as they are where there is no survey.
    ///
    /// # Errors
    /// When the database fails.
    pub fn keep(&self, known: &Known, mark: &str, survey: Option<&Survey>) -> Result<(), IndexError> {
        let id = known.id.as_str();
        self.step(|step| {
            step.run(include_str!("keep_register.sql"), &[id.into(), mark.into(), json(known)])?;
            step.run("DELETE FROM alert WHERE register = $1", &[id.into()])?;
            for (number, raised) in (0_i64..).zip(&known.alerts) {
                let cells = [id.into(), number.into(), raised.since.into(), json(raised)];
                step.run("INSERT INTO alert (register, number, since, body) VALUES ($1, $2, $3, $4)", &cells)?;
            }
            let Some(survey) = survey else { return Ok(()) };
            step.run("DELETE FROM answer WHERE register = $1", &[id.into()])?;
            for (question, answer) in &survey.answers {
                let cells = [id.into(), question.as_str().into(), json(answer)];
                step.run("INSERT INTO answer (register, question, body) VALUES ($1, $2, $3)", &cells)?;
            }
            step.run("DELETE FROM deal WHERE register = $1", &[id.into()])?;
            for (number, deal) in (0_i64..).zip(&survey.deals) {
                step.run(
                    "INSERT INTO deal (register, number, body) VALUES ($1, $2, $3)",
                    &[id.into(), number.into(), json(deal)],
                )?;
            }
            Ok(())
        })
    }

    /// What is known of every register.
    ///
    /// # Errors
    /// When the database fails.
    pub fn registers(&self) -> Result<Vec<Known>, IndexError> {
        let rows = self.rows("SELECT body FROM register ORDER BY id", &[])?;
        rows.into_iter().flatten().map(|body| read("register", body)).collect()
    }

    /// The answers of a register, by question.
    ///
    /// # Errors
    /// When the database fails.
    pub fn answers(&self, register: &str) -> Result<Vec<(String, Answer)>, IndexError> {
        let sql = "SELECT question, body FROM answer WHERE register = $1 ORDER BY question";
        self.rows(sql, &[register.into()])?.into_iter().map(|row| pair("answer", row)).collect()
    }

    /// The deals of every register.
    ///
    /// # Errors
    /// When the database fails.
    pub fn deals(&self) -> Result<Vec<(String, Deal)>, IndexError> {
        let rows = self.rows("SELECT register, body FROM deal ORDER BY register, number", &[])?;
        rows.into_iter().map(|row| pair("deal", row)).collect()
    }

    /// The newest alerts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn alerts(&self, most: i64) -> Result<Vec<AlertRow>, IndexError> {
        let rows = self.rows(include_str!("newest_alerts.sql"), &[most.into()])?;
        let row = |mut row: Vec<Cell>| {
            row.remove(1);
            let (register, raised) = pair("alert", row)?;
            Ok(AlertRow { register, raised })
        };
        rows.into_iter().map(row).collect()
    }

    fn rows(&self, sql: &str, cells: &[Cell]) -> Result<Vec<Vec<Cell>>, IndexError> {
        self.with(|store| match store {
            Store::File(file) => Ok(file::rows(&file.db, sql, cells)?),
            #[cfg(feature = "postgres")]
            Store::Server(server) => Ok(server::rows(&mut server.client, sql, cells)?),
        })
    }

    /// Runs statements together.
    fn step(&self, work: impl FnOnce(&mut Step<'_>) -> Result<(), Failed>) -> Result<(), IndexError> {
        self.with(|store| {
            let mut step = match store {
                Store::File(file) => {
                    Step::File(file.db.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?)
                }
                #[cfg(feature = "postgres")]
                Store::Server(server) => Step::Server(server.client.transaction()?),
            };
            work(&mut step)?;
            step.commit()
        })
    }

    /// Works with the database. One that failed is opened anew the next time: a server may have been started again.
    fn with<T>(&self, work: impl FnOnce(&mut Store) -> Result<T, Failed>) -> Result<T, IndexError> {
        let mut held: MutexGuard<'_, Option<Store>> = self.store.lock().unwrap_or_else(PoisonError::into_inner);
        let mut store = match held.take() {
            Some(store) => store,
            None => self.place.open()?,
        };
        let done = work(&mut store).map_err(|failed| self.place.fault(failed))?;
        *held = Some(store);
        Ok(done)
    }
}

impl Place {
    fn open(&self) -> Result<Store, IndexError> {
        match self {
            Place::File(path) => match file::File::open(path) {
                Ok(file) => Ok(Store::File(Box::new(file))),
                Err(error) => Err(self.fault(error.into())),
            },
            #[cfg(feature = "postgres")]
            Place::Server(url) => Ok(Store::Server(Box::new(server::Server::open(url)?))),
            #[cfg(not(feature = "postgres"))]
            Place::Server(_) => Err(IndexError::NoServer),
        }
    }

    fn fault(&self, failed: Failed) -> IndexError {
        match failed {
            Failed::File(source) => {
                let path = match self {
                    Place::File(path) => path.clone(),
                    Place::Server(_) => PathBuf::new(),
                };
                IndexError::File { path, source }
            }
            #[cfg(feature = "postgres")]
            Failed::Server(error) => IndexError::Server(error),
        }
    }
}

impl Step<'_> {
    fn run(&mut self, sql: &str, cells: &[Cell]) -> Result<(), Failed> {
        match self {
            Step::File(step) => Ok(file::run(step, sql, cells)?),
            #[cfg(feature = "postgres")]
            Step::Server(step) => Ok(server::run(step, sql, cells)?),
        }
    }

    fn rows(&mut self, sql: &str, cells: &[Cell]) -> Result<Vec<Vec<Cell>>, Failed> {
        match self {
            Step::File(step) => Ok(file::rows(step, sql, cells)?),
            #[cfg(feature = "postgres")]
            Step::Server(step) => Ok(server::rows(step, sql, cells)?),
        }
    }

    fn commit(self) -> Result<(), Failed> {
        match self {
            Step::File(step) => Ok(step.commit()?),
            #[cfg(feature = "postgres")]
            Step::Server(step) => Ok(step.commit()?),
        }
    }
}

fn json(value: &impl Serialize) -> Cell {
    Cell::Text(serde_json::to_string(value).unwrap_or_default())
}

fn read<T: DeserializeOwned>(table: &'static str, body: Cell) -> Result<T, IndexError> {
    serde_json::from_str(&body.into_text()).map_err(|error| IndexError::Row { table, says: error.to_string() })
}

fn pair<T: DeserializeOwned>(table: &'static str, row: Vec<Cell>) -> Result<(String, T), IndexError> {
    let mut cells = row.into_iter();
    let id = cells.next().map(Cell::into_text).unwrap_or_default();
    let body = cells.next().unwrap_or_else(|| Cell::Text(String::new()));
    Ok((id, read(table, body)?))
}
