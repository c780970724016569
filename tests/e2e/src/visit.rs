//! One visitor, one browser, one server.

use crate::{
    browser::Browser,
    console::Console,
    pages::{Account, Admin, Header, Inspector, Lab, SignIn, SignUp, Walkthrough},
    server::Server,
    wait::{SOON, until},
};
use anyhow::{Context, Result, anyhow, bail};
use serde_json::json;
use shared::api::StorageMode;
use std::{
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};
use thirtyfour::{WebDriver, WebDriverRunError};

/// What a test has in its hands.
pub struct Visit {
    /// The browser.
    pub driver: WebDriver,
    /// The server.
    pub server: Rc<Server>,
    console: Console,
}

/// A variable of the server's environment, and its value.
pub type Setting = (&'static str, &'static str);

/// Runs a test with a fresh server and a fresh browser, and looks at the browser's console when it is
/// over. A failure leaves a picture and both logs.
pub async fn visit(name: &str, test: impl AsyncFnOnce(&Visit) -> Result<()>) -> Result<()> {
    visit_with(name, &[], test).await
}

/// As [`visit`], with a server that has these settings.
pub async fn visit_with(
    name: &str,
    settings: &[Setting],
    test: impl AsyncFnOnce(&Visit) -> Result<()>,
) -> Result<()> {
    let server = Rc::new(Server::start(settings).await?);
    browse(name, server, test).await
}

async fn browse(
    name: &str,
    server: Rc<Server>,
    test: impl AsyncFnOnce(&Visit) -> Result<()>,
) -> Result<()> {
    let browser = Browser::start().await?;
    let visit = Visit { driver: browser.driver.clone(), server, console: Console::default() };
    let outcome = browser.driver.clone().run_and_quit(async |_| {
        let outcome = match test(&visit).await {
            Ok(()) => visit.console.check(&visit.driver).await,
            failed => failed,
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => Err(visit.report(name, error).await),
        }
    });
    outcome.await.map_err(|error| match error {
        WebDriverRunError::Body(error) | WebDriverRunError::BodyAndCleanup { body: error, .. } => {
            error
        }
        other => anyhow!("{other}"),
    })
}

impl Visit {
    /// Somebody else, or the same person elsewhere: another fresh browser at the same server.
    pub async fn elsewhere(
        &self,
        name: &str,
        test: impl AsyncFnOnce(&Visit) -> Result<()>,
    ) -> Result<()> {
        browse(name, self.server.clone(), test).await
    }

    /// Opens a path of the server.
    pub async fn open(&self, path: &str) -> Result<()> {
        self.driver.goto(self.server.url(path)).await?;
        Ok(())
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        self.driver.refresh().await?;
        Ok(())
    }

    /// Announces that answers with this status are meant to come, which the browser complains about.
    pub fn expect_status(&self, status: u16) {
        self.console.expect(format!("the server responded with a status of {status}"));
    }

    /// Announces that a script is put into the page, and that the browser refuses to run it.
    pub fn expect_blocked_script(&self) {
        self.console.expect("script-src");
    }

    /// Announces that the server is going to be away. An answer that is under way is lost then, and a part of the
    /// page cannot be loaded.
    pub fn expect_no_server(&self) {
        for error in ["CONNECTION_REFUSED", "CONNECTION_RESET", "EMPTY_RESPONSE"] {
            self.console.expect(format!("net::ERR_{error}"));
        }
        self.console.expect("Failed to fetch");
    }

    /// Announces that a part of the page is kept from it.
    pub fn expect_lost_part(&self) {
        self.console.expect("net::ERR_BLOCKED_BY_CLIENT");
        self.console.expect("Failed to fetch");
    }

    /// Waits until the browser complains about something, which is then not held against the test.
    pub async fn wait_complaints(&self) -> Result<String> {
        until("a complaint", SOON, async || {
            let complaints = self.console.complaints(&self.driver).await?;
            Ok((!complaints.is_empty()).then(|| complaints.join("\n")))
        })
        .await
    }

