//! Parts of the program that are loaded when they are first needed.
//!
//! What a visitor of the first page does not see yet is no part of the first load. `lazy_view!` and
//! `lazy_work!` mark where the program is cut: the code of their bodies, everything that only they use, and the
//! texts in it go to files of their own, one for each name before the colon, and their styles to another. The
//! crate `split` cuts, after the compiler. A build for development, and one for tests, stays in one piece, and its
//! parts are there at once.

mod failure;
mod loaded;
pub mod login;
mod styles;
mod view;

pub use failure::LostPart;
pub use loaded::{Loaded, LoadedWork, NotLoaded};
pub use view::{lazy, lazy_trifle};

use crate::server::Server;

/// Does what `load`, a function that `lazy_work!` makes, has loaded. The page tells when that fails.
pub async fn done<T>(
    server: Server,
    load: impl Future<Output = Result<LoadedWork<T>, NotLoaded>>,
) -> Result<T, NotLoaded> {
    let Ok(work) = load.await else {
        server.lost_part().await;
        return Err(NotLoaded);
    };
    server.found_part();
    Ok(work.await)
}

/// `lazy_view! { account: fn account() { view! { <Account/> } } }`: an asynchronous function for [`lazy`], which loads
/// the part `account` if it is not there yet and makes the view.
macro_rules! lazy_view {
    ($part:ident: $vis:vis fn $name:ident($($arg:ident: $type:ty),*) { $($body:tt)+ }) => {
        $crate::lazy::part! {
            $part: $vis fn $name($($arg: $type),*) -> $crate::lazy::Loaded {
                Ok(::leptos::prelude::IntoAny::into_any({ $($body)+ }))
            }
        }
    };
}
pub(crate) use lazy_view;

/// `lazy_work! { steps: fn ask_later(auth: Auth) -> () { ask(auth) } }`: an asynchronous function for [`done`], which
/// loads the part `steps` if it is not there yet and hands out the future in the body.
macro_rules! lazy_work {
    ($part:ident: $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty { $body:expr }) => {
        $crate::lazy::part! {
            $part: $vis fn $name($($arg: $type),*) -> Result<$crate::lazy::LoadedWork<$out>, $crate::lazy::NotLoaded> {
                Ok(Box::pin($body))
            }
        }
    };
}
pub(crate) use lazy_work;

macro_rules! part {
    ($part:ident: $vis:vis fn $name:ident($($arg:ident: $type:ty),*) -> $out:ty { $($body:tt)+ }) => {
        #[cfg(split)]
        #[::wasm_split_helpers::wasm_split($part, fallible)]
        $vis fn $name($($arg: $type),*) -> $out {
            $($body)+
        }

        #[cfg(not(split))]
        #[allow(clippy::unused_async, reason = "a part that has to be loaded is waited for")]
        $vis async fn $name($($arg: $type),*) -> $out {
            $($body)+
        }
    };
}
pub(crate) use part;
