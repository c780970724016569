//! How tests begin: with an account, signed in, on some page.

use crate::Visit;
use anyhow::Result;
use lesson_shared::DemoAccount;
use shared::api::StorageMode;

/// The choices of the sign-in form: where the token is kept, and how long it lives.
#[derive(Clone, Copy, Debug)]
pub struct TokenChoice {
    storage: StorageMode,
    lifetime: &'static str,
}

/// A token with the server's own lifetime.
impl From<StorageMode> for TokenChoice {
    fn from(storage: StorageMode) -> Self {
        Self { storage, lifetime: "normal" }
    }
}

impl TokenChoice {
    /// A token that lives for 15 seconds, to watch it expire.
    pub fn short_lived(storage: StorageMode) -> Self {
        Self { storage, lifetime: "15" }
    }

    pub(crate) async fn choose(self, page: &Visit) -> Result<()> {
        page.by(&format!("storage-{}", self.storage.name())).choose().await?;
        page.by(&format!("lifetime-{}", self.lifetime)).choose().await
    }
}

/// An account with a password that is hard to guess.
pub fn account(username: &str) -> DemoAccount {
    DemoAccount { username: username.into(), password: "eleven quiet harbours, one lamp".into() }
}

impl Visit {
    /// Signs in with the demo account and goes to the account page; gives the session's id.
    pub async fn sign_in_as_demo(&self, choice: impl Into<TokenChoice>) -> Result<String> {
        let demo = self.server.demo().await?;
        self.sign_in_as(&demo, choice, "/account").await?;
        self.account().sid().await
    }

    /// As [`sign_in_as_demo`](Self::sign_in_as_demo), with a token that lives for 15 seconds.
    pub async fn sign_in_for_15_s(&self, storage: StorageMode) -> Result<String> {
        self.sign_in_as_demo(TokenChoice::short_lived(storage)).await
    }

    /// Signs in and goes on to this page.
    pub async fn sign_in_as(
        &self,
        account: &DemoAccount,
        choice: impl Into<TokenChoice>,
        next: &str,
    ) -> Result<()> {
        let choice = choice.into();
        self.open(&format!("/sign-in?next={next}")).await?;
        self.sign_in().submit(account, choice).await?;
        self.header().wait_signed_in(choice.storage).await
    }

    /// Makes an admin, and signs in as one on this page.
    pub async fn sign_in_as_admin(&self, next: &str) -> Result<DemoAccount> {
        let root = account("root");
        self.server.add_admin(&root)?;
        self.sign_in_as(&root, StorageMode::Memory, next).await?;
        Ok(root)
    }

    /// Makes an account on the page, which signs in with it, and goes to the account page.
    pub async fn sign_up_as(&self, username: &str) -> Result<DemoAccount> {
        let account = account(username);
        self.open("/sign-up?next=/account").await?;
        self.sign_up().submit(&account.username, &account.password).await?;
        self.header().wait_signed_in(StorageMode::Memory).await?;
        self.account().sub().await?;
        Ok(account)
    }
}
