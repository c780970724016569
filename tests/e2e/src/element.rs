//! Finding elements by their purpose, and using them once they can be used.

use crate::wait::{SOON, until};
use anyhow::{Context, Result, ensure};
use std::{fmt, time::Duration};
use thirtyfour::{By, WebDriver, WebElement};

/// Elements of the page in front, by a CSS selector. Where one is used, it is the first.
#[derive(Debug)]
#[must_use]
pub struct Element {
    driver: WebDriver,
    selector: String,
}

impl Element {
    pub(crate) fn new(driver: &WebDriver, selector: &str) -> Self {
        Self { driver: driver.clone(), selector: selector.to_owned() }
    }

    /// The element inside this one with this `data-testid`.
    pub fn by(&self, testid: &str) -> Self {
        self.css(&format!("[data-testid=\"{testid}\"]"))
    }

    /// The elements inside this one that a CSS selector means.
    pub fn css(&self, selector: &str) -> Self {
        Self::new(&self.driver, &format!("{} {selector}", self.selector))
    }

    /// The choice with this value inside this list of choices.
    pub fn option(&self, value: &str) -> Self {
        self.css("option").with("value", value)
    }

    /// The same element, when it has this attribute with this value.
    pub fn with(&self, attribute: &str, value: impl fmt::Display) -> Self {
        Self::new(&self.driver, &format!("{}[{attribute}=\"{value}\"]", self.selector))
    }

    /// Waits until it is on the page.
    pub async fn wait(&self) -> Result<()> {
        self.wait_for(SOON).await
    }

    /// Waits at most this long until it is on the page.
    pub async fn wait_for(&self, at_most: Duration) -> Result<()> {
        self.first(at_most).await.map(drop)
    }

    /// Waits until it is not on the page.
    pub async fn wait_gone(&self) -> Result<()> {
        let what = format!("no {}", self.selector);
        until(&what, SOON, async || Ok((!self.is_there().await?).then_some(()))).await
    }

    /// Whether it is on the page now.
    pub async fn is_there(&self) -> Result<bool> {
        Ok(self.count().await? > 0)
    }

    /// How many there are now.
    pub async fn count(&self) -> Result<usize> {
        Ok(self.all().await?.len())
    }

    /// All that are on the page now.
    pub async fn all(&self) -> Result<Vec<WebElement>> {
        Ok(self.driver.find_all(By::Css(self.selector.as_str())).await?)
    }

    /// The texts of all that are there now.
    pub async fn texts(&self) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.all().await? {
            texts.push(element.text().await?.trim().to_owned());
        }
        Ok(texts)
    }

    /// Clicks it once it can be clicked.
    pub async fn click(&self) -> Result<()> {
        self.until("a click on", async |element| {
            ensure!(element.is_enabled().await?, "{} is disabled", self.selector);
            element.scroll_into_view().await?;
            element.click().await?;
            Ok(Some(()))
        })
        .await
    }

    /// Chooses this radio button by its label, as most people do, and waits until it is chosen.
    pub async fn choose(&self) -> Result<()> {
        let id = self.attribute("id").await?;
        Self::new(&self.driver, "label").with("for", id).click().await?;
        self.until("the choice of", async |button| Ok(button.is_selected().await?.then_some(())))
            .await
    }

    /// Replaces what is in this field.
    pub async fn fill(&self, text: &str) -> Result<()> {
        let field = self.first(SOON).await?;
        field.clear().await?;
        Ok(field.send_keys(text).await?)
    }

    /// Its text once it has any.
    pub async fn text(&self) -> Result<String> {
        self.until("text in", async |element| {
            let text = element.text().await?.trim().to_owned();
            Ok((!text.is_empty()).then_some(text))
        })
        .await
    }

    /// Waits until this is its text.
    pub async fn wait_text(&self, wanted: &str) -> Result<()> {
        self.until(&format!("{wanted:?} in"), async |element| {
            let text = element.text().await?;
            ensure!(text.trim() == wanted, "it is {text:?}");
            Ok(Some(()))
        })
        .await
    }

    /// The value of an attribute, once the element is there.
    pub async fn attribute(&self, name: &str) -> Result<String> {
        let value = self.optional_attribute(name).await?;
        value.with_context(|| format!("{} has no {name}", self.selector))
    }

    /// The value of an attribute, if it has one, once the element is there.
    pub async fn optional_attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.first(SOON).await?.attr(name).await?)
    }

    /// What is in this field, or chosen in this list, once it is there.
    pub async fn value(&self) -> Result<String> {
        let value = self.first(SOON).await?.prop("value").await?;
        value.with_context(|| format!("{} has no value", self.selector))
    }

    async fn first(&self, at_most: Duration) -> Result<WebElement> {
        until(&self.selector, at_most, async || Ok(self.all().await?.into_iter().next())).await
    }

    /// Looks at the first one until there is what is looked for.
    async fn until<T>(
        &self,
        what: &str,
        look: impl AsyncFn(WebElement) -> Result<Option<T>>,
    ) -> Result<T> {
        let what = format!("{what} {}", self.selector);
        until(&what, SOON, async || {
            let first = self.all().await?.into_iter().next().context("not there")?;
            look(first).await
        })
        .await
    }
}
