//! Bytes as lower-case hexadecimal, as documents and logs are named.

/// The digits of some bytes.
pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}
