//! Going about the site without loading it anew.

use crate::page::until;
use client::router::{A, Location, NavigateOptions, provide_location, use_location};
use leptos::{ev, mount::mount_to, prelude::*};
use std::{any::Any, cell::Cell, rc::Rc};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test as test;
use web_sys::{HtmlElement, MouseEvent, MouseEventInit};

/// A page with links, in the page of the tests. Both are as they were when it is over.
struct Site {
    place: HtmlElement,
    location: Location,
    /// Whether the last click was followed, without the browser having to load anything.
    followed: Rc<Cell<bool>>,
    before: String,
    mounted: Option<Box<dyn Any>>,
    last: Option<WindowListenerHandle>,
}

impl Site {
    fn open<V: IntoView + 'static>(links: impl FnOnce() -> V + 'static) -> Self {
        let _ = any_spawner::Executor::init_wasm_bindgen();
        let place = document().create_element("div").expect("a valid name");
        let place: HtmlElement = place.dyn_into().expect("a div is one of HTML");
        let body = document().body().expect("the page has a body");
        body.append_child(&place).expect("a body takes a div");
        let found = Rc::new(Cell::new(None));
        let find = found.clone();
        let mounted = mount_to(place.clone(), move || {
            provide_location();
            find.set(Some(use_location()));
            links()
        });
        let followed = Rc::new(Cell::new(false));
        let note = followed.clone();
        // After the router has had it. The page of the tests is not to be left.
        let last = window_event_listener(ev::click, move |event| {
            note.set(event.default_prevented());
            event.prevent_default();
        });
        Self {
            place,
            location: found.get().expect("it was mounted"),
            followed,
            before: window().location().href().expect("it has an address"),
            mounted: Some(Box::new(mounted)),
            last: Some(last),
        }
    }

    fn link(&self, testid: &str) -> HtmlElement {
        let selector = format!("[data-testid={testid}]");
        let link = self.place.query_selector(&selector).expect("a selector");
        let link = link.unwrap_or_else(|| panic!("there is no {testid}"));
        link.dyn_into().expect("a link is one of HTML")
    }

    /// Clicks, perhaps with a key or another button, and tells whether that was followed.
    fn click(&self, testid: &str, how: impl FnOnce(&MouseEventInit)) -> bool {
        let init = MouseEventInit::new();
        init.set_bubbles(true);
        init.set_cancelable(true);
        how(&init);
        let click = MouseEvent::new_with_mouse_event_init_dict("click", &init);
        let click = click.expect("a click can be made");
        let _ = self.link(testid).dispatch_event(&click);
        self.followed.get()
    }

    fn path(&self) -> String {
        self.location.pathname.get_untracked()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        drop(self.mounted.take());
        if let Some(last) = self.last.take() {
            last.remove();
        }
        self.place.remove();
        let history = window().history().expect("it has one");
        let _ = history.replace_state_with_url(&"".into(), "", Some(&self.before));
    }
}

fn entries() -> u32 {
    let history = window().history().expect("it has one");
    history.length().expect("it can be counted")
}

#[test]
async fn a_link_of_this_site_is_followed_and_the_way_back_too() {
    let site = Site::open(|| {
        view! {
            <A href="/lab?attack=A1#heading" testid="lab"><span data-testid="inside">"lab"</span></A>
            <A href="/admin" testid="admin">"admin"</A>
        }
    });
    let start = site.path();
    assert!(site.click("inside", |_| {}), "what is in the link is the link");
    assert_eq!(site.path(), "/lab");
    assert_eq!(site.location.query_now("attack").as_deref(), Some("A1"));
    assert_eq!(site.location.hash.get_untracked(), "#heading");
    let current = || site.link("lab").get_attribute("aria-current");
    until("the link tells that one is there", || current().is_some()).await;

    let before = entries();
    assert!(site.click("lab", |_| {}));
    assert_eq!(entries(), before, "where one is, is no place to come back from");

    assert!(site.click("admin", |_| {}));
    assert_eq!(entries(), before + 1);
    until("the link tells that one has left", || current().is_none()).await;
    for back_at in ["/lab", &*start] {
        window().history().expect("it has one").back().expect("it goes back");
        until(back_at, || site.path() == back_at).await;
    }
}

