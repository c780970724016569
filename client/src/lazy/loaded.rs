//! What loading a part gives: a view or work, or the failure.

use crate::http::ApiError;
use leptos::prelude::AnyView;
use std::{future::Future, pin::Pin};

/// A part could not be loaded: the server does not answer, or has another version by now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotLoaded;

#[cfg(split)]
impl From<wasm_split_helpers::SplitLoaderError> for NotLoaded {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

impl From<NotLoaded> for ApiError {
    fn from(_: NotLoaded) -> Self {
        Self::NotLoaded
    }
}

/// A view of a part.
pub type Loaded = Result<AnyView, NotLoaded>;

/// Work of a part. It begins when it is awaited.
pub type LoadedWork<T> = Pin<Box<dyn Future<Output = T>>>;