    /// What every page has at its top.
    #[must_use]
    pub fn header(&self) -> Header<'_> {
        Header(&self.driver)
    }

    /// The seven steps.
    #[must_use]
    pub fn walkthrough(&self) -> Walkthrough<'_> {
        Walkthrough(&self.driver)
    }

    /// The inspector of tokens.
    #[must_use]
    pub fn inspector(&self) -> Inspector<'_> {
        Inspector(&self.driver)
    }

    /// The attack lab.
    #[must_use]
    pub fn lab(&self) -> Lab<'_> {
        Lab(&self.driver)
    }

    /// The page to sign in.
    #[must_use]
    pub fn sign_in(&self) -> SignIn<'_> {
        SignIn(&self.driver)
    }

    /// The page to make an account.
    #[must_use]
    pub fn sign_up(&self) -> SignUp<'_> {
        SignUp(&self.driver)
    }

    /// The page that only those see who are signed in.
    #[must_use]
    pub fn account(&self) -> Account<'_> {
        Account(&self.driver)
    }

    /// The pages for admins.
    #[must_use]
    pub fn admin(&self) -> Admin<'_> {
        Admin(&self.driver)
    }

    /// Opens a path in another tab, which is then the one in front.
    pub async fn open_tab(&self, path: &str) -> Result<()> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.open(path).await
    }

    /// Turns to a tab, counted from 0 in the order in which they were opened.
    pub async fn tab(&self, number: usize) -> Result<()> {
        let tabs = self.driver.windows().await?;
        let tab = tabs.get(number).context("there is no such tab")?;
        self.driver.switch_to_window(tab.clone()).await?;
        Ok(())
    }

    /// What a script finds where a token is kept that scripts can read.
    pub async fn kept(&self, storage: StorageMode) -> Result<Option<String>> {
        let script = match storage {
            StorageMode::LocalStorage => {
                "return JSON.parse(localStorage.getItem('claimcheck.token'))"
            }
            StorageMode::Cookie => {
                "return document.cookie.match(/(?:^|; )claimcheck_token=([^;]+)/)?.[1] ?? null"
            }
            StorageMode::Memory | StorageMode::HttpOnlyCookie => {
                bail!("no script from outside can read {}", storage.name())
            }
        };
        let found = self.driver.execute(script, []).await?;
        Ok(found.json().as_str().map(str::to_owned))
    }

    /// The value of a cookie, http-only ones included.
    pub async fn cookie(&self, name: &str) -> Result<String> {
        Ok(self.driver.get_named_cookie(name).await?.value)
    }

    /// Everything that a script finds in `localStorage` and in `document.cookie`.
    pub async fn readable(&self) -> Result<String> {
        let script = "return JSON.stringify(localStorage) + document.cookie";
        let found = self.driver.execute(script, []).await?;
        let found = found.json().as_str().context("a script cannot look")?;
        Ok(found.to_owned())
    }

    /// Whether the page has asked for a file with this in its name.
    pub async fn has_loaded(&self, name: &str) -> Result<bool> {
        let script = format!(
            "return performance.getEntriesByType('resource').some((one) => one.name.includes('{name}'))"
        );
        let loaded = self.driver.execute(script, []).await?;
        Ok(loaded.json() == true)
    }

    /// The path in the address bar, with its query.
    pub async fn path(&self) -> Result<String> {
        let url = self.driver.current_url().await?;
        let query = url.query().map(|query| format!("?{query}"));
        Ok(format!("{}{}", url.path(), query.unwrap_or_default()))
    }

    /// Makes the page as wide as this many CSS pixels, and as high as what is in it.
    pub async fn resize(&self, width: u32) -> Result<()> {
        let tools = self.driver.cdp();
        let set = async |height: u64| {
            let size =
                json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            tools.send_raw("Emulation.setDeviceMetricsOverride", size).await
        };
        set(800).await?;
        let height =
            self.driver.execute("return document.documentElement.scrollHeight", []).await?;
        set(height.json().as_u64().unwrap_or(800).max(800)).await?;
        Ok(())
    }

    /// How wide the page's content is, in CSS pixels.
    pub async fn content_width(&self) -> Result<u64> {
        let script = "return document.documentElement.scrollWidth";
        let width = self.driver.execute(script, []).await?;
        width.json().as_u64().context("the page has no width")
    }

    /// Waits until the session is known and nothing on the page moves.
    pub async fn wait_settled(&self) -> Result<()> {
        until("the page to settle", SOON, async || {
            let script = "return !document.querySelector('[data-state=restoring]') \
                && !!document.querySelector('[data-testid=app]') \
                && document.getAnimations().every((one) => one.playState !== 'running')";
            let settled = self.driver.execute(script, []).await?;
            Ok((settled.json() == true).then_some(()))
        })
        .await
    }

    /// Writes a picture of the page.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let path = pictures()?.join(format!("{name}.png"));
        self.driver.screenshot(&path).await?;
        Ok(())
    }

    /// Writes down what can be known about a failure, and says where.
    async fn report(&self, name: &str, error: anyhow::Error) -> anyhow::Error {
        let told = async {
            let folder = pictures()?.join("failures");
            fs::create_dir_all(&folder)?;
            fs::write(folder.join(format!("{name}.server.log")), self.server.log())?;
            let log = self.driver.browser_log().await?;
            let log: Vec<_> = log.iter().map(|entry| format!("{entry:?}")).collect();
            fs::write(folder.join(format!("{name}.console.log")), log.join("\n"))?;
            fs::write(folder.join(format!("{name}.html")), self.driver.source().await?)?;
            let picture = folder.join(format!("{name}.png"));
            self.driver.screenshot(&picture).await?;
            anyhow::Ok(picture)
        };
        match told.await {
            Ok(picture) => error.context(format!("see {}", picture.display())),
            Err(other) => error.context(format!("and no picture could be taken: {other}")),
        }
    }
}

fn pictures() -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/screenshots");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    Ok(folder.canonicalize()?)
}
