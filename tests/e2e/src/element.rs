//! Finding elements by what they are for, and using them once they can be used.

use crate::wait::{SOON, until};
use anyhow::{Context, Result, ensure};
use std::{fmt, time::Duration};
use thirtyfour::{By, WebDriver, WebElement};

/// The element with this `data-testid`.
#[must_use]
pub fn by(testid: &str) -> Selector {
    Selector(format!("[data-testid=\"{testid}\"]"))
}

/// The element around everything.
#[must_use]
pub fn root() -> Selector {
    Selector("html".into())
}

/// The choice with this value in a list of choices.
#[must_use]
pub fn value(value: &str) -> Selector {
    Selector("option".into()).with("value", value)
}

/// Which element is meant, as a CSS selector.
#[derive(Clone, Debug)]
pub struct Selector(String);

impl Selector {
    /// The elements with this name.
    #[must_use]
    pub fn tag(name: &str) -> Self {
        Self(name.into())
    }

    /// The same element, when it has this attribute with this value.
    #[must_use]
    pub fn with(self, attribute: &str, value: impl fmt::Display) -> Self {
        Self(format!("{}[{attribute}=\"{value}\"]", self.0))
    }

    /// An element inside this one.
    #[must_use]
    pub fn inner(self, inner: &Self) -> Self {
        Self(format!("{} {}", self.0, inner.0))
    }

    /// Waits until it is on the page.
    pub async fn wait(&self, driver: &WebDriver) -> Result<WebElement> {
        self.wait_for(driver, SOON).await
    }

    /// Waits at most this long until it is on the page.
    pub async fn wait_for(&self, driver: &WebDriver, at_most: Duration) -> Result<WebElement> {
        until(&self.0, at_most, async || self.find(driver).await).await
    }

    /// Waits until it is not on the page.
    pub async fn wait_gone(&self, driver: &WebDriver) -> Result<()> {
        let what = format!("no {}", self.0);
        until(&what, SOON, async || Ok(self.find(driver).await?.is_none().then_some(()))).await
    }

    /// The first one on the page now.
    pub async fn find(&self, driver: &WebDriver) -> Result<Option<WebElement>> {
        let found = driver.find_all(By::Css(self.0.as_str())).await?;
        Ok(found.into_iter().next())
    }

    /// How many there are now.
    pub async fn count(&self, driver: &WebDriver) -> Result<usize> {
        Ok(driver.find_all(By::Css(self.0.as_str())).await?.len())
    }

    /// The texts of all that are there now.
    pub async fn texts(&self, driver: &WebDriver) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in driver.find_all(By::Css(self.0.as_str())).await? {
            texts.push(element.text().await?.trim().to_owned());
        }
        Ok(texts)
    }

    /// Clicks it once it can be clicked.
    pub async fn click(&self, driver: &WebDriver) -> Result<()> {
        let what = format!("a click on {}", self.0);
        until(&what, SOON, async || {
            let Some(element) = self.find(driver).await? else {
                return Ok(None);
            };
            ensure!(element.is_enabled().await?, "{} is disabled", self.0);
            element.scroll_into_view().await?;
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Chooses this radio button by its label, as most people do, and waits until it is chosen.
    pub async fn choose(&self, driver: &WebDriver) -> Result<()> {
        let id = self.attribute(driver, "id").await?;
        let id = id.with_context(|| format!("{} has no id for a label", self.0))?;
        Self("label".into()).with("for", id).click(driver).await?;
        until(&format!("{} to be chosen", self.0), SOON, async || {
            let button = self.find(driver).await?.context("not there")?;
            Ok(button.is_selected().await?.then_some(()))
        })
        .await
    }

    /// Replaces what is in this field.
    pub async fn fill(&self, driver: &WebDriver, text: &str) -> Result<()> {
        let field = self.wait(driver).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        Ok(())
    }

    /// Its text once it has any.
    pub async fn text(&self, driver: &WebDriver) -> Result<String> {
        let what = format!("text in {}", self.0);
        until(&what, SOON, async || {
            let element = self.find(driver).await?.context("not there")?;
            let text = element.text().await?.trim().to_owned();
            Ok((!text.is_empty()).then_some(text))
        })
        .await
    }

    /// Waits until this is its text.
    pub async fn wait_text(&self, driver: &WebDriver, wanted: &str) -> Result<()> {
        until(&format!("{wanted:?} in {}", self.0), SOON, async || {
            let element = self.find(driver).await?.context("not there")?;
            let text = element.text().await?;
            ensure!(text.trim() == wanted, "it is {text:?}");
            Ok(Some(()))
        })
        .await
    }

    /// The value of an attribute, once the element is there.
    pub async fn attribute(&self, driver: &WebDriver, name: &str) -> Result<Option<String>> {
        Ok(self.wait(driver).await?.attr(name).await?)
    }
}
