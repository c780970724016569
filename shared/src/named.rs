//! Enums whose variants have a name in JSON, in the database, in logs and in links.
//! [`named_enum!`](crate::named_enum) makes all of it from one table.
//!
//! The library for this, `strum`, does not share its names with serde, so every name would stand twice, and it made
//! the client 52 bytes larger.

#[doc(hidden)]
pub use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub use utoipa::{
    PartialSchema, ToSchema,
    openapi::{RefOr, Schema},
};

/// Defines an enum from a table of variants and names.
///
/// ```
/// shared::named_enum! {
///     /// A traffic light.
///     #[derive(Default)]
///     pub enum Light {
///         /// Stop.
///         #[default]
///         Red = "red",
///         /// Go.
///         Green = "green",
///     }
///     else {
///         /// A light of a later version.
///         Unknown = "unknown",
///     }
/// }
/// assert_eq!(Light::ALL.map(Light::name), ["red", "green"]);
/// assert_eq!(Light::from_name("green"), Some(Light::Green));
/// ```
///
/// The enum can be copied, compared, ordered (as in the table), hashed and printed; further derives go between its
/// documentation and its visibility. It has `ALL`, `name` and `from_name`. `Display` and JSON write the name.
///
/// Reading a name that is not in the table is an error; with `else` it is that variant, which is neither in `ALL` nor
/// found by `from_name`.
///
/// With the feature `openapi` the enum has a schema: the names in `ALL`, described by the documentation of the enum.
#[macro_export]
macro_rules! named_enum {
    (
        $(#[doc = $about:literal])+
        $(#[derive($($derive:ident),+)])?
        $visible:vis enum $Enum:ident {
            $($(#[$attribute:meta])* $variant:ident = $name:literal,)+
        }
        $(else { $(#[$other_attribute:meta])* $other:ident = $other_name:literal, })?
    ) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash $(, $($derive),+)?)]
        $visible enum $Enum {
            $($(#[$attribute])* $variant,)+
            $($(#[$other_attribute])* $other,)?
        }

        impl $Enum {
            /// All variants that this version writes, in their order.
            $visible const ALL: [Self; [$($name),+].len()] = [$(Self::$variant),+];

            /// The name in JSON, in the database, in logs and in links.
            $visible const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                    $(Self::$other => $other_name,)?
                }
            }

            /// The variant with this [`name`](Self::name), to the letter.
            $visible fn from_name(name: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|one| one.name() == name)
            }
        }

        impl ::std::fmt::Display for $Enum {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.name())
            }
        }

        impl $crate::named::Serialize for $Enum {
            fn serialize<S: $crate::named::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> $crate::named::Deserialize<'de> for $Enum {
            fn deserialize<D: $crate::named::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = <String as $crate::named::Deserialize>::deserialize(from)?;
                Self::from_name(&name)
                    $(.or(Some(Self::$other)))?
                    .ok_or_else(|| $crate::named::Error::unknown_variant(&name, &[$($name),+]))
            }
        }

        $crate::schema_of_names!($Enum: $($about),+);
    };
}

/// Describes an enum for OpenAPI. The feature is this crate's, so the crate that defines the enum cannot ask for it.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! schema_of_names {
    ($Enum:ident: $($about:literal),+) => {
        impl $crate::named::ToSchema for $Enum {}

        impl $crate::named::PartialSchema for $Enum {
            fn schema() -> $crate::named::RefOr<$crate::named::Schema> {
                $crate::named::schema(&[$($about),+], Self::ALL.map(Self::name))
            }
        }
    };
}

#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! schema_of_names {
    ($($ignored:tt)*) => {};
}

/// A text that is one of these names. Each line of documentation begins with a space.
#[cfg(feature = "openapi")]
#[doc(hidden)]
pub fn schema<const N: usize>(about: &[&str], names: [&'static str; N]) -> RefOr<Schema> {
    let about: Vec<_> = about.iter().map(|line| line.trim()).collect();
    utoipa::openapi::ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::Type::String)
        .description(Some(about.join("\n")))
        .enum_values(Some(names))
        .into()
}

#[cfg(test)]
mod tests {
    use crate::{
        AuditEvent, Check, ProblemCode, Role, Stage, Step,
        api::{StorageMode, admin::KeyState},
        compact::Part,
        strength::Weakness,
        verify::Algorithm,
    };

    macro_rules! agree {
        ($($Enum:ident),+) => { $(
            for one in $Enum::ALL {
                let name = one.name();
                assert_eq!(one.to_string(), name);
                assert_eq!($Enum::from_name(name), Some(one));
                let json = serde_json::to_string(&one).unwrap();
                assert_eq!(json, format!("\"{name}\""));
                assert_eq!(serde_json::from_str::<$Enum>(&json).unwrap(), one);
                // The database has roles in one column with spaces between them.
                assert!(!name.is_empty() && !name.contains(' '));
            }
            assert_eq!($Enum::from_name("unknown"), None);
        )+ };
    }

    #[test]
    fn names_and_json_agree() {
        agree!(Algorithm, AuditEvent, Check, KeyState, Part, ProblemCode, Role);
        agree!(Stage, Step, StorageMode, Weakness);
    }

    #[test]
    fn a_name_of_a_newer_version_is_understood_only_where_a_variant_stands_for_it() {
        let newer = "\"moon_landed\"";
        assert_eq!(serde_json::from_str::<AuditEvent>(newer).unwrap(), AuditEvent::Unknown);
        assert_eq!(serde_json::from_str::<ProblemCode>(newer).unwrap(), ProblemCode::Unknown);
        let error = serde_json::from_str::<Role>(newer).unwrap_err().to_string();
        assert!(error.contains("expected `user` or `admin`"), "{error}");
    }
}
