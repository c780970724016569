//! A shell with two commands, which understands as much as an injection needs.

use shared::api::lab::world::FILES;

/// What the last command writes, without the line breaks at its end; `None` when it fails.
pub(super) fn run(line: &str) -> Option<String> {
    let last = line
        .rsplit([';', '|', '&', '\n'])
        .find(|command| !command.trim().is_empty())?;
    let mut words = last.split_whitespace();
    let (command, arguments): (_, Vec<_>) = (words.next()?, words.collect());
    let written = match command {
        "echo" => arguments.join(" ").replace(['\'', '"'], ""),
        "cat" => read(&arguments)?,
        _ => return None,
    };
    Some(written.trim_end_matches('\n').to_owned())
}

fn read(paths: &[&str]) -> Option<String> {
    let file = |path: &&str| FILES.iter().find(|file| file.at == *path);
    let texts: Option<Vec<_>> = paths.iter().map(|path| Some(file(path)?.text)).collect();
    Some(texts?.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use shared::api::lab::world::KEY_COMMAND;

    #[test]
    fn a17_an_injection_chooses_the_secret() {
        for (kid, secret) in [
            ("x; echo pwned", Some("pwned")),
            ("x | echo 'pwned' ;", Some("pwned")),
            ("x || echo -n pwned", Some("-n pwned")),
            ("x && cat /etc/hostname", Some("lab")),
            ("x; cat /dev/null", Some("")),
            ("x; rm -rf /", None),
            ("x; cat /etc/passwd", None),
            ("x", None),
            (";;|&", None),
        ] {
            let command = KEY_COMMAND.replace("{kid}", kid);
            assert_eq!(run(&command).as_deref(), secret, "{kid}");
        }
        assert_eq!(run(""), None);
    }
}
