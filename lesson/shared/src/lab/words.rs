//! The words that guessing tries first.

/// Common secrets and passwords. The lab's weak key has one of them, and so has its one account.
#[rustfmt::skip]
pub const WORDS: &[&str] = &[
    "secret", "password", "changeme", "change_me", "change-me", "admin", "letmein", "qwerty",
    "welcome", "monkey", "dragon", "master", "hello", "test", "test123", "testing", "demo",
    "example", "default", "root", "toor", "guest", "user", "login", "pass", "passw0rd", "p@ssw0rd",
    "123456", "12345678", "123456789", "1234567890", "111111", "000000", "abc123", "iloveyou",
    "sunshine", "princess", "football", "baseball", "superman", "batman", "trustno1", "shadow",
    "michael", "jordan", "harley", "hunter", "buster", "soccer", "tigger", "charlie", "jennifer",
    "computer", "internet", "whatever", "freedom", "ginger", "pepper", "summer", "winter", "spring",
    "autumn", "orange", "banana", "cookie", "secret123", "secretkey", "secret_key", "secret-key",
    "mysecret", "mysecretkey", "my_secret", "supersecret", "super_secret", "super-secret",
    "topsecret", "verysecret", "jwt", "jwtsecret", "jwt_secret", "jwt-secret", "jwtkey", "jwt_key",
    "token", "tokensecret", "token_secret", "accesstoken", "access_token", "auth", "authsecret",
    "auth_secret", "key", "privatekey", "private_key", "signingkey", "signing_key", "apikey",
    "api_key", "app", "appsecret", "app_secret", "application", "development", "dev", "devsecret",
    "dev_secret", "production", "prod", "staging", "local", "localhost", "server", "node", "nodejs",
    "express", "django", "flask", "rails", "spring-boot", "laravel", "symfony", "react", "angular",
    "vuejs", "rust", "rustacean", "golang", "python", "java", "javascript", "typescript",
    "your-256-bit-secret", "your-secret-key", "your_secret_key", "your_jwt_secret", "shhhhh",
    "shhhh", "keyboard", "keyboardcat", "correct-horse", "correcthorse", "battery", "staple",
    "hunter2", "swordfish", "opensesame", "sesame", "abracadabra", "matrix", "starwars", "pokemon",
    "naruto", "liverpool", "chelsea", "arsenal", "barcelona", "samsung", "google", "facebook",
    "twitter", "github", "docker", "kubernetes", "postgres", "mysql", "redis", "mongodb", "oracle",
    "database", "backup", "cloud", "azure", "amazon", "company", "office", "manager", "security",
    "secure", "safe", "vault", "lock", "unlock", "gateway", "service", "webhook", "session",
    "cookie123", "refresh", "bearer", "authorization", "nimda", "administrator", "sysadmin",
    "operator", "support", "helpdesk", "purple", "yellow", "silver", "golden", "diamond", "crystal",
    "phoenix", "falcon", "eagle", "tiger", "lion", "wolf", "panther", "coffee", "chocolate",
    "cheese", "pizza", "pasta", "noodle", "kimchi", "bibimbap", "seoul", "busan", "tokyo", "london",
    "berlin", "paris", "october", "november", "december", "january", "february", "monday", "friday",
    "sunday", "midnight", "morning", "hs256", "hmac", "sha256", "base64", "none", "null",
    "undefined", "empty", "blank", "foobar", "foo", "bar", "baz", "qux", "lorem", "ipsum", "asdf",
    "asdfgh", "asdf1234", "zxcvbn", "zxcvbnm", "qazwsx", "1q2w3e4r", "qwer1234", "q1w2e3r4",
    "aaaaaa", "aaaaaaaa", "654321", "666666", "77777777", "88888888", "121212", "123123", "123321",
    "112233",
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_word_stands_twice() {
        let distinct: HashSet<_> = WORDS.iter().collect();
        assert_eq!(distinct.len(), WORDS.len());
    }
}
