//! `/lab`: attacks.

use super::Lab;
use crate::{
    element::Element,
    wait::{SOON, until},
};
use anyhow::{Result, ensure};
use std::time::Duration;

/// All attacks in a row, on a machine that is busy with other tests.
const ALL: Duration = Duration::from_mins(2);

/// The answer of a verifier, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifierAnswer {
    /// The status.
    pub status: u16,
    /// The mistake, the check or the problem; empty where nothing is wrong.
    pub reason: String,
}

impl Lab<'_> {
    /// The card of an attack.
    pub fn card(&self, id: &str) -> Element {
        self.by(&format!("attack-{id}"))
    }

    /// Opens the card of an attack, unless it is open.
    pub async fn open_card(&self, id: &str) -> Result<()> {
        let card = self.card(id);
        if !self.is_open(id).await? {
            card.css("summary").click().await?;
        }
        card.css("p").wait().await
    }

    /// Whether the card of an attack is open.
    pub async fn is_open(&self, id: &str) -> Result<bool> {
        Ok(self.card(id).optional_attribute("open").await?.is_some())
    }

    /// Runs the attack on its card, and gives the answers of the naive and the strict verifier.
    pub async fn run(&self, id: &str) -> Result<(VerifierAnswer, VerifierAnswer)> {
        let card = self.card(id);
        card.by("run").click().await?;
        Ok((answer(&card, "naive").await?, answer(&card, "strict").await?))
    }

    /// The lines of a part of the forged token that are `added` or `removed`.
    pub async fn changed(&self, id: &str, part: &str, change: &str) -> Result<Vec<String>> {
        let part = self.card(id).by(&format!("diff-{part}"));
        part.wait().await?;
        part.css("li").with("data-change", change).texts().await
    }

    /// Runs all attacks.
    pub async fn run_all(&self) -> Result<()> {
        self.press("run-all-start").await?;
        self.wait_run("done").await
    }

    /// Waits until the run of all attacks is there.
    pub async fn wait_run(&self, state: &str) -> Result<()> {
        self.by("run-all").with("data-state", state).wait_for(ALL).await
    }

    /// What the table says of a forgery: its grade, and the answers of the two verifiers.
    pub async fn row(
        &self,
        id: &str,
        case: &str,
    ) -> Result<(String, VerifierAnswer, VerifierAnswer)> {
        let row = self.by(&format!("row-{id}-{case}"));
        let answer = async |side: &str| {
            let text = row.by(side).text().await?;
            let (status, reason) = text.split_once(' ').unwrap_or((&text, ""));
            anyhow::Ok(VerifierAnswer { status: status.parse()?, reason: reason.trim().to_owned() })
        };
        let grade = row.attribute("data-state").await?;
        Ok((grade, answer("naive").await?, answer("strict").await?))
    }

    /// Presses a button of the lab.
    pub async fn press(&self, testid: &str) -> Result<()> {
        self.by(testid).click().await
    }

    /// Waits until something in the lab has an attribute with this value.
    pub async fn wait(&self, testid: &str, attribute: &str, value: &str) -> Result<()> {
        self.by(testid).with(attribute, value).wait().await
    }

    /// The text of something in the lab, once it has any.
    pub async fn text(&self, testid: &str) -> Result<String> {
        self.by(testid).text().await
    }

    /// Waits until the strict verifier has said this about the time that was chosen.
    pub async fn wait_clock(&self, status: u16, reason: &str) -> Result<()> {
        until(&format!("{status} {reason} at this time"), SOON, async || {
            let answer = answer(&self.by("clock-said"), "strict").await?;
            ensure!((answer.status, &*answer.reason) == (status, reason), "it is {answer:?}");
            Ok(Some(()))
        })
        .await
    }
}

async fn answer(inside: &Element, side: &str) -> Result<VerifierAnswer> {
    let answer = inside.by(&format!("answer-{side}"));
    let status = answer.attribute("data-status").await?.parse()?;
    let reason = answer.optional_attribute("data-reason").await?.unwrap_or_default();
    Ok(VerifierAnswer { status, reason })
}
