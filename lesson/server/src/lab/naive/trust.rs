//! Why a signature was accepted.

use lesson_shared::lab::Mistake;

/// An accepted signature. `mistake` is `None` when it is genuine.
#[derive(Debug, Default)]
pub(super) struct Trust {
    pub(super) mistake: Option<Mistake>,
    pub(super) did: Option<String>,
}

impl Trust {
    pub(super) fn by(mistake: Mistake) -> Self {
        Self { mistake: Some(mistake), did: None }
    }

    pub(super) fn having(self, did: String) -> Self {
        Self { did: Some(did), ..self }
    }
}
