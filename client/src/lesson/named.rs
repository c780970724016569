//! Enums whose variants have names, which styles and tests use.

macro_rules! named_enum {
    ($(#[$meta:meta])* $visible:vis enum $Enum:ident {
        $($(#[$doc:meta])* $Variant:ident = $name:literal,)*
    }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        $visible enum $Enum { $($(#[$doc])* $Variant,)* }

        impl $Enum {
            $visible const fn name(self) -> &'static str {
                match self { $(Self::$Variant => $name,)* }
            }
        }
    };
}

pub(crate) use named_enum;
