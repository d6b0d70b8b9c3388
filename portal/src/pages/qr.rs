//! Bytes as a picture that a camera reads (ISO/IEC 18004), drawn as one outline for SVG.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Modules of white around it.
const QUIET: usize = 4;

/// Side of the picture in modules, and its dark parts as a path; none where the bytes are too many for any.
pub(super) fn outline(bytes: &[u8]) -> Option<(usize, String)> {
    let code = QrCode::with_error_correction_level(bytes, EcLevel::L).ok()?;
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (y, row) in colors.chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some((width + 2 * QUIET, path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_once_and_no_other() {
        let (side, path) = outline(b"c2sp.org/tlog-proof@v1").expect("it fits");
        let code = QrCode::with_error_correction_level(b"c2sp.org/tlog-proof@v1", EcLevel::L).expect("it fits");
        let mut drawn = vec![0; side * side];
        for part in path.split('M').skip(1) {
            let (at, rest) = part.split_once('h').expect("a run");
            let (x, y) = at.split_once(' ').expect("a place");
            let run: usize = rest.split('v').next().expect("its length").parse().expect("a number");
            let (x, y): (usize, usize) = (x.parse().expect("a number"), y.parse().expect("a number"));
            (x..x + run).for_each(|x| drawn[y * side + x] += 1);
        }
        for y in 0..side {
            for x in 0..side {
                let inside = (QUIET..side - QUIET).contains(&x) && (QUIET..side - QUIET).contains(&y);
                let dark = inside && code[(x - QUIET, y - QUIET)] == Color::Dark;
                assert_eq!(drawn[y * side + x], i32::from(dark), "at {x}, {y}");
            }
        }
    }

    #[test]
    fn what_is_too_long_has_no_picture() {
        assert!(outline(&[b'x'; 2_953]).is_some());
        assert!(outline(&[b'x'; 2_954]).is_none());
    }
}
