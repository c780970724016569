//! The errors and warnings in the browser's console. A test fails on those that it does not expect.

use anyhow::{Result, ensure};
use std::cell::RefCell;
use thirtyfour::WebDriver;

/// The complaints that a test announces. Any other fails the test.
#[derive(Default)]
pub(crate) struct Console {
    expected: RefCell<Vec<String>>,
}

impl Console {
    /// Announces complaints with this text in them.
    pub(crate) fn expect(&self, text: impl Into<String>) {
        self.expected.borrow_mut().push(text.into());
    }

    /// The complaints since the last look that were not announced: exceptions, violations of the content
    /// security policy, requests that failed.
    pub(crate) async fn complaints(&self, driver: &WebDriver) -> Result<Vec<String>> {
        let log = driver.browser_log().await?;
        let expected = self.expected.borrow();
        Ok(log
            .into_iter()
            .filter(|entry| matches!(entry.level.as_str(), "SEVERE" | "WARNING"))
            .map(|entry| entry.message)
            .filter(|message| !expected.iter().any(|text| message.contains(text)))
            .collect())
    }

    /// Fails if there is a complaint that was not announced.
    pub(crate) async fn check(&self, driver: &WebDriver) -> Result<()> {
        let complaints = self.complaints(driver).await?;
        ensure!(
            complaints.is_empty(),
            "the browser's console has complaints:\n{}",
            complaints.join("\n")
        );
        Ok(())
    }
}
