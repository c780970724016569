//! What goes on after its answer was given, and is waited for before the server stops.

use std::sync::Arc;
use tokio::sync::RwLock;

/// Tasks that nobody's answer waits for. Each holds the lock for reading until it is done.
#[derive(Clone, Debug, Default)]
pub struct Later(Arc<RwLock<()>>);

impl Later {
    /// Starts one.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        // While somebody waits for those before, there is no lock, and it is not waited for.
        let counted = Arc::clone(&self.0).try_read_owned().ok();
        tokio::spawn(async move {
            task.await;
            drop(counted);
        });
    }

    /// Waits until those that were started are done.
    pub async fn settle(&self) {
        drop(self.0.write().await);
    }
}
