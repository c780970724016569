//! Questions to the worker: a password changes faster than the worker answers.

/// Lets one question out at a time. Of the questions that wait, only the last is asked.
#[derive(Debug, Default)]
pub(super) struct Queue {
    listening: bool,
    waiting: Option<String>,
    /// The number of the question that is on its way.
    asked: Option<u32>,
    latest: u32,
}

impl Queue {
    /// The worker is ready. Returns the question to ask now.
    pub(super) fn listen(&mut self) -> Option<String> {
        self.listening = true;
        self.next()
    }

    /// Returns the question if it can be asked now.
    pub(super) fn ask(&mut self, question: String) -> Option<String> {
        self.latest += 1;
        self.waiting = Some(question);
        self.next()
    }

    /// Drops the question that waits, and the answer that may be on its way.
    pub(super) fn forget(&mut self) {
        self.latest += 1;
        self.waiting = None;
    }

    /// Notes an answer. Returns whether it answers the last question, and the question to ask now.
    pub(super) fn answered(&mut self) -> (bool, Option<String>) {
        let is_latest = self.asked.take() == Some(self.latest);
        (is_latest, self.next())
    }

    fn next(&mut self) -> Option<String> {
        if !self.listening || self.asked.is_some() {
            return None;
        }
        let question = self.waiting.take()?;
        self.asked = Some(self.latest);
        Some(question)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn questions_wait_until_the_worker_is_ready_and_only_the_last_is_asked() {
        let mut queue = Queue::default();
        assert_eq!(queue.ask("a".into()), None);
        assert_eq!(queue.ask("ab".into()), None);
        assert_eq!(queue.listen(), Some("ab".into()));
        assert_eq!(queue.answered(), (true, None));
        assert_eq!(queue.ask("abc".into()), Some("abc".into()));
    }

    #[test]
    fn the_answer_to_an_earlier_question_does_not_count() {
        let mut queue = Queue::default();
        queue.listen();
        assert_eq!(queue.ask("a".into()), Some("a".into()));
        assert_eq!(queue.ask("ab".into()), None);
        assert_eq!(queue.ask("abc".into()), None);
        assert_eq!(queue.answered(), (false, Some("abc".into())));
        queue.forget();
        assert_eq!(queue.answered(), (false, None));
        assert_eq!(queue.ask("b".into()), Some("b".into()));
        assert_eq!(queue.answered(), (true, None));
    }
}
