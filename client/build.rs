//! Turns the texts of `locales/` into a module of checked keys, which `src/i18n.rs` includes.

use leptos_i18n_codegen::gen_code;
use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};
use std::{env, error::Error, fs, path::PathBuf};

const NAMESPACES: [&str; 3] = ["common", "auth", "walkthrough"];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=locales");
    // Attributes such as `aria-label` take strings, with values in them.
    let options = ParseOptions::new().interpolate_display(true);
    let config = Config::new("en")?
        .add_locale("ko")?
        .add_namespaces(NAMESPACES)?
        .parse_options(options);
    let locales = parse_locales(None, config)?;
    for error in locales.diag.errors().iter() {
        println!("cargo::error={error}");
    }
    // Warnings are for keys that one language lacks or has too many: here that is an error.
    for warning in locales.diag.warnings().iter() {
        println!("cargo::error={warning}");
    }
    let code = gen_code(&locales, None, false, None, false)?;
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo tells a build script where to write in no other way"
    )]
    let path = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    Ok(fs::write(path, code.to_string())?)
}
