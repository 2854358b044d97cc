//! The pages, as a browser without JavaScript walks them, and the sandbox as a thing that starts and stops.

use axum::Router;
use tokio::net::{TcpListener, TcpStream};

use super::super::{Endpoint, Provider, Sandbox, TestClient};
use super::{CALLBACK, KAKAO_ID, SECRET, STATE, World, came_back, query, wire};

/// The values of one attribute, of every tag of that name that has it.
fn attributes<'a>(html: &'a str, tag: &str, name: &str) -> Vec<&'a str> {
    html.split(&format!("<{tag} "))
        .skip(1)
        .filter_map(|rest| {
            let tag = rest.split('>').next()?;
            tag.split(&format!("{name}=\"")).nth(1)?.split('"').next()
        })
        .collect()
}

fn authorize(world: &World, state: &str) -> String {
    let ask = [
        ("response_type", "code"),
        ("client_id", KAKAO_ID),
        ("redirect_uri", CALLBACK),
        ("state", state),
    ];
    format!("{}/oauth/authorize?{}", world.sandbox.kakao_auth(), query(&ask))
}

#[tokio::test]
async fn the_consent_screen_can_be_used() {
    let world = World::new().await;
    let page = world.get(&authorize(&world, STATE)).await;
    let html = page.text();
    assert_eq!((page.status, page.header("cache-control")), (200, Some("no-store")));
    assert!(
        page.header("content-security-policy")
            .unwrap()
            .starts_with("default-src 'none'")
    );
    assert!(!html.contains("<script"));
    for id in attributes(&html, "input", "id") {
        assert!(html.contains(&format!("<label for=\"{id}\">")), "{id} has no label");
    }
    assert_eq!(attributes(&html, "button", "id"), ["agree", "cancel", "under-14"]);
    assert_eq!(attributes(&html, "form", "action"), ["?"]);
    assert!(html.contains("name=\"sandbox_user\" value=\"whale\" checked"));
    assert_eq!(html.matches("name=\"sandbox_item\"").count(), 9);

    // What a browser sends after pressing the button: the hidden fields to the address without its query.
    let form = [
        ("response_type", "code"),
        ("client_id", KAKAO_ID),
        ("redirect_uri", CALLBACK),
        ("state", STATE),
        ("sandbox_shown", "1"),
        ("sandbox_user", "giant"),
        ("sandbox_item", "profile_nickname"),
        ("sandbox_decision", "agree"),
    ];
    let url = format!("{}/oauth/authorize?", world.sandbox.kakao_auth());
    let back = came_back(&world.post(&url, &form).await);
    assert_eq!((back[0].0.as_str(), back[1].1.as_str()), ("code", STATE));
    assert_eq!(world.post(&url, &form[..4]).await.status, 405);
}

#[tokio::test]
async fn nothing_from_outside_becomes_markup() {
    let world = World::new().await;
    let html = world.get(&authorize(&world, "\"><script>'&")).await.text();
    assert!(html.contains("value=\"&quot;&gt;&lt;script&gt;&#39;&amp;\""));
    let url = format!("{}&login_hint=%3Cscript%3E", authorize(&world, STATE));
    let html = world.get(&url).await.text();
    assert!(html.contains("&lt;script&gt;") && !html.contains("<script>"));
    let html = world
        .get(&format!("{}&%3Cscript%3E=1", authorize(&world, STATE)))
        .await
        .text();
    assert!(html.contains("KOE204") && !html.contains("<script>"));
}

#[tokio::test]
async fn the_index_tells_who_lives_here_and_no_secret() {
    let world = World::new().await;
    world.kakao("whale").await;
    let html = world.get(&format!("{}/", world.sandbox.origin())).await.text();
    assert!(html.contains("<code>whale</code>") && html.contains(KAKAO_ID));
    assert!(html.contains("<code>/kakao/auth/oauth/token</code></td><td>1</td>"));
    let debug = format!("{:?} {:?}", world.sandbox, TestClient::new("a").secret(SECRET));
    assert!(!html.contains("a secret") && !debug.contains(SECRET), "{debug}");
}

#[tokio::test]
async fn an_unknown_path_is_recorded_and_not_found() {
    let world = World::new().await;
    assert_eq!(
        world
            .get(&format!("{}/v9/else?x=1", world.sandbox.kakao_api()))
            .await
            .status,
        404
    );
    let seen = world.sandbox.requests();
    assert_eq!((seen[0].path.as_str(), seen[0].endpoint), ("/kakao/api/v9/else", None));
    let wrong = wire::send("DELETE", &format!("{}/v1/nid/me", world.sandbox.naver_api()), &[], "").await;
    assert_eq!((wrong.status, wrong.header("allow")), (405, Some("GET, POST")));
}

#[tokio::test]
async fn it_stops_when_dropped() {
    let world = World::new().await;
    let address = world.sandbox.origin().trim_start_matches("http://").to_owned();
    assert!(TcpStream::connect(&address).await.is_ok());
    drop(world);
    for _ in 0..100 {
        if TcpStream::connect(&address).await.is_err() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("still listening");
}

#[tokio::test]
async fn its_routes_can_live_in_another_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origin = format!("http://{}/pretend", listener.local_addr().unwrap());
    let app = TestClient::new(KAKAO_ID).redirect_uri(CALLBACK);
    let sandbox = Sandbox::builder().client(Provider::Kakao, app).mounted(&origin);
    let router = Router::new().nest("/pretend", sandbox.router());
    tokio::spawn(axum::serve(listener, router).into_future());
    let world = World {
        sandbox,
        clock: std::sync::Arc::default(),
    };
    let decision = [("sandbox_decision", "agree")];
    assert_eq!(
        came_back(&world.post(&authorize(&world, STATE), &decision).await)[0].0,
        "code"
    );
    assert_eq!(world.sandbox.count(Endpoint::KakaoAuthorize), 1);

    let url = format!("{}/v2/user/me", world.sandbox.kakao_api());
    let broken = wire::raw("GET", &url, &[("x-sandbox-fault", "reset")], "").await;
    assert!(
        broken.map_or(true, |bytes| !bytes.ends_with(b"0\r\n\r\n")),
        "a whole answer"
    );
}
