//! `claimcheck user`: adds, disables, enables and lists accounts, without a login.

use super::{open, open_existing, print};
use crate::{
    auth::password::Hashing,
    clock::{Clock, UnixMillis},
    config::{PublicUrl, StoreArgs},
    db::{
        Db,
        audit::Event,
        users::{self, Created, User},
    },
    paging::Paging,
    random,
};
use anyhow::{Context as _, Result, anyhow, bail, ensure};
use clap::{
    Args, Parser, Subcommand,
    builder::{PossibleValuesParser, TypedValueParser},
};
use shared::{
    AuditEvent, Role,
    api::{admin::UserItem, page::PageQuery},
    credentials::{Password, PasswordRules, Username},
};
use std::{
    fmt::Write,
    io::{self, BufRead, IsTerminal},
};
use strength::Context;
use url::Url;

/// The subcommands of `claimcheck user`.
#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Add an account; asks for the password unless told otherwise
    Add(AddArgs),
    /// Forbid an account to sign in, and end its sessions
    Disable(NamedArgs),
    /// Allow an account to sign in again
    Enable(NamedArgs),
    /// List the accounts in the order of their names
    List(StoreArgs),
}

/// Which account, and where it is.
#[derive(Args, Clone, Debug)]
pub struct NamedArgs {
    /// The name of the account
    name: String,
    #[command(flatten)]
    store: StoreArgs,
}

/// The account to make.
#[derive(Parser, Clone, Debug)]
pub struct AddArgs {
    #[command(flatten)]
    named: NamedArgs,
    /// A role that the account has besides `user`; give it several times for several roles
    #[arg(long = "role", value_name = "ROLE", value_parser = role())]
    roles: Vec<Role>,
    /// Make it an admin, who manages users, keys and the audit log: the same as --role admin
    #[arg(long)]
    admin: bool,
    /// Read the password from the first line of standard input
    #[arg(long, conflicts_with = "generate")]
    password_stdin: bool,
    /// Make a password and write it to standard output
    #[arg(long)]
    generate: bool,
    /// Minimum length of a password; use the server's value
    #[arg(long, env = "CLAIMCHECK_PASSWORD_MIN", default_value_t = PasswordRules::default().min)]
    password_min: u32,
    /// URL of the server; a password made of its name is refused
    #[arg(long, env = "CLAIMCHECK_PUBLIC_URL", default_value = "http://localhost")]
    public_url: Url,
}

impl AddArgs {
    /// The roles of the new account: `user`, and those that the flags name.
    fn roles(&self) -> Vec<Role> {
        let is_asked = |role: Role| {
            role == Role::User || self.roles.contains(&role) || (self.admin && role == Role::Admin)
        };
        Role::ALL.into_iter().filter(|role| is_asked(*role)).collect()
    }
}

/// Parses the name of a role. The help lists all names.
fn role() -> impl TypedValueParser<Value = Role> {
    let names = Role::ALL.map(Role::name);
    PossibleValuesParser::new(names).try_map(|name| Role::from_name(&name).ok_or("no such role"))
}

/// Runs a command and writes the result to standard output. A running server sees the change within a second.
pub async fn run(command: UserCommand) -> Result<()> {
    match command {
        UserCommand::Add(args) => add(args).await,
        UserCommand::Disable(args) => set_disabled(&args, true).await,
        UserCommand::Enable(args) => set_disabled(&args, false).await,
        UserCommand::List(store) => {
            let (_, db) = open_existing(&store).await?;
            list(&db).await
        }
    }
}

async fn add(args: AddArgs) -> Result<()> {
    let username = Username::parse(&args.named.name)?;
    let url: PublicUrl = args.public_url.as_str().parse()?;
    let context = Context::new(username.as_str(), url.host());
    let rules = PasswordRules { min: args.password_min };
    // Before the password is asked for, so that the operator does not type it in vain.
    let (_, db) = open(&args.named.store).await?;
    let taken = || anyhow!("there is a user {username} already; `claimcheck user list` shows all");
    if users::find(&db, &username).await?.is_some() {
        return Err(taken());
    }
    let password = if args.generate {
        random::password(rules)
    } else if args.password_stdin {
        read_line(&mut io::stdin().lock())?
    } else {
        ask_twice()?
    };
    let hash = Hashing::default()
        .hash_new(rules, password.clone(), context)
        .await
        .map_err(|error| anyhow!("{}", error.detail()))?;
    let event = Event::new(AuditEvent::Register, Clock::System.now());
    let may = args.roles();
    match users::create(&db, &username, &hash, &may, event).await? {
        Created::NameTaken => return Err(taken()),
        Created::User(_) if may.contains(&Role::Admin) => {
            print(format_args!("made {username}, who is an admin\n"))?
        }
        Created::User(_) => print(format_args!("made {username}\n"))?,
    };
    if args.generate {
        print(format_args!("password: {}\n", password.reveal()))?;
    }
    Ok(())
}

