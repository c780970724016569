//! A value of JavaScript as serde reads it.

use js_sys::{Array, Object};
use serde::{
    Deserializer,
    de::{
        self, DeserializeSeed, EnumAccess, Expected, IntoDeserializer, MapAccess, SeqAccess,
        Unexpected, VariantAccess, Visitor, value::StringDeserializer,
    },
    forward_to_deserialize_any,
};
use std::fmt;
use wasm_bindgen::{JsCast, JsValue};

/// The value does not fit. Sentences about that would bring along the code that prints numbers, twenty
/// kilobytes of it.
#[derive(Debug)]
pub(super) struct Unfit;

type Result<T> = std::result::Result<T, Unfit>;

/// A value that `JSON.parse` has made.
pub(super) struct Value(JsValue);

impl Value {
    pub(super) fn new(value: JsValue) -> Self {
        Self(value)
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Unfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        let value = self.0;
        if value.is_null() {
            visitor.visit_unit()
        } else if let Some(value) = value.as_bool() {
            visitor.visit_bool(value)
        } else if let Some(number) = value.as_f64() {
            match whole(number) {
                Some(whole) => visitor.visit_i64(whole),
                None => visitor.visit_f64(number),
            }
        } else if let Some(text) = value.as_string() {
            visitor.visit_string(text)
        } else if Array::is_array(&value) {
            let mut items = Items::of(value.unchecked_into());
            let read = visitor.visit_seq(&mut items)?;
            items.next().map_or(Ok(read), |_| Err(Unfit))
        } else {
            visitor.visit_map(Members::of(value.unchecked_ref()))
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.0.is_null() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// `"name"`, or `{"name": what it holds}`.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        if let Some(name) = self.0.as_string() {
            let name: StringDeserializer<Unfit> = name.into_deserializer();
            return visitor.visit_enum(name);
        }
        if !self.0.is_object() {
            return Err(Unfit);
        }
        let mut members = Members::of(self.0.unchecked_ref());
        let (name, content) = members.next().ok_or(Unfit)?;
        visitor.visit_enum(Variant { name, content })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map struct identifier ignored_any
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "what passes the comparison is a whole number that f64 holds exactly"
)]
fn whole(number: f64) -> Option<i64> {
    (number.trunc().to_bits() == number.to_bits() && number.abs() <= 9_007_199_254_740_991.0)
        .then_some(number as i64)
}

/// The items of a list that are still to come.
struct Items {
    all: Array,
    at: u32,
}

impl Items {
    fn of(all: Array) -> Self {
        Self { all, at: 0 }
    }
}

impl Iterator for Items {
    type Item = JsValue;

    fn next(&mut self) -> Option<JsValue> {
        let at = self.at;
        self.at += 1;
        (at < self.all.length()).then(|| self.all.get(at))
    }
}

impl<'de> SeqAccess<'de> for &mut Items {
    type Error = Unfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        let item = self.next();
        item.map(|item| seed.deserialize(Value(item))).transpose()
    }
}

/// The members of an object that are still to come, and the value of the one whose name was read last.
struct Members {
    entries: Items,
    value: Option<JsValue>,
}

impl Members {
    fn of(object: &Object) -> Self {
        Self {
            entries: Items::of(Object::entries(object)),
            value: None,
        }
    }

    fn next(&mut self) -> Option<(JsValue, JsValue)> {
        let entry: Array = self.entries.next()?.unchecked_into();
        Some((entry.get(0), entry.get(1)))
    }
}

impl<'de> MapAccess<'de> for Members {
    type Error = Unfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        let Some((name, value)) = self.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        seed.deserialize(Value(name)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        seed.deserialize(Value(self.value.take().ok_or(Unfit)?))
    }
}

/// A variant of an enum that holds something.
struct Variant {
    name: JsValue,
    content: JsValue,
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Unfit;
    type Variant = Value;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Value)> {
        Ok((seed.deserialize(Value(self.name))?, Value(self.content)))
    }
}

impl<'de> VariantAccess<'de> for Value {
    type Error = Unfit;

    fn unit_variant(self) -> Result<()> {
        if self.0.is_null() { Ok(()) } else { Err(Unfit) }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value> {
        seed.deserialize(self)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value> {
        self.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.deserialize_any(visitor)
    }
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value does not fit")
    }
}

impl std::error::Error for Unfit {}

/// All of them, because the provided ones would write sentences.
impl de::Error for Unfit {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }

    fn invalid_type(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_: Unexpected<'_>, _: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}
