//! When something else than a JWT is the better choice.

use crate::{
    brand,
    i18n::{t_string, text, use_i18n},
    pages::paths,
};
use leptos::prelude::*;

type Text = Signal<&'static str>;

/// The page `/when-not`.
#[component]
pub fn WhenNot() -> impl IntoView {
    let i18n = use_i18n();

    macro_rules! row {
        ($name:ident) => {
            row([
                text!(i18n, when_not.compare.$name.name),
                text!(i18n, when_not.compare.$name.session),
                text!(i18n, when_not.compare.$name.jwt),
            ])
        };
    }
    macro_rules! reason {
        ($list:ident.$name:ident) => {
            [text!(i18n, when_not.$list.$name.title), text!(i18n, when_not.$list.$name.body)]
        };
    }

    view! {
        <article class="slip essay" data-testid="when-not">
            <header class="slip__part essay__head">
                <h1>{text!(i18n, when_not.title)}</h1>
                <p class="lead">{text!(i18n, when_not.lead)}</p>
            </header>
            <div class="slip__tear"></div>
            <div class="slip__part">
                <h2>{text!(i18n, when_not.compare.title)}</h2>
                <table class="versus">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{text!(i18n, when_not.compare.session)}</th>
                            <th scope="col">{text!(i18n, when_not.compare.jwt)}</th>
                        </tr>
                    </thead>
                    <tbody>
                        {row!(is)} {row!(check)} {row!(end)} {row!(fresh)} {row!(size)} {row!(keys)}
                        {row!(stolen)}
                    </tbody>
                </table>
                {reasons(
                    "essay__reasons essay__reasons--against",
                    text!(i18n, when_not.leave.title),
                    &[
                        reason!(leave.one),
                        reason!(leave.logout),
                        reason!(leave.data),
                        reason!(leave.long),
                        reason!(leave.link),
                        reason!(leave.hide),
                    ],
                )}
                {reasons(
                    "essay__reasons essay__reasons--for",
                    text!(i18n, when_not.take.title),
                    &[
                        reason!(take.services),
                        reason!(take.others),
                        reason!(take.far),
                        reason!(take.short),
                    ],
                )}
                <h2>{Signal::derive(move || t_string!(i18n, when_not.here.title, brand = brand::NAME))}</h2>
                <p class="essay__text">{text!(i18n, when_not.here.body)}</p>
                <p>
                    <a class="button" href=format!("{}?step=verify", paths::HOME)>
                        {text!(i18n, when_not.here.cost)}
                    </a>
                </p>
                {reasons(
                    "essay__reasons",
                    text!(i18n, when_not.other.title),
                    &[reason!(other.opaque), reason!(other.bound), reason!(other.paseto)],
                )}
                <p class="small soft">{text!(i18n, when_not.more)}</p>
            </div>
        </article>
    }
}

fn row([name, session, jwt]: [Text; 3]) -> AnyView {
    view! {
        <tr>
            <th scope="row">{name}</th>
            <td>{session}</td>
            <td>{jwt}</td>
        </tr>
    }
    .into_any()
}

fn reasons(class: &'static str, title: Text, reasons: &[[Text; 2]]) -> AnyView {
    let item = |[title, body]: &[Text; 2]| {
        view! {
            <li>
                <h3>{*title}</h3>
                <p>{*body}</p>
            </li>
        }
        .into_any()
    };
    view! {
        <h2>{title}</h2>
        <ul class=class>{reasons.iter().map(item).collect_view()}</ul>
    }
    .into_any()
}