/// Reads the first line as a password, with its spaces and without its line end.
fn read_line(input: &mut impl BufRead) -> Result<Password> {
    let mut line = String::new();
    let read = input.read_line(&mut line);
    // `Password` wipes the text when it is dropped.
    let line = Password::new(line);
    read.context("the password on standard input is not UTF-8")?;
    let typed = line.reveal();
    let typed = typed.strip_suffix('\n').unwrap_or(typed);
    let typed = typed.strip_suffix('\r').unwrap_or(typed);
    ensure!(!typed.is_empty(), "no password came on standard input; write it there as one line");
    Ok(Password::new(typed.to_owned()))
}

fn ask_twice() -> Result<Password> {
    ensure!(
        io::stdin().is_terminal(),
        "standard input is no terminal to ask for the password on; send it there with --password-stdin, or have one made with --generate"
    );
    let ask = |prompt| {
        let typed = rpassword::prompt_password(prompt);
        typed.map(Password::new).context("the terminal cannot be read")
    };
    let password = ask("Password: ")?;
    ensure!(
        ask("Repeat the password: ")? == password,
        "the two passwords are not the same; nothing was made, try again"
    );
    Ok(password)
}

async fn set_disabled(args: &NamedArgs, disabled: bool) -> Result<()> {
    let (_, db) = open_existing(&args.store).await?;
    let User { id, username, disabled_at, .. } = find(&db, &args.name).await?;
    let (name, done) = if disabled {
        (AuditEvent::UserDisabled, "disabled")
    } else {
        (AuditEvent::UserEnabled, "enabled")
    };
    if disabled_at.is_some() == disabled {
        print(format_args!("{username} is {done} already\n"))?;
        return Ok(());
    }
    let event = Event::new(name, Clock::System.now());
    let ended = users::set_disabled(&db, &id, disabled, None, event).await?;
    let ended = ended.len();
    print(format_args!("{done} {username}; sessions ended: {ended}\n"))?;
    Ok(())
}

/// The user of this name.
pub(super) async fn find(db: &Db, name: &str) -> Result<User> {
    let username = Username::parse(name)?;
    match users::find(db, &username).await? {
        Some(user) => Ok(user),
        None => bail!("there is no user {username}; `claimcheck user list` shows all"),
    }
}

async fn list(db: &Db) -> Result<()> {
    let now = Clock::System.now();
    let mut text = format!(
        "{:<32}  {:<10}  {:<8}  {:<20}  {:<20}  SESSIONS\n",
        "NAME", "ROLES", "STATE", "MADE", "LAST SIGN-IN"
    );
    let mut paging = Paging { after: None, limit: PageQuery::MOST };
    loop {
        let page = users::list(db, "", &paging, now).await?;
        let is_last = page.len() <= paging.limit as usize;
        for user in page.into_iter().take(paging.limit as usize) {
            writeln!(text, "{}", line(&user))?;
            paging.after = Some(user.username);
        }
        let is_read = print(format_args!("{text}"))?;
        if is_last || !is_read {
            return Ok(());
        }
        text.clear();
    }
}

fn line(user: &UserItem) -> String {
    let roles: Vec<_> = user.roles.iter().map(|role| role.name()).collect();
    let state = if user.disabled_at.is_some() { "disabled" } else { "enabled" };
    let last_login = user.last_login_at.map(|at| UnixMillis(at).rfc3339());
    format!(
        "{:<32}  {:<10}  {state:<8}  {:<20}  {:<20}  {}",
        user.username,
        roles.join(","),
        UnixMillis(user.created_at).rfc3339(),
        last_login.as_deref().unwrap_or("-"),
        user.sessions
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn roles(flags: &[&str]) -> Result<Vec<Role>, clap::Error> {
        let args = AddArgs::try_parse_from(["add", "ada"].iter().chain(flags))?;
        Ok(args.roles())
    }

    /// The roles are spelled out, so that this test fails when a new role is given to every account.
    #[test]
    fn an_account_has_the_roles_that_were_named_and_no_others() {
        let (user, admin) = (vec![Role::User], vec![Role::User, Role::Admin]);
        for (flags, given) in [
            (&[][..], &user),
            (&["--role", "user"], &user),
            (&["--admin"], &admin),
            (&["--role", "admin"], &admin),
            (&["--role", "admin", "--role", "user", "--admin"], &admin),
        ] {
            assert_eq!(&roles(flags).unwrap(), given, "{flags:?}");
        }
    }

    #[test]
    fn a_role_that_is_none_is_refused_with_those_that_are() {
        let told = roles(&["--role", "root"]).unwrap_err().to_string();
        for role in Role::ALL {
            assert!(told.contains(role.name()), "{told}");
        }
    }

    #[test]
    fn a_password_is_one_line_and_keeps_its_spaces() {
        for (input, password) in [("a b \n", "a b "), ("a b", "a b"), ("a b\r\nmore\n", "a b")] {
            let read = read_line(&mut input.as_bytes()).unwrap();
            assert_eq!(read.reveal(), password);
        }
        for nothing in ["", "\n", "\r\n"] {
            assert!(read_line(&mut nothing.as_bytes()).is_err(), "{nothing:?}");
        }
    }
}
