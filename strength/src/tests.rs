use super::*;

fn of(password: &str) -> Estimate {
    estimate(password, &Context::new("ada.lovelace", "login.example.com"))
}

#[test]
fn s24_what_people_use_is_not_enough_and_the_reason_is_told() {
    for (password, weakness) in [
        ("Password123456!", Weakness::Common),
        ("1qaz2wsx3edc4rfv", Weakness::Common),
        ("footballbaseball", Weakness::Common),
        ("qlalfqjsgh12345", Weakness::Common),
        ("비밀번호 123", Weakness::Common),
        ("비밀번호비밀번호비밀번호비밀번호", Weakness::Common),
        ("claimcheck2026!", Weakness::Context),
        ("claimcheckclaimcheck", Weakness::Context),
        ("클레임체크클레임체크클레임체크", Weakness::Context),
        ("ada.lovelace123", Weakness::Context),
        ("LOVELACE1234567", Weakness::Context),
        ("ex4mpleex4mpleex4mple", Weakness::Context),
        ("xxxxxxxxxxxxxxx", Weakness::Repeat),
        ("heronheronheronheron", Weakness::Repeat),
        ("abcdefghijklmnop", Weakness::Sequence),
        ("!@#$%^&*()!@#$%", Weakness::Keyboard),
        ("31.12.199931.12.1999", Weakness::Repeat),
        ("12/31/1999", Weakness::Date),
        ("michaeljennifer", Weakness::Name),
        ("administrator123", Weakness::Word),
        ("xk3q9v2", Weakness::Short),
        ("", Weakness::Short),
    ] {
        let estimate = of(password);
        assert!(!estimate.is_enough(), "{password}: {estimate:?}");
        assert_eq!(estimate.weakness, Some(weakness), "{password}");
    }
}

#[test]
fn s24_long_phrases_are_enough_in_any_language_and_without_rules_of_composition() {
    for password in [
        "canary: nine blue herons",
        "seven-steps-of-a-token",
        "a stub for a coat, and a coat",
        "correct horse battery staple",
        "mein passwort ist geheim",
        "вишнёвый сад за рекой",
        "傘を持たずに出かける朝",
        "비밀번호는열다섯글자이상입니다",
        "우리 집 강아지는 복슬강아지",
        "동해물과백두산이마르고닳도록",
        "vK3q9z2p",
    ] {
        assert!(of(password).is_enough(), "{password}: {:?}", of(password));
    }
}

#[test]
fn a_long_password_is_as_hard_as_its_hardest_window() {
    let weak = "x".repeat(128);
    assert_eq!(of(&weak).weakness, Some(Weakness::Repeat));
    for hard in ["x".repeat(32), "가".repeat(96)] {
        let password = hard + "nine blue herons";
        assert_eq!(of(&password).score, 4, "{password}");
    }
}

#[test]
fn nothing_that_can_be_typed_is_too_much_for_the_library() {
    for password in [
        "5".repeat(128),
        // A walk on the keypad with a turn at every step.
        "53".repeat(64),
        "4@8({[<3691!|$5+7%20".repeat(6),
        "İﬀẞΣς\u{301}\0\n".repeat(16),
        "🙂".repeat(128),
        "٣٤12/٠٩/1999".repeat(9),
    ] {
        let estimate = of(&password);
        assert!(estimate.guesses_log10.is_finite(), "{password}");
        assert_eq!(estimate.is_enough(), estimate.weakness.is_none(), "{password}");
    }
}

#[test]
fn whose_password_it_is_makes_a_difference() {
    let mine = estimate("grasshopper-99", &Context::new("grasshopper", ""));
    let yours = estimate("grasshopper-99", &Context::new("ada", ""));
    assert!(mine.guesses_log10 < yours.guesses_log10);
    assert_eq!(mine.weakness, Some(Weakness::Context));
    assert_ne!(yours.weakness, Some(Weakness::Context));
}
