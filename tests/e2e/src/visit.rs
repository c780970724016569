//! One visitor, one browser, one server.

use crate::{
    browser::Browser,
    console::Console,
    element::Element,
    server::Server,
    wait::{SOON, until},
};
use anyhow::{Context, Result, anyhow, bail};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shared::api::StorageMode;
use std::{
    fs,
    path::{Path, PathBuf},
    rc::Rc,
};
use thirtyfour::{WebDriver, WebDriverRunError};

/// A browser at a server.
pub struct Visit {
    /// The browser.
    pub driver: WebDriver,
    /// The server.
    pub server: Rc<Server>,
    name: String,
    console: Console,
}

/// Runs a test with a fresh server and a fresh browser, and looks at the browser's console when it is
/// over. A failure leaves a picture and both logs.
pub fn visit<T>(name: &str, test: impl AsyncFnOnce(&Visit) -> Result<T>) -> Result<T> {
    visit_with(name, &[], test)
}

/// As [`visit`], beginning at this path, once the page there has settled.
pub fn visit_at<T>(
    name: &str,
    path: &str,
    test: impl AsyncFnOnce(&Visit) -> Result<T>,
) -> Result<T> {
    visit(name, async |visit| {
        visit.open(path).await?;
        visit.wait_settled().await?;
        test(visit).await
    })
}

/// As [`visit`], with a server that has these variables in its environment.
pub fn visit_with<T>(
    name: &str,
    settings: &[(&'static str, &'static str)],
    test: impl AsyncFnOnce(&Visit) -> Result<T>,
) -> Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let server = Rc::new(Server::start(settings).await?);
        browse(name, server, test).await
    })
}

async fn browse<T>(
    name: &str,
    server: Rc<Server>,
    test: impl AsyncFnOnce(&Visit) -> Result<T>,
) -> Result<T> {
    let browser = Browser::start().await?;
    let (driver, console) = (browser.driver.clone(), Console::default());
    let visit = Visit { driver, server, name: name.to_owned(), console };
    let outcome = browser.driver.clone().run_and_quit(async |_| {
        let checked = async {
            let outcome = test(&visit).await?;
            visit.console.check(&visit.driver).await?;
            Ok(outcome)
        };
        match checked.await {
            Ok(outcome) => Ok(outcome),
            Err(error) => Err(visit.report(error).await),
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
    /// Runs another fresh browser at the same server: another user, or the same user elsewhere.
    pub async fn elsewhere<T>(&self, test: impl AsyncFnOnce(&Self) -> Result<T>) -> Result<T> {
        browse(&format!("{}_elsewhere", self.name), self.server.clone(), test).await
    }

    /// Opens a path of the server.
    pub async fn open(&self, path: &str) -> Result<()> {
        Ok(self.driver.goto(self.server.url(path)).await?)
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.driver.refresh().await?)
    }

    /// Goes back to the page before.
    pub async fn back(&self) -> Result<()> {
        Ok(self.driver.back().await?)
    }

    /// The element with this `data-testid`.
    pub fn by(&self, testid: &str) -> Element {
        self.css(&format!("[data-testid=\"{testid}\"]"))
    }

    /// The elements that a CSS selector means.
    pub fn css(&self, selector: &str) -> Element {
        Element::new(&self.driver, selector)
    }

    /// What a script returns that runs in the page with these `arguments`.
    pub async fn script<T: DeserializeOwned>(
        &self,
        script: &str,
        arguments: impl Into<Vec<Value>>,
    ) -> Result<T> {
        Ok(self.driver.execute(script, arguments.into()).await?.convert()?)
    }

    /// Gives a command of the Chrome `DevTools` Protocol.
    pub async fn devtools(&self, command: &str, parameters: Value) -> Result<Value> {
        Ok(self.driver.cdp().send_raw(command, parameters).await?)
    }

    /// Announces that answers with these statuses are meant to come, which the browser complains about.
    pub fn expect_status(&self, statuses: &[u16]) {
        for status in statuses {
            self.console.expect(format!("the server responded with a status of {status}"));
        }
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

    /// Opens a path in another tab, which is then the one in front.
    pub async fn open_tab(&self, path: &str) -> Result<()> {
        let tab = self.driver.new_tab().await?;
        self.driver.switch_to_window(tab).await?;
        self.open(path).await
    }

    /// Turns to a tab, counted from 0 in the order in which they were opened.
    pub async fn tab(&self, number: usize) -> Result<()> {
        let tabs = self.driver.windows().await?;
        let tab = tabs.into_iter().nth(number).context("there is no such tab")?;
        Ok(self.driver.switch_to_window(tab).await?)
    }

    /// The token in a store that scripts can read.
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
        self.script(script, []).await
    }

    /// The value of a cookie, http-only ones included.
    pub async fn cookie(&self, name: &str) -> Result<String> {
        Ok(self.driver.get_named_cookie(name).await?.value)
    }

    /// Everything that a script finds in `localStorage` and in `document.cookie`.
    pub async fn readable(&self) -> Result<String> {
        self.script("return JSON.stringify(localStorage) + document.cookie", []).await
    }

    /// Whether the page has asked for a file with this in its name.
    pub async fn has_loaded(&self, name: &str) -> Result<bool> {
        let script = "const [name] = arguments; \
            return performance.getEntriesByType('resource').some((one) => one.name.includes(name))";
        self.script(script, [name.into()]).await
    }

    /// The path in the address bar, with its query.
    pub async fn path(&self) -> Result<String> {
        self.script("return location.pathname + location.search", []).await
    }

    /// Waits until the address has no fragment, and so no token.
    pub async fn wait_no_fragment(&self) -> Result<()> {
        until("an address without a fragment", SOON, async || {
            let fragment: String = self.script("return location.hash", []).await?;
            Ok(fragment.is_empty().then_some(()))
        })
        .await
    }

    /// Makes the page as wide as this many CSS pixels, and as high as its content.
    pub async fn resize(&self, width: u64) -> Result<()> {
        let set = async |height: u64| {
            let size =
                json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
            self.devtools("Emulation.setDeviceMetricsOverride", size).await
        };
        set(800).await?;
        let height: u64 = self.script("return document.documentElement.scrollHeight", []).await?;
        set(height.max(800)).await?;
        Ok(())
    }

    /// How wide the page's content is, in CSS pixels.
    pub async fn content_width(&self) -> Result<u64> {
        self.script("return document.documentElement.scrollWidth", []).await
    }

    /// Waits until the session is known and nothing on the page moves.
    pub async fn wait_settled(&self) -> Result<()> {
        until("the page to settle", SOON, async || {
            let script = "return !document.querySelector('[data-state=restoring]') \
                && !!document.querySelector('[data-testid=app]') \
                && document.getAnimations().every((one) => one.playState !== 'running')";
            Ok(self.script::<bool>(script, []).await?.then_some(()))
        })
        .await
    }

    /// Writes a screenshot of the page.
    pub async fn picture(&self, name: &str) -> Result<()> {
        let path = pictures()?.join(format!("{name}.png"));
        self.driver.screenshot(&path).await?;
        Ok(())
    }

    /// Adds to an error where a picture of the page, its source and both logs are.
    async fn report(&self, error: anyhow::Error) -> anyhow::Error {
        let name = &self.name;
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
