//! The seven steps of a login with a JWT, the vocabulary of the whole project.

crate::named_enum! {
    /// One of the seven steps.
    ///
    /// Its name is the name of the source file that does it, on the side where it happens, and of the tracing
    /// field in the server's logs.
    pub enum Step {
        /// The user sends a name and a password.
        Login = "login",
        /// The server checks them and makes the token: header, payload, signature.
        Issue = "issue",
        /// The browser keeps the token.
        Store = "store",
        /// The browser sends the token with every request.
        Attach = "attach",
        /// The server checks the token before it believes it.
        Verify = "verify",
        /// The verified request gets its answer.
        Handle = "handle",
        /// Past its expiry the token is refused, and the user renews it or signs in again.
        Expire = "expire",
    }
}

impl Step {
    /// The step's place in the order, from 1 to 7.
    pub const fn number(self) -> usize {
        self as usize + 1
    }
}
