//! A mark for each step, and the text as which it is remembered.

use shared::Step;

/// Whether a step is marked, in the order of the steps.
pub type Marks = [bool; Step::ALL.len()];

/// Marks for these steps and no others.
#[must_use]
pub fn only(steps: &[Step]) -> Marks {
    Step::ALL.map(|step| steps.contains(&step))
}

/// The marks that [`names`] has written. What is no step is left out.
#[must_use]
pub fn parse(names: &str) -> Marks {
    let steps: Vec<_> = names.split(' ').filter_map(Step::from_name).collect();
    only(&steps)
}

/// The names of the marked steps.
#[must_use]
pub fn names(marks: Marks) -> String {
    let marked = Step::ALL.into_iter().filter(|step| marks[*step as usize]);
    marked.map(Step::name).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn marks_are_remembered_by_name() {
        let marks = only(&[Step::Verify, Step::Login]);
        assert_eq!(names(marks), "login verify");
        assert_eq!(parse("login verify"), marks);
        assert_eq!(parse("verify nonsense"), only(&[Step::Verify]));
        assert_eq!(parse(""), only(&[]));
    }
}
