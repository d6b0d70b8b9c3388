//! Two sides of one thing: which body a published name is, and why two figures of the same thing differ.

use crate::{
    codelist::{GapReason, NameRelation},
    field::record,
    id::BodyId,
    time::Date,
    value::{Name, Place, Text},
};

record! {
    /// Which bodies a name, as sources publish it, is or is not. Withdrawing it undoes it.
    pub struct Alias {
        /// The name, as published.
        required name: Name = "Nombre publicado", "Name as published";
        /// Whether it names these bodies.
        required relation: NameRelation = "Relación", "Relation";
        /// The bodies: several, where one published name stands for several.
        list bodies: BodyId = "Organismos", "Bodies";
        /// Place whose sources use the name so; without it, everywhere.
        optional jurisdiction: Place = "Lugar", "Place";
        /// On what this rests.
        required reason: Text = "Razón", "Reason";
    }
}

record! {
    /// Why two sides differ, as one of them says.
    pub struct Explanation {
        /// Id of the gap, as the page of the gap shows it.
        required gap: Name = "Diferencia", "Gap";
        /// Kind of reason.
        required reason: GapReason = "Motivo", "Reason";
        /// The reason in words.
        required says: Text = "Explicación", "Explanation";
        /// Day by which it will be put right, where it can be.
        optional until: Date = "Se corrige el", "Put right by";
    }
}
