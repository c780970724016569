//! Lists, a page at a time.

use serde::{Deserialize, Serialize};

/// Which page of a list is wanted, as a query.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(deny_unknown_fields)]
pub struct PageQuery {
    /// What the page before has as `next`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// How many items.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 100, default = 25))]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl PageQuery {
    /// The number of items when none is asked for.
    pub const USUAL: u32 = 25;
    /// The most items of one page.
    pub const MOST: u32 = 100;
}

/// Some items of a list, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Page<T> {
    /// The items.
    pub items: Vec<T>,
    /// What to send as `after` for the items behind these; absent on the last page. Only the server
    /// can read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}
