//! The words that a guesser tries first at this place.

use shared::strength::Weakness;

/// Popular Korean passwords, and popular words as they come out of a keyboard that is still in English
/// (`dkssud` is 안녕). The library's dictionaries are English.
const KOREAN: &str = "\
    비밀번호 패스워드 암호 사랑해 안녕하세요 대한민국 감사합니다 관리자 테스트 행복 우리집 화이팅 \
    qlalfqjsgh qlqjs votmdnjem dkagh tkfkdgo tkfkd dkssudgktpdy dkssud eogksalsrnr rkatkgkqslek rhksflwk xptmxm";

/// Parts of a name that are shorter say nothing: every password has the three letters of some `com`.
const SHORTEST_PART: usize = 4;

/// What is known about a password without having seen it.
#[derive(Clone, Debug, Default)]
pub struct Context {
    own: Vec<String>,
}

impl Context {
    /// The names of the user and of the site, whole and in their parts.
    pub fn new(username: &str, host: &str) -> Self {
        let mut own = vec!["claimcheck".to_owned(), "클레임체크".to_owned()];
        for name in [username, host] {
            let parts = name.split(['.', '-', '_']);
            let parts = parts.filter(|part| part.chars().count() >= SHORTEST_PART);
            own.extend(
                [name]
                    .into_iter()
                    .chain(parts)
                    .filter(|word| !word.is_empty())
                    .map(str::to_lowercase),
            );
        }
        Self { own }
    }

    /// All words, in lower case.
    pub(crate) fn words(&self) -> Vec<&str> {
        let own = self.own.iter().map(String::as_str);
        own.chain(KOREAN.split(' ')).collect()
    }

    /// Why a word of [`words`](Self::words) is a bad one.
    pub(crate) fn weakness(&self, word: &str) -> Option<Weakness> {
        if self.own.iter().any(|own| own == word) {
            Some(Weakness::Context)
        } else {
            KOREAN.split(' ').any(|known| known == word).then_some(Weakness::Common)
        }
    }
}
