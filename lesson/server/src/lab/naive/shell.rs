//! A shell with two commands, which understands as much as an injection needs.

use lesson_shared::lab::world::FILES;

/// What the last command that runs writes, without the line breaks at its end; `None` when it fails.
///
/// Behind `&&` a command runs when the one before has succeeded, behind `||` when it has failed, and behind
/// a pipe when the pipe runs at all.
pub(super) fn run(script: &str) -> Option<String> {
    let (mut written, mut runs) = (None, true);
    let mut rest = Some(script);
    while let Some(ahead) = rest {
        let end = ahead.find(['&', '|', ';', '\n']).unwrap_or(ahead.len());
        let (command, behind) = ahead.split_at(end);
        if runs && !command.trim().is_empty() {
            written = execute(command);
        }
        let link = LINKS.iter().find(|link| behind.starts_with(**link));
        runs = match link {
            Some(&"&&") => written.is_some(),
            Some(&"||") => written.is_none(),
            Some(&"|") => runs,
            _ => true,
        };
        rest = link.map(|link| &behind[link.len()..]);
    }
    written.map(|written| written.trim_end_matches('\n').to_owned())
}

/// What is between two commands, the longer ones first.
const LINKS: [&str; 6] = ["&&", "||", "&", "|", ";", "\n"];

/// What a command writes; `None` when it fails.
fn execute(command: &str) -> Option<String> {
    let mut words = command.split_whitespace();
    let (command, arguments): (_, Vec<_>) = (words.next()?, words.collect());
    match command {
        "echo" => Some(arguments.join(" ").replace(['\'', '"'], "")),
        "cat" => read(&arguments),
        _ => None,
    }
}

fn read(paths: &[&str]) -> Option<String> {
    let file = |path: &&str| FILES.iter().find(|file| file.at == *path);
    let texts: Option<Vec<_>> = paths.iter().map(|path| Some(file(path)?.text)).collect();
    Some(texts?.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use lesson_shared::lab::world::KEY_COMMAND;

    #[test]
    fn a17_an_injection_chooses_the_secret() {
        for (kid, secret) in [
            ("x; echo pwned", Some("pwned")),
            ("x | echo 'pwned' ;", Some("pwned")),
            ("x || echo -n pwned", Some("-n pwned")),
            ("x && cat /etc/hostname", None),
            ("x & cat /etc/hostname", Some("lab")),
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
    #[test]
    fn a17_a_command_behind_a_failed_one_does_not_run() {
        for (line, written) in [
            ("cat /etc/hostname && echo b", Some("b")),
            ("cat /nowhere && echo b", None),
            ("cat /nowhere && echo b && echo c", None),
            ("cat /nowhere && echo b | echo c", None),
            ("cat /nowhere && echo b || echo c", Some("c")),
            ("cat /nowhere && echo b; echo c", Some("c")),
            ("cat /etc/hostname || echo b", Some("lab")),
            ("cat /etc/hostname || echo b && echo c", Some("c")),
            ("cat /etc/hostname || cat /nowhere | echo b", Some("lab")),
            ("cat /nowhere | echo b", Some("b")),
            ("echo b | cat /nowhere", None),
        ] {
            assert_eq!(run(line).as_deref(), written, "{line}");
        }
    }
}
