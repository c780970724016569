//! The schema of [`Mistake`], whose names come out of a macro, where derive does not see them.

use crate::lab::Mistake;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema, Type},
    },
};

impl ToSchema for Mistake {}

impl PartialSchema for Mistake {
    fn schema() -> RefOr<Schema> {
        let names = Self::ALL.iter().map(|one| one.name());
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Why the naive verifier let a request in."))
            .enum_values(Some(names))
            .into()
    }
}