#[test]
async fn what_a_browser_does_by_itself_is_left_to_it() {
    let site = Site::open(|| {
        view! {
            <a href="/lab" data-testid="plain">"lab"</a>
            <a href="/lab" target="_blank" data-testid="window">"lab"</a>
            <a href="/lab" download="" data-testid="file">"lab"</a>
            <a href="/api/docs" rel="nofollow external" data-testid="external">"docs"</a>
            <a href="http://localhost:9/lab" data-testid="elsewhere">"elsewhere"</a>
            <a data-testid="nowhere">"nowhere"</a>
            <a href="/lab" data-testid="handled" on:click=|event| event.prevent_default()>"lab"</a>
            <button data-testid="button">"no link"</button>
        }
    });
    let start = site.path();
    for testid in ["window", "file", "external", "elsewhere", "nowhere", "button"] {
        assert!(!site.click(testid, |_| {}), "{testid}");
    }
    let keys: [fn(&MouseEventInit); 5] = [
        |init| init.set_ctrl_key(true),
        |init| init.set_meta_key(true),
        |init| init.set_shift_key(true),
        |init| init.set_alt_key(true),
        |init| init.set_button(1),
    ];
    for (at, key) in keys.into_iter().enumerate() {
        assert!(!site.click("plain", key), "key {at}");
    }
    // The link's own handler has seen to it.
    site.click("handled", |_| {});
    assert_eq!(site.path(), start);
    assert!(site.click("plain", |_| {}), "without a key it is followed");
    assert_eq!(site.path(), "/lab");
}

#[test]
async fn a_query_is_read_and_written_whatever_is_in_it() {
    let site = Site::open(|| ());
    let location = site.location;
    location.go("/admin/audit?user=%ED%95%9C%20a%2Bb&kind=x", NavigateOptions::default());
    assert_eq!(location.query_now("user").as_deref(), Some("한 a+b"));
    assert_eq!(location.query_now("none"), None);
    assert_eq!(location.here(), "/admin/audit?user=%ED%95%9C%20a%2Bb&kind=x");

    location.redirect(&location.here_with("user", "&?#=/"));
    assert_eq!(location.query_now("user").as_deref(), Some("&?#=/"));
    assert_eq!(location.query_now("kind").as_deref(), Some("x"));
    location.redirect(&location.here_with("user", ""));
    assert_eq!(location.here(), "/admin/audit?kind=x");
    location.redirect(&location.here_with("kind", ""));
    assert_eq!(location.here(), "/admin/audit");
}

#[test]
async fn what_takes_the_place_of_a_page_leaves_no_way_back_to_it() {
    let site = Site::open(|| ());
    site.location.go("/account", NavigateOptions::default());
    let before = entries();
    site.location.redirect("/sign-in?next=/account");
    assert_eq!(entries(), before);
    assert_eq!(site.path(), "/sign-in");
}

#[test]
async fn a_page_begins_at_its_top_or_at_what_the_fragment_names() {
    let site = Site::open(|| {
        view! {
            <div style:height="5000px"></div>
            <h2 id="끝">"end"</h2>
            <div style:height="5000px"></div>
        }
    });
    let scrolled = || window().page_y_offset().unwrap_or_default();
    site.location.go("/lab#%EB%81%9D", NavigateOptions::default());
    until("the end is in view", || scrolled() > 4_000.0).await;
    let stay = NavigateOptions { scroll: false, ..NavigateOptions::default() };
    site.location.go("/lab?stay=1", stay);
    site.location.go("/lab?top=1", NavigateOptions::default());
    until("the top is in view", || scrolled() < 1.0).await;
}
