//! A password in pieces that the library can take.

/// Most characters of a window. What the library counts stays within 64 bits up to here: five to the power of
/// 27 turns on a keypad does, and of 28 does not.
const LONGEST: usize = 28;

/// Most ways to read the characters of a window that stand for letters, as `4` and `@` do for `a`. The library
/// looks up all of them: without a bound, 32 characters keep it busy for a third of a second.
const MOST_READINGS: usize = 16;

/// What stands for each letter, as the library has it.
const STAND_INS: [&str; 12] = [
    "4@",   // a
    "8",    // b
    "({[<", // c
    "3",    // e
    "69",   // g
    "1!|",  // i
    "1|7",  // l
    "0",    // o
    "$5",   // s
    "+7",   // t
    "%",    // x
    "2",    // z
];

/// The pieces of `password`, one behind the other.
pub(crate) fn windows(password: &str) -> impl Iterator<Item = &str> {
    let mut rest = password;
    std::iter::from_fn(move || {
        let (window, after) = rest.split_at(first_window(rest));
        rest = after;
        (!window.is_empty()).then_some(window)
    })
}

/// Where the first window ends, in bytes.
fn first_window(text: &str) -> usize {
    let mut seen = String::new();
    for (count, (end, character)) in text.char_indices().enumerate() {
        seen.push(character);
        if count == LONGEST || readings(&seen) > MOST_READINGS {
            return end;
        }
    }
    text.len()
}

/// The number of ways to read `text`. What stands for two letters counts for both.
fn readings(text: &str) -> usize {
    let of_letter = |stand_ins: &&str| {
        let present = stand_ins.chars().filter(|&c| text.contains(c)).count();
        present.max(1)
    };
    STAND_INS.iter().map(of_letter).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_cut_between_characters_and_lose_none() {
        let password = "é가x4@8({[<3691!|$5+7%2".repeat(10);
        assert_eq!(windows(&password).collect::<String>(), password);
        for window in windows(&password) {
            assert!(window.chars().count() <= LONGEST && readings(window) <= MOST_READINGS);
        }
        assert_eq!(windows(&"x".repeat(56)).count(), 2);
        assert_eq!(windows("").count(), 0);
    }

    #[test]
    fn what_people_type_is_one_window() {
        for password in ["nine blue herons", "P@$$w0rd2026!", "31.12.1999 / 01.02.2034"] {
            assert_eq!(windows(password).count(), 1, "{password}");
        }
    }
}
