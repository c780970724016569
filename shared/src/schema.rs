//! Schemas that cannot be derived: the names of these enums come out of macros, where derive does not see
//! them.

use crate::{AuditEvent, ProblemCode, Role};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        RefOr,
        schema::{ObjectBuilder, Schema, Type},
    },
};

macro_rules! schema_of_names {
    ($name:ty, $about:literal) => {
        impl ToSchema for $name {}

        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let names = Self::ALL.iter().map(|one| one.name());
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($about))
                    .enum_values(Some(names))
                    .into()
            }
        }
    };
}

schema_of_names!(ProblemCode, "The stable code of a problem.");
schema_of_names!(Role, "What a user may do.");
schema_of_names!(AuditEvent, "What happened.");
