//! `/lab`: attacks.

use crate::{
    element::{Selector, by},
    wait::{SOON, until},
};
use anyhow::{Context, Result, ensure};
use std::time::Duration;
use thirtyfour::WebDriver;

/// All attacks in a row, on a machine that is busy with other tests.
const ALL: Duration = Duration::from_mins(2);

/// The attack lab.
pub struct Lab<'d>(pub(crate) &'d WebDriver);

/// What a verifier has said, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The status.
    pub status: u16,
    /// The mistake, the check or the problem; empty where nothing is wrong.
    pub reason: String,
}

impl Lab<'_> {
    /// Opens the card of an attack, unless it is open.
    pub async fn open(&self, id: &str) -> Result<()> {
        let card = card(id);
        if card.attribute(self.0, "open").await?.is_none() {
            let summary = card.clone().inner(&Selector::tag("summary"));
            summary.click(self.0).await?;
        }
        card.inner(&Selector::tag("p")).wait(self.0).await?;
        Ok(())
    }

    /// Whether the card of an attack is open.
    pub async fn is_open(&self, id: &str) -> Result<bool> {
        Ok(card(id).attribute(self.0, "open").await?.is_some())
    }

    /// Runs the attack on its card, and gives what the naive and the strict verifier have said.
    pub async fn run(&self, id: &str) -> Result<(Said, Said)> {
        let card = card(id);
        card.clone().inner(&by("run")).click(self.0).await?;
        let said = async |side: &str| {
            let answer = card.clone().inner(&by(&format!("answer-{side}")));
            let status = answer.attribute(self.0, "data-status").await?;
            let reason = answer.attribute(self.0, "data-reason").await?;
            anyhow::Ok(Said {
                status: status.context("an answer has a status")?.parse()?,
                reason: reason.unwrap_or_default(),
            })
        };
        Ok((said("naive").await?, said("strict").await?))
    }

    /// The lines of a part of the forged token that are `added` or `removed`.
    pub async fn changed(&self, id: &str, part: &str, change: &str) -> Result<Vec<String>> {
        let part = card(id).inner(&by(&format!("diff-{part}")));
        part.wait(self.0).await?;
        let lines = part.inner(&Selector::tag("li").with("data-change", change));
        lines.texts(self.0).await
    }

    /// Where the link to the inspector leads.
    pub async fn inspector_link(&self, id: &str) -> Result<String> {
        let link = card(id).inner(&by("inspect"));
        let href = link.attribute(self.0, "href").await?;
        href.context("the link leads somewhere")
    }

    /// Runs all attacks.
    pub async fn run_all(&self) -> Result<()> {
        self.press("run-all-start").await?;
        self.wait_run("done").await
    }

    /// Waits until the run of all attacks is there.
    pub async fn wait_run(&self, state: &str) -> Result<()> {
        let run = by("run-all").with("data-state", state);
        run.wait_for(self.0, ALL).await?;
        Ok(())
    }

    /// What the table says of a forgery: its grade, and what the two verifiers have said.
    pub async fn row(&self, id: &str, case: &str) -> Result<(String, Said, Said)> {
        let row = by(&format!("row-{id}-{case}"));
        let grade = row.attribute(self.0, "data-state").await?;
        let said = async |side: &str| {
            let text = row.clone().inner(&by(side)).text(self.0).await?;
            let (status, reason) = text.split_once(' ').unwrap_or((&text, ""));
            anyhow::Ok(Said { status: status.parse()?, reason: reason.trim().to_owned() })
        };
        let grade = grade.context("a row has a state")?;
        Ok((grade, said("naive").await?, said("strict").await?))
    }

    /// How many forgeries the table has.
    pub async fn rows(&self) -> Result<usize> {
        let row = Selector::tag("tbody tr");
        by("results").inner(&row).count(self.0).await
    }

    /// Which variant of an attack is chosen on its card.
    pub async fn chosen(&self, id: &str) -> Result<String> {
        let select = card(id).inner(&by("variant")).wait(self.0).await?;
        let chosen = select.prop("value").await?;
        chosen.context("one is chosen")
    }

    /// Presses a button of the lab.
    pub async fn press(&self, testid: &str) -> Result<()> {
        by(testid).click(self.0).await
    }

    /// Waits until something in the lab has an attribute with this value.
    pub async fn wait(&self, testid: &str, attribute: &str, value: &str) -> Result<()> {
        by(testid).with(attribute, value).wait(self.0).await?;
        Ok(())
    }

    /// What something in the lab says, once it says something.
    pub async fn text(&self, testid: &str) -> Result<String> {
        by(testid).text(self.0).await
    }

    /// The address of something that leads elsewhere.
    pub async fn href(&self, testid: &str) -> Result<String> {
        let href = by(testid).attribute(self.0, "href").await?;
        href.context("it leads somewhere")
    }

    /// Waits until the strict verifier has said this about the time that was chosen.
    pub async fn wait_clock(&self, status: u16, reason: &str) -> Result<()> {
        let answer = by("clock-said").inner(&by("answer-strict"));
        until(&format!("{status} {reason} at this time"), SOON, async || {
            let said = answer.attribute(self.0, "data-status").await?;
            let why = answer.attribute(self.0, "data-reason").await?;
            ensure!(said.as_deref() == Some(&status.to_string()), "it is {said:?}");
            ensure!(why.as_deref().unwrap_or_default() == reason, "it is {why:?}");
            Ok(Some(()))
        })
        .await
    }
}

fn card(id: &str) -> Selector {
    by(&format!("attack-{id}"))
}
