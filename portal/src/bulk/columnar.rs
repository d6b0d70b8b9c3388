//! Rows as Apache Parquet: groups of rows, so that a table of any length is written in bounded memory.

use std::{io::Write, sync::Arc};

use parquet::{
    basic::{Compression, ConvertedType, LogicalType, Repetition, TimeUnit, Type as Physical},
    column::writer::ColumnWriter,
    data_type::{ByteArray, FixedLenByteArray},
    errors::ParquetError,
    file::{metadata::KeyValue, properties::WriterProperties, writer::SerializedFileWriter},
    schema::types::Type,
};

use super::{
    cell::Cell,
    table::{Column, Kind, Table},
};

/// Rows a group: as many as readers like to take at once.
const ROWS: usize = 65_536;
/// Bytes a group holds back at most, as text.
const BYTES: usize = 32 << 20;

/// A table being written.
pub(super) struct Columnar<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    columns: &'static [Column],
    /// Rows not written yet, and how many bytes of text they have.
    rows: Vec<Vec<Cell>>,
    bytes: usize,
}

impl<W: Write + Send> Columnar<W> {
    pub(super) fn begin(out: W, table: &'static Table, of: &[(&str, String)]) -> Result<Self, ParquetError> {
        let fields = table.columns.iter().map(|column| field(column).map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
        let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
        let of = of.iter().map(|(key, value)| KeyValue::new((*key).to_owned(), value.clone())).collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("veedor".to_owned())
            .set_key_value_metadata(Some(of));
        let writer = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties.build()))?;
        Ok(Columnar { writer, columns: table.columns, rows: Vec::new(), bytes: 0 })
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) -> Result<(), ParquetError> {
        self.bytes += cells.iter().map(weight).sum::<usize>();
        self.rows.push(cells);
        match self.rows.len() >= ROWS || self.bytes >= BYTES {
            true => self.group(),
            false => Ok(()),
        }
    }

    pub(super) fn end(mut self) -> Result<W, ParquetError> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.writer.into_inner()
    }

    fn group(&mut self) -> Result<(), ParquetError> {
        let mut group = self.writer.next_row_group()?;
        for at in 0..self.columns.len() {
            let Some(mut column) = group.next_column()? else { break };
            write_column(column.untyped(), self.rows.iter().map(|row| &row[at]))?;
            column.close()?;
        }
        group.close()?;
        self.rows.clear();
        self.bytes = 0;
        Ok(())
    }
}

/// How many bytes a cell holds in memory.
fn weight(cell: &Cell) -> usize {
    size_of::<Cell>()
        + match cell {
            Cell::Text(text) | Cell::Json(text) => text.len(),
            _ => 0,
        }
}

/// The column as the file declares it. Every column may be empty.
fn field(column: &Column) -> Result<Type, ParquetError> {
    let of = |physical| Type::primitive_type_builder(column.name, physical).with_repetition(Repetition::OPTIONAL);
    match column.kind {
        Kind::Text | Kind::Stage => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::String)).build(),
        Kind::Json | Kind::Filing => of(Physical::BYTE_ARRAY).with_logical_type(Some(LogicalType::Json)).build(),
        Kind::Whole => of(Physical::INT64).with_converted_type(ConvertedType::INT_64).build(),
        Kind::Flag => of(Physical::BOOLEAN).build(),
        Kind::Day => of(Physical::INT32).with_logical_type(Some(LogicalType::Date)).build(),
        Kind::Moment => {
            let moment = LogicalType::timestamp(true, TimeUnit::MILLIS);
            of(Physical::INT64).with_logical_type(Some(moment)).build()
        }
        Kind::Amount => {
            let decimal = LogicalType::decimal(4, 38);
            let of = of(Physical::FIXED_LEN_BYTE_ARRAY).with_length(16).with_precision(38).with_scale(4);
            of.with_logical_type(Some(decimal)).build()
        }
    }
}

/// Writes one column of a group: the cells that are given, and for each row whether one is.
fn write_column<'a>(
    column: &mut ColumnWriter<'_>,
    cells: impl Iterator<Item = &'a Cell> + Clone,
) -> Result<(), ParquetError> {
    let given: Vec<i16> = cells.clone().map(|cell| i16::from(*cell != Cell::None)).collect();
    let given = Some(&given[..]);
    match column {
        ColumnWriter::ByteArrayColumnWriter(column) => column.write_batch(&taken(cells, text), given, None),
        ColumnWriter::FixedLenByteArrayColumnWriter(column) => column.write_batch(&taken(cells, amount), given, None),
        ColumnWriter::Int64ColumnWriter(column) => column.write_batch(&taken(cells, whole), given, None),
        ColumnWriter::Int32ColumnWriter(column) => column.write_batch(&taken(cells, day), given, None),
        ColumnWriter::BoolColumnWriter(column) => column.write_batch(&taken(cells, flag), given, None),
        _ => Err(ParquetError::General("a column of another type than its table declares".into())),
    }?;
    Ok(())
}

fn taken<'a, T>(cells: impl Iterator<Item = &'a Cell>, take: impl Fn(&Cell) -> Option<T>) -> Vec<T> {
    cells.filter_map(take).collect()
}

fn text(cell: &Cell) -> Option<ByteArray> {
    match cell {
        Cell::Text(text) | Cell::Json(text) => Some(ByteArray::from(text.as_bytes().to_vec())),
        _ => None,
    }
}

fn amount(cell: &Cell) -> Option<FixedLenByteArray> {
    match cell {
        Cell::Amount(parts) => Some(ByteArray::from(parts.to_be_bytes().to_vec()).into()),
        _ => None,
    }
}

fn whole(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Whole(number) | Cell::Moment(number) => Some(*number),
        _ => None,
    }
}

fn day(cell: &Cell) -> Option<i32> {
    match cell {
        Cell::Day(days) => Some(*days),
        _ => None,
    }
}

fn flag(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Flag(flag) => Some(*flag),
        _ => None,
    }
}
