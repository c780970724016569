//! Short names for what the program takes from JavaScript. wasm-bindgen ends each in a hash, sixteen digits that no
//! compression makes shorter, and they stand in the program and in its script.

use anyhow::{Context, Result, anyhow};
use std::collections::HashMap;
use wasm_encoder::{
    Import, ImportSection, Imports,
    reencode::{self, Error, Reencode, RoundtripReencoder},
};

/// Renames what `program` takes from its own script, in both.
pub(crate) fn shorten(program: &[u8], script: &str) -> Result<(Vec<u8>, String)> {
    let mut renamer = Renamer::default();
    let mut module = wasm_encoder::Module::new();
    renamer
        .parse_core_module(&mut module, wasmparser::Parser::new(0), program)
        .map_err(|error| anyhow!("the client is no WASM: {error}"))?;
    let mut short_script = String::with_capacity(script.len());
    let mut found = 0;
    for line in script.split_inclusive('\n') {
        let member = line.trim_start().split_once(": function");
        let short = member.and_then(|(name, rest)| Some((renamer.names.get(name)?, rest)));
        match short {
            Some((short, rest)) => {
                short_script += short;
                short_script += ": function";
                short_script += rest;
                found += 1;
            }
            None => short_script += line,
        }
    }
    // wasm-bindgen of another version may write its script in another way: better a build that stops here than a
    // page that does.
    (found == renamer.names.len()).then(|| (module.finish(), short_script)).context(
        "the script does not define what the program takes from it, one function to a line",
    )
}

#[derive(Default)]
struct Renamer {
    /// The short names by those that they replace.
    names: HashMap<String, String>,
}

impl Renamer {
    fn rename(&mut self, name: &str) -> String {
        let number = self.names.len();
        let short = self.names.entry(name.to_owned());
        short.or_insert_with(|| short_name(number)).clone()
    }
}

impl Reencode for Renamer {
    type Error = std::convert::Infallible;

    fn parse_imports(
        &mut self,
        section: &mut ImportSection,
        imports: wasmparser::Imports<'_>,
    ) -> Result<(), Error> {
        match imports {
            wasmparser::Imports::Single(_, import) if import.module.ends_with("_bg.js") => {
                let name = self.rename(import.name);
                section.imports(Imports::Single(Import {
                    module: import.module,
                    name: &name,
                    ty: RoundtripReencoder.entity_type(import.ty)?,
                }));
                Ok(())
            }
            other => reencode::utils::parse_imports(&mut RoundtripReencoder, section, other),
        }
    }
}

/// `a`, `b`, … `z`, `ba`, and so on: valid names of members.
fn short_name(mut number: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(number % 26).unwrap_or_default()));
        number /= 26;
        if number == 0 {
            return letters.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;
    use wasm_encoder::{EntityType, TypeSection};

    fn program() -> Vec<u8> {
        let mut module = wasm_encoder::Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        for (from, name) in [
            ("./client_bg.js", "__wbg_get_0123456789abcdef"),
            ("./client_split.js", "__wasm_split_load_lab"),
            ("./client_bg.js", "__wbg_set_0123456789abcdef"),
        ] {
            imports.import(from, name, EntityType::Function(0));
        }
        module.section(&types).section(&imports);
        module.finish()
    }

    #[test]
    fn program_and_script_are_renamed_alike() {
        let script = "return {\n    __wbg_set_0123456789abcdef: function(a) {},\n    \
                      __wbg_get_0123456789abcdef: function() { return set; },\n};\n";
        let (program, script) = shorten(&program(), script).unwrap();
        assert_eq!(script, "return {\nb: function(a) {},\na: function() { return set; },\n};\n");
        let text = String::from_utf8_lossy(&program);
        assert!(!text.contains("0123456789abcdef") && text.contains("__wasm_split_load_lab"));
    }

    #[test]
    fn a_script_that_lacks_a_function_stops_the_build() {
        assert!(shorten(&program(), "    __wbg_set_0123456789abcdef: function() {},\n").is_err());
    }

    #[test]
    fn no_two_names_are_alike() {
        let names: HashSet<_> = (0..2_000).map(short_name).collect();
        assert_eq!(names.len(), 2_000);
        assert_eq!((short_name(0), short_name(26)), ("a".into(), "ba".into()));
    }
}
