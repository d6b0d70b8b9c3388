//! The mappings that come with the program, as they stand in `mappings/`.

/// Name and text of each.
pub const SHIPPED: &[(&str, &str)] = &[];

/// The text of a mapping that comes with the program.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
