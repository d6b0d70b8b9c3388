//! The mappings that come with the program, as they stand in `mappings/`.

/// Name and text of each.
pub const SHIPPED: &[(&str, &str)] = &[
    ("us-ca-esw", include_str!("../../mappings/us-ca-esw.toml")),
    ("us-ca-geofence-google", include_str!("../../mappings/us-ca-geofence-google.toml")),
    ("us-ca-geofence-register", include_str!("../../mappings/us-ca-geofence-register.toml")),
    ("provider-transparency-apple", include_str!("../../mappings/provider-transparency-apple.toml")),
    ("mx-xlvii", include_str!("../../mappings/mx-xlvii.toml")),
    ("return", include_str!("../../mappings/return.toml")),
];

/// The text of a mapping that comes with the program.
#[must_use]
pub fn text(name: &str) -> Option<&'static str> {
    SHIPPED.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}
