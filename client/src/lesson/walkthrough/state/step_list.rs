//! A list of steps as the text that the browser stores: `login verify`.

use shared::Step;

/// The steps that [`names`] has written. Words that name no step are left out.
pub(super) fn parse(names: &str) -> Vec<Step> {
    names.split(' ').filter_map(Step::from_name).collect()
}

pub(super) fn names(steps: &[Step]) -> String {
    steps.iter().map(|step| step.name()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn steps_are_remembered_by_name() {
        let steps = [Step::Login, Step::Verify];
        assert_eq!(names(&steps), "login verify");
        assert_eq!(parse("login verify"), steps);
        assert_eq!(parse("verify nonsense"), [Step::Verify]);
        assert_eq!(parse(""), []);
    }
}
