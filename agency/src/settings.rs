//! The settings of a person: how they want the pages, on whichever device.

use crate::Agency;
use domain::{Result, Setting, Settings, SignedIn};

const ALL: &str = "select name, value from personal_settings where person_id = $1";
const KEEP: &str = "
    insert into personal_settings (person_id, name, value) values ($1, $2, $3)
    on conflict (person_id, name) do update set value = excluded.value";
const DROP: &str = "delete from personal_settings where person_id = $1 and name = $2";

impl Agency {
    /// How somebody wants the pages.
    pub async fn settings(&self, by: &SignedIn) -> Result<Settings> {
        let rows: Vec<(String, String)> = ask!(&self.db, sqlx::query_as(ALL).bind(by.id()), fetch_all)?;
        Ok(rows.into_iter().collect())
    }

    /// Keeps one setting, as [`Agency::keep_settings`].
    pub async fn keep_setting(&self, by: SignedIn, setting: Setting, value: &str) -> Result<()> {
        self.keep_settings(by, &[(setting, value)]).await
    }

    /// Keeps these settings, and all others as they are. Refuses what a setting cannot be. What everybody has who did not
    /// choose is not kept: it may be another in another version.
    pub async fn keep_settings(&self, by: SignedIn, settings: &[(Setting, &str)]) -> Result<()> {
        settings.iter().try_for_each(|(setting, value)| setting.check(value))?;
        let mut tx = self.db.begin().await?;
        for (setting, value) in settings {
            if *value == setting.first() {
                ask!(in &mut tx, sqlx::query(DROP).bind(by.id()).bind(setting.name()), execute)?;
            } else {
                ask!(in &mut tx, sqlx::query(KEEP).bind(by.id()).bind(setting.name()).bind(*value), execute)?;
            }
        }
        self.settle(tx).await
    }
}
