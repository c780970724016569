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
fn windows_cut_between_characters_and_lose_none() {
    let password = "é가x".repeat(40);
    assert_eq!(windows(&password).collect::<String>(), password);
    assert!(windows(&password).all(|window| window.chars().count() <= WINDOW));
    assert_eq!(windows(&"x".repeat(64)).count(), 2);
    assert_eq!(windows("").count(), 0);
}

#[test]
fn whose_password_it_is_makes_a_difference() {
    let mine = estimate("grasshopper-99", &Context::new("grasshopper", ""));
    let yours = estimate("grasshopper-99", &Context::new("ada", ""));
    assert!(mine.guesses_log10 < yours.guesses_log10);
    assert_eq!(mine.weakness, Some(Weakness::Context));
    assert_ne!(yours.weakness, Some(Weakness::Context));
}
