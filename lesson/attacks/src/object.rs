//! JSON objects as text. A forger needs what a good parser does not give: the order of the members, a member
//! twice, values that are not JSON.

/// The members of an object, name and value as they stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RawObject(Vec<(String, String)>);

impl RawObject {
    /// Splits an object into its members; `None` for what does not look like one. Whether the values are
    /// JSON is not looked at.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let inner = text.trim().strip_prefix('{')?.strip_suffix('}')?;
        if inner.trim().is_empty() {
            return Some(Self(Vec::new()));
        }
        split(inner, ',')
            .into_iter()
            .map(|member| {
                let (name, value) = member.split_at(split(member, ':').first()?.len());
                let name = name.trim().strip_prefix('"')?.strip_suffix('"')?;
                let value = value.strip_prefix(':')?.trim();
                Some((name.to_owned(), value.to_owned()))
            })
            .collect::<Option<Vec<_>>>()
            .map(Self)
    }

    pub(crate) fn members(&self) -> &[(String, String)] {
        &self.0
    }

    /// The value of a member as it stands in the text.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| &**value)
    }

    /// The value of a member that is a whole number, or 0.
    pub(crate) fn number(&self, name: &str) -> i64 {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or_default()
    }

    /// Another value for a member, in its place, or at the end if it is new.
    pub(crate) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.into(),
            None => self.0.push((name.into(), value.into())),
        }
        self
    }

    /// A member at the end, whether there is one of this name or not.
    pub(crate) fn and(mut self, name: &str, value: impl Into<String>) -> Self {
        self.0.push((name.into(), value.into()));
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.0.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn text(&self) -> String {
        let members: Vec<_> =
            self.0.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
        format!("{{{}}}", members.join(","))
    }
}

/// Splits at `separator`, where that stands in no string and inside of no bracket.
fn split(text: &str, separator: char) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_string => escaped = true,
            '"' => in_string = !in_string,
            _ if in_string => {}
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ if c == separator && depth == 0 => {
                parts.push(&text[start..at]);
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_keep_their_order_and_their_text() {
        let text = r#"{"b":[1,{"x":"},\"{"}],"a":"x,y:z","b":2}"#;
        let object = RawObject::parse(text).unwrap();
        assert_eq!(object.text(), text);
        assert_eq!(object.members().len(), 3);
        assert_eq!(object.get("a"), Some(r#""x,y:z""#));
        assert_eq!(object.clone().with("a", "1").get("a"), Some("1"));
        assert_eq!(object.without("b").text(), r#"{"a":"x,y:z"}"#);
    }

    #[test]
    fn what_is_no_object_has_no_members() {
        assert_eq!(RawObject::parse("{}").unwrap().members(), []);
        for text in ["", "[]", "{\"a\"}", "{a:1}", "x", "{,}"] {
            assert_eq!(RawObject::parse(text), None, "{text}");
        }
    }
}
