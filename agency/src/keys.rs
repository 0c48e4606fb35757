//! What the installation keeps about itself.

use crate::{Agency, db::Tx};
use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{Error, Result};

const SET: &str = "insert into settings (name, value) values ($1, $2) on conflict do nothing";
const GET: &str = "select value from settings where name = $1";

/// The setting that marks a demo.
pub(crate) const DEMO: &str = "demo";
const SIGNING_KEY: &str = "signing_key";

impl Agency {
    /// The key tokens are signed with (HS256, 256 bits), made the first time it is wanted. It lives in the database, so
    /// that several instances on one database accept each other's tokens.
    pub async fn signing_key(&self) -> Result<Vec<u8>> {
        if self.setting(SIGNING_KEY).await?.is_none() {
            let mut key = [0; 32];
            getrandom::fill(&mut key).map_err(|error| {
                tracing::error!(%error, "the system gives no random numbers");
                Error::Internal
            })?;
            let mut tx = self.db.begin().await?;
            tx.set(SIGNING_KEY, &STANDARD.encode(key)).await?;
            self.settle(tx).await?;
        }
        let text = self.setting(SIGNING_KEY).await?.ok_or(Error::Internal)?; // perhaps another instance's
        STANDARD.decode(text).map_err(|_| {
            tracing::error!("the signing key in the database cannot be read");
            Error::Internal
        })
    }

    /// Is this a demo, whose passwords everybody knows?
    pub async fn is_demo(&self) -> Result<bool> {
        Ok(self.setting(DEMO).await?.is_some())
    }

    pub(crate) async fn setting(&self, name: &str) -> Result<Option<String>> {
        Ok(ask!(&self.db, sqlx::query_scalar(GET).bind(name), fetch_optional)?)
    }
}

impl Tx {
    /// Writes a setting down that is not there yet.
    pub(crate) async fn set(&mut self, name: &str, value: &str) -> Result<()> {
        ask!(in &mut *self, sqlx::query(SET).bind(name).bind(value), execute)?;
        Ok(())
    }
}
