//! Keys that people bring from other programs, and why they are not needed.

use connector_core::{Text, config::bare};

use super::{astray::Elsewhere, fill::fill, wording::printable};

/// What is to be done with a key of another program.
pub(super) fn foreign(key: &str) -> Option<Elsewhere> {
    if key.starts_with("x-") || key.starts_with("X-") {
        return Some(Elsewhere::said(Text::new(
            "keys that begin with `x-` can stand beside `config` and at the top level only",
            "`x-`로 시작하는 키는 `config` 옆과 맨 위에만 둘 수 있습니다",
        )));
    }
    let plain = bare(key);
    FOREIGN
        .iter()
        .find(|(keys, _)| keys.contains(&plain.as_str()))
        .map(|(_, text)| Elsewhere {
            help: fill(*text, &[("field", printable(key).into())]),
            meant: None,
        })
}

const FOREIGN: &[(&[&str], Text)] = &[
    (
        &[
            "redirecturi",
            "redirecturis",
            "redirecturl",
            "redirecturls",
            "callbackurl",
            "callbackurls",
            "callback",
            "callbackuri",
            "callbackpath",
            "redirect",
            "redirectpath",
            "콜백url",
            "리다이렉트uri",
            "redirecturitemplate",
        ],
        Text::new(
            "leave `{field}` out: the address is `{publicUrl}/callback/{instance}`, and `connectors list --instances` prints it",
            "`{field}`: 빼세요. 주소는 `{publicUrl}/callback/{instance}`이며 `connectors list --instances`가 보여 줍니다",
        ),
    ),
    (
        &[
            "authorizationurl",
            "authorizationendpoint",
            "authorizeurl",
            "authorization",
            "authurl",
            "authorizationuri",
            "tokenurl",
            "tokenendpoint",
            "tokenuri",
            "token",
            "userinfourl",
            "userinfoendpoint",
            "userinfouri",
            "userinfo",
            "profileurl",
            "userprofileurl",
            "issuer",
            "issueruri",
            "issuerurl",
            "jwksuri",
            "jwksurl",
            "jwkseturi",
            "jwks",
            "wellknown",
            "discoveryurl",
            "discovery",
            "metadataurl",
            "endpoint",
            "endpoints",
            "baseurl",
            "apiurl",
            "url",
        ],
        Text::new(
            "leave `{field}` out: the connector knows the provider's addresses; your own proxy is named in `origins`",
            "`{field}`: 빼세요. 제공자의 주소는 커넥터가 알고 있습니다. 직접 운영하는 프록시는 `origins`에 적습니다",
        ),
    ),
    (
        &[
            "responsetype",
            "responsemode",
            "granttype",
            "granttypes",
            "authorizationgranttype",
            "accesstype",
            "method",
            "clientauthenticationmethod",
            "clientauthmethod",
            "tokenendpointauthmethod",
            "authmethod",
            "protocol",
            "checks",
            "usernameattribute",
            "usernameattributename",
            "idtoken",
            "signingalg",
            "tokenformat",
            "display",
            "usejwksurl",
            "backchannelsupported",
            "providertype",
            "authenticationflow",
        ],
        Text::new(
            "leave `{field}` out: the connector speaks the provider's protocol by itself",
            "`{field}`: 빼세요. 제공자의 프로토콜은 커넥터가 알아서 처리합니다",
        ),
    ),
    (
        &[
            "state",
            "usestate",
            "pkce",
            "usepkce",
            "pkceenabled",
            "codechallenge",
            "codechallengemethod",
            "codeverifier",
            "nonce",
            "usenonce",
            "skipnoncecheck",
            "skipnonce",
            "disablenonce",
            "validatesignature",
            "verifyidtoken",
        ],
        Text::new(
            "leave `{field}` out: state, PKCE and nonce are used wherever the provider takes them",
            "`{field}`: 빼세요. state, PKCE, nonce는 제공자가 받는 곳마다 항상 쓰입니다",
        ),
    ),
    (
        &[
            "trustemail",
            "emailverified",
            "verifyemail",
            "trustunverifiedemail",
            "allowdangerousemailaccountlinking",
            "emailoptional",
            "autolink",
            "linkonly",
            "syncmode",
            "syncprofile",
            "mapper",
            "mapperurl",
            "mapping",
            "mappers",
            "profilemapping",
            "profile",
            "attributemapping",
            "claimmapping",
            "firstbrokerloginflowalias",
            "postbrokerloginflowalias",
            "storetoken",
            "addreadtokenroleoncreate",
            "enabletokenstorage",
        ],
        Text::new(
            "leave `{field}` out: the connector tells what the provider says, and linking accounts is up to the application",
            "`{field}`: 빼세요. 커넥터는 제공자가 준 정보를 그대로 알리며, 계정 연결은 애플리케이션이 정합니다",
        ),
    ),
    (
        &[
            "javascriptkey",
            "jskey",
            "webkey",
            "jsappkey",
            "nativeappkey",
            "nativekey",
            "androidkey",
            "ioskey",
            "네이티브앱키",
            "javascript키",
        ],
        Text::new(
            "leave `{field}` out: `clientId` takes the REST API key; keys of mobile apps whose ID tokens are accepted stand in `audiences`",
            "`{field}`: 빼세요. `clientId`에는 REST API 키를 씁니다. ID 토큰을 허용할 모바일 앱 키는 `audiences`에 적습니다",
        ),
    ),
    (
        &[
            "disabled",
            "disable",
            "inactive",
            "hidden",
            "off",
            "hideonloginpage",
            "hideonlogin",
            "visible",
        ],
        Text::new(
            "write `\"enabled\": false` or `\"enabled\": true` beside `config`",
            "`config` 옆에 `\"enabled\": false` 또는 `\"enabled\": true`로 쓰세요",
        ),
    ),
    (
        &[
            "#",
            "//",
            "///",
            "/*",
            "comment",
            "$comment",
            "note",
            "notes",
            "description",
            "memo",
            "todo",
            "desc",
            "주석",
            "설명",
            "메모",
        ],
        Text::new(
            "a note stands under a key that begins with `x-`, such as `x-note`, at the top level or beside `config`",
            "메모는 맨 위나 `config` 옆에 `x-note`처럼 `x-`로 시작하는 키로 쓰세요",
        ),
    ),
    (
        &[
            "id",
            "key",
            "instanceid",
            "alias",
            "slug",
            "uid",
            "guid",
            "uuid",
            "target",
        ],
        Text::new(
            "leave `{field}` out: the id of an instance is its key in `instances`",
            "`{field}`: 빼세요. 인스턴스 ID는 `instances` 안의 키입니다",
        ),
    ),
    (
        &[
            "sessionsecret",
            "cookiesecret",
            "jwtsecret",
            "secretkeybase",
            "nextauthsecret",
            "authsecret",
            "encryptionkey",
            "sealingkey",
            "signingkey",
        ],
        Text::new(
            "leave `{field}` out and give it in the environment: the sealing key never stands in this file",
            "`{field}`: 빼고 환경 변수로 주세요. 봉인 키는 이 파일에 쓰지 않습니다",
        ),
    ),
    (
        &[
            "port", "listen", "bind", "addr", "address", "loglevel", "log", "logging", "debug", "env", "profile",
        ],
        Text::new(
            "leave `{field}` out: it is an option of `connectors serve`, or belongs to the program around the host",
            "`{field}`: 빼세요. `connectors serve`의 옵션이거나 호스트를 포함한 프로그램의 설정입니다",
        ),
    ),
    (
        &["include", "includes", "import", "imports", "extends", "files"],
        Text::new(
            "leave `{field}` out: a directory of `.json` files makes one configuration, `connectors validate DIR` reads it",
            "`{field}`: 빼세요. 디렉터리의 `.json` 파일들이 설정 하나가 되며 `connectors validate 디렉터리`로 읽습니다",
        ),
    ),
    (
        &["metadata", "logo", "logouri", "logourl", "icon", "iconurl"],
        Text::new(
            "leave `{field}` out: the text of the button is `label`, its looks are up to the page",
            "`{field}`: 빼세요. 버튼 문구는 `label`에 쓰고 모양은 페이지가 정합니다",
        ),
    ),
];
