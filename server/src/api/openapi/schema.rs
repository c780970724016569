//! The schemas that descriptions are made of.

use serde_json::Value;
use utoipa::openapi::{ObjectBuilder, schema::Type};

/// A schema for text.
#[must_use]
pub fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// A schema for one of some words.
pub(super) fn one_of<'a>(words: impl IntoIterator<Item = &'a str>) -> ObjectBuilder {
    text().enum_values(Some(words.into_iter().map(Value::from)))
}
