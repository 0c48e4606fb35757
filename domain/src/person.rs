//! People with an account.

use crate::{Permission, Role};
use serde::{Deserialize, Serialize};

/// The person at the screen, as much as a page needs to know. What it may do is asked of the same table as on the
/// server; the server asks again for every operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub name: String,
    pub role: Role,
}

impl Me {
    pub fn may(&self, permission: Permission) -> bool {
        self.role.may(permission)
    }
}
