//! The pages that are loaded when they are opened. Those that are short and those that belong together share a part.

use super::{NotFound, SignIn, SignUp};
use crate::{
    account::Account,
    admin::Admin,
    lazy::lazy_view,
    lesson::{inspector::Inspector, lab::Lab, when_not::WhenNot},
};
use leptos::prelude::*;

lazy_view! { inspector: pub(crate) fn inspector() { view! { <Inspector/> } }}
lazy_view! { lab: pub(crate) fn lab() { view! { <Lab/> } }}
lazy_view! { account: pub(crate) fn account() { view! { <Account/> } }}
lazy_view! { account: pub(crate) fn admin() { view! { <Admin/> } }}
lazy_view! { short: pub(crate) fn sign_in() { view! { <SignIn/> } }}
lazy_view! { short: pub(crate) fn sign_up() { view! { <SignUp/> } }}
lazy_view! { short: pub(crate) fn when_not() { view! { <WhenNot/> } }}
lazy_view! { short: pub(crate) fn not_found() { view! { <NotFound/> } }}
