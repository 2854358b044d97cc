//! The good connector with one thing broken.

use std::{
    borrow::Cow,
    fmt,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use bytes::Bytes;
use connector_core::{
    AuthorizeRequest, CORE_PARAMS, CallbackRules, Connector, ConsoleStep, Context, Email, Error, ErrorKind, Finding,
    Grant, Info, OAuth, Prepare, Profile, ProviderError, Redirect, Result, Rule, Site, Text, Verification, Verified,
    When, async_trait, is_scope,
};
use http::Request;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    faults::*,
    good::{self, Good},
    relay::{self, Reply},
};

/// The good connector with fault `F`.
pub struct Broken<const F: u8> {
    inner: OAuth<Good>,
    secret: String,
    last: Mutex<Value>,
    planted: Mutex<Option<String>>,
}

/// The good config, described with fault `F`.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Config<const F: u8>(good::Config);

static TICKS: AtomicU64 = AtomicU64::new(0);

const STEP: ConsoleStep = ConsoleStep::new("look", Text::new("Look", "봅니다"), Text::new("Console", "콘솔"));

const UNKNOWN_FIELD: &[ConsoleStep] = &[STEP.only_with(When::On("colour"))];

const fn info(fault: u8) -> Info {
    let mut info = good::INFO;
    match fault {
        NO_KOREAN_NAME => info.name = Text::new("Good", ""),
        HTTP_DOCUMENTATION => info.documentation = "http://good.example/docs",
        UNDATED_STEPS => info.console.as_of = "last spring",
        STEPS_OF_ONE_NAME => info.console.steps = &[STEP, STEP],
        STEP_FOR_AN_UNKNOWN_FIELD => info.console.steps = UNKNOWN_FIELD,
        _ => {}
    }
    info
}

impl<const F: u8> JsonSchema for Config<F> {
    fn schema_name() -> Cow<'static, str> {
        "Config".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = good::Config::json_schema(generator).to_value();
        let mut remove = |at: &str, name: &str| schema.pointer_mut(at).unwrap().as_object_mut().unwrap().remove(name);
        match F {
            OPEN_SCHEMA => drop(remove("/properties/look", "additionalProperties")),
            NO_TITLE => drop(remove("/properties/scopes", "title")),
            NO_KOREAN_DESCRIPTION => drop(remove("/properties/clientId/x-i18n/ko", "description")),
            READABLE_SECRET => drop(remove("/properties/clientSecret", "writeOnly")),
            ODD_EXAMPLE => schema["properties"]["scopes"]["examples"] = json!([["a b"]]),
            ALIAS_OF_A_REAL_KEY => schema["properties"]["clientId"]["x-aliases"] = json!(["scopes"]),
            REQUIRES_TWICE => schema["allOf"] = json!([{ "required": ["clientId"] }]),
            CHANGING_SCHEMA => schema["properties"]["look"]["x-tick"] = json!(TICKS.fetch_add(1, Ordering::Relaxed)),
            _ => {}
        }
        Schema::try_from(schema).unwrap()
    }
}

impl<const F: u8> Prepare for Broken<F> {
    const INFO: Info = info(F);
    type Config = Config<F>;

    fn prepare(config: Config<F>, site: &Site<'_>) -> Result<Self, Vec<Finding>> {
        Ok(Self {
            secret: config.0.client_secret.secret().expose().to_owned(),
            inner: OAuth::prepare(config.0, site)?,
            last: Mutex::default(),
            planted: Mutex::default(),
        })
    }
}

impl<const F: u8> fmt::Debug for Broken<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secret = if F == DEBUG_SHOWS_THE_SECRET { &self.secret } else { "" };
        f.debug_struct("Broken")
            .field("secret", &secret)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl<const F: u8> Connector for Broken<F> {
    fn info(&self) -> &Info {
        const { &info(F) }
    }

    fn origins(&self) -> &[String] {
        self.inner.origins()
    }

    fn callback_rules(&self) -> CallbackRules<'_> {
        let mut rules = self.inner.callback_rules();
        rules.needs_code = F != NO_CODE_NEEDED;
        rules
    }

    fn refusal(&self, said: &ProviderError) -> ErrorKind {
        match (F, said.error().unwrap_or_default()) {
            (CANCEL_IS_A_FAULT, "access_denied") => ErrorKind::GrantRejected,
            (SILENT_IS_A_REFUSAL, "login_required") => ErrorKind::Denied,
            (FAULT_IS_THE_ADMINS, "server_error") => ErrorKind::CredentialsRejected,
            (PANICS_ON_SHORT_ERRORS, error) if error[..2] == *"no" => ErrorKind::Denied,
            _ => self.inner.refusal(said),
        }
    }

    async fn authorize(&self, cx: &Context, ask: &AuthorizeRequest) -> Result<Redirect> {
        let scopes = ask.extra_scopes().iter();
        let mut kept = AuthorizeRequest::new().app_data(ask.data());
        for scope in scopes.filter(|scope| F != TAKES_ODD_SCOPES || is_scope(scope)) {
            kept = kept.extra_scope(scope.as_str());
        }
        for (name, value) in ask.params() {
            if F != TAKES_ANY_PARAMETER || CORE_PARAMS.contains(&name.as_str()) {
                kept = kept.param(name.as_str(), value.as_str());
            }
        }
        let redirect = match F {
            TAKES_ODD_SCOPES if !ask.extra_scopes().is_empty() => self.inner.authorize(cx, &kept).await?,
            TAKES_ANY_PARAMETER if !ask.params().is_empty() => self.inner.authorize(cx, &kept).await?,
            TAKES_ANY_REDIRECT => self.inner.authorize(cx, &kept).await?,
            _ => self.inner.authorize(cx, ask).await?,
        };
        let (url, attempt, data) = redirect.into_parts();
        let url = match F {
            NO_STATE => url.replace(attempt.state(), "x"),
            SECRET_IN_URL => format!("{url}&hint={}", self.secret),
            NO_CHALLENGE_METHOD => url.replace("code_challenge_method=S256", "x=1"),
            OTHER_REDIRECT => url.replace("callback", "Callback"),
            TWICE_IN_URL => format!("{url}&response_type=code"),
            DATA_IN_URL => format!(
                "{url}&data={}",
                String::from_utf8_lossy(ask.data()).split('\r').next().unwrap()
            ),
            TWICE_ENCODED => format!("{url}&look=a%2520b"),
            FRAGMENT_IN_URL => format!("{url}#x"),
            NONCE_WITHOUT_OPENID => format!("{url}&nonce={}", attempt.nonce()),
            CLOCKWORK_PARAMETER => format!("{url}&tick={}", TICKS.fetch_add(1, Ordering::Relaxed)),
            _ => url,
        };
        Ok(Redirect::to(url, attempt).data(data))
    }

    async fn callback(&self, cx: &Context, sign_in: Verified) -> Result<Grant> {
        if F == REFUSES_EXTRAS && sign_in.all_unsigned().next().is_some() {
            return Err(Error::new(ErrorKind::CallbackInvalid, "unknown parameters"));
        }
        *self.planted.lock().unwrap() = sign_in.unsigned("email").map(str::to_owned);
        let code = sign_in.code().to_owned();
        let (inner, jobs) = relay::context(cx);
        let result = relay::drive(jobs, self.inner.callback(&inner, sign_in), |request| {
            self.at_token(cx, request)
        })
        .await;
        match result {
            Err(error) if F == ERROR_SHOWS_THE_CODE && error.kind() == ErrorKind::Timeout => {
                Err(Error::new(error.kind(), format!("no answer for code {code}")))
            }
            Err(error) if F == ECHOES_THE_CODE && error.provider().and_then(ProviderError::text).is_some() => {
                let said = error
                    .provider()
                    .unwrap()
                    .clone()
                    .with_text(&format!("sent: {code}"), &[]);
                Err(Error::new(error.kind(), "refused").said(said))
            }
            other => other,
        }
    }

    async fn profile(&self, cx: &Context, grant: &Grant) -> Result<Profile> {
        if F == UNDECLARED_HOST {
            let request = Request::get("https://metrics.example/").body(Bytes::new()).unwrap();
            let _ = cx.http().send(request, cx.deadline()).await;
        }
        let (inner, jobs) = relay::context(cx);
        let result = relay::drive(jobs, self.inner.profile(&inner, grant), |request| {
            self.at_profile(cx, request)
        })
        .await;
        self.mapped(result?)
    }
}

fn reply(status: u16, body: impl Into<Bytes>) -> Reply {
    Ok(http::Response::builder().status(status).body(body.into()).unwrap())
}

const TOKEN: &str = r#"{"access_token":"made-up","token_type":"bearer"}"#;

impl<const F: u8> Broken<F> {
    /// Sends a token request, with its fault.
    async fn at_token(&self, cx: &Context, request: Request<Bytes>) -> Reply {
        let send = |request: &Request<Bytes>| cx.http().send(request.clone(), cx.deadline());
        let mut request = request;
        match F {
            CODE_IN_URL => *request.uri_mut() = format!("{}?client_id=x", request.uri()).parse().unwrap(),
            ENCODES_THE_CODE_TWICE => {
                let body = String::from_utf8_lossy(request.body()).replace("code=planted", "code=%2570lanted");
                *request.body_mut() = body.into();
            }
            SENDS_THE_CODE_TWICE => drop(send(&request).await),
            _ => {}
        }
        let first = send(&request).await;
        let Ok(first) = first else {
            let kind = first.as_ref().unwrap_err().kind();
            return match (F, kind) {
                (TIMEOUT_IS_A_FAULT, ErrorKind::Timeout) => {
                    Err(Error::new(ErrorKind::ProviderUnavailable, "no answer"))
                }
                (TOO_LARGE_IS_INVALID, ErrorKind::ReplyTooLarge) => {
                    Err(Error::new(ErrorKind::ReplyInvalid, "too large"))
                }
                (RETRIES_LOST_TOKEN_CALLS, _) => send(&request).await,
                _ => first,
            };
        };
        let (status, body) = (
            first.status().as_u16(),
            String::from_utf8_lossy(first.body()).into_owned(),
        );
        let location = first
            .headers()
            .get("location")
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default();
        let json: Option<Value> = serde_json::from_slice(first.body()).ok();
        let object = json.as_ref().and_then(Value::as_object);
        let member = |name: &str| object.and_then(|object| object.get(name));
        let token = member("access_token").and_then(Value::as_str).unwrap_or_default();
        let made = |name: &str, value: &str| {
            let mut made = object.cloned().unwrap_or_default();
            made.insert(name.to_owned(), json!(value));
            reply(status, Value::from(made).to_string())
        };
        match F {
            MAKES_UP_A_TOKEN if status == 200 && object.is_some() && member("error").is_none() => {
                match member("access_token").and_then(Value::as_str).unwrap_or_default() {
                    "" => made("access_token", "made-up"),
                    _ => Ok(first),
                }
            }
            MENDS_UTF8 if std::str::from_utf8(first.body()).is_err() => reply(status, body),
            CUTS_TRAILING_TEXT if json.is_none() && std::str::from_utf8(first.body()).is_ok() => {
                let value = serde_json::Deserializer::from_str(&body).into_iter::<Value>().next();
                value
                    .and_then(|it| it.ok())
                    .map_or(Ok(first), |value| reply(status, value.to_string()))
            }
            MENDS_CUT_REPLIES if status == 200 && body.starts_with("{\"") && !body.contains('}') => reply(200, TOKEN),
            NULL_IS_A_TOKEN if status == 200 && body == "null" => reply(200, TOKEN),
            MENDS_NUMBERS if body.contains("NaN") => reply(status, body.replace("NaN", "null")),
            FLATTENS_NESTING if body.contains("[[[[") => reply(status, TOKEN),
            CLEANS_THE_TOKEN if token.contains([' ', '\r']) => made("access_token", "cleaned"),
            CUTS_THE_TOKEN if token.len() > 16_384 => made("access_token", &token[..100]),
            DROPS_THE_ERROR if status == 200 && !token.is_empty() && member("error").is_some() => made("error", ""),
            REFUSES_ODD_EXPIRY if member("expires_in").and_then(Value::as_i64) == Some(-1) => reply(status, "{}"),
            ANY_TOKEN_TYPE if body.contains("\"mac\"") => reply(status, body.replace("\"mac\"", "\"bearer\"")),
            ONLY_LOWER_CASE_BEARER if member("token_type").is_some_and(|kind| kind != "bearer") => {
                made("token_type", "x")
            }
            LAST_TOKEN_WINS => json.as_ref().map_or(Ok(first), |json| reply(status, json.to_string())),
            HTML_IS_FINE if status == 200 && body.starts_with("<html><body>Welcome") => reply(200, TOKEN),
            EMPTY_IS_FINE if status == 204 => reply(200, TOKEN),
            RETRIES_THE_TOKEN_CALL if status >= 500 && status != 999 => send(&request).await,
            FOLLOWS_AWAY if location.contains("elsewhere.example") => {
                send(&Request::get(location).body(Bytes::new()).unwrap()).await
            }
            FOLLOWS_HOME if location.starts_with("https://auth.good.example") => {
                send(&Request::get(location).body(Bytes::new()).unwrap()).await
            }
            DROPS_THE_WAIT if status == 429 => reply(status, body),
            HIDES_401 if status == 401 && body.is_empty() => reply(400, body),
            BLAMES_THE_USER if status < 500 && body.contains("invalid_client") => {
                reply(status, body.replace("\"invalid_client\"", "\"invalid_grant\""))
            }
            TOKEN_BEFORE_STATUS if status == 400 && member("access_token").is_some() => reply(200, body),
            ODD_STATUS_IS_FINE if status == 304 || status == 199 => reply(200, body),
            _ => Ok(first),
        }
    }

    /// Sends a profile request, with its fault.
    async fn at_profile(&self, cx: &Context, request: Request<Bytes>) -> Reply {
        let send = |request: &Request<Bytes>| cx.http().send(request.clone(), cx.deadline());
        let mut request = request;
        if F == TOKEN_IN_URL {
            let token = request
                .headers()
                .get("authorization")
                .unwrap()
                .to_str()
                .unwrap()
                .replace("Bearer ", "");
            let token: String = url::form_urlencoded::byte_serialize(token.as_bytes()).collect();
            *request.uri_mut() = format!("{}?access_token={token}", request.uri()).parse().unwrap();
        }
        let first = match send(&request).await {
            Err(error) if F == PROFILE_TOO_LARGE_IS_INVALID && error.kind() == ErrorKind::ReplyTooLarge => {
                return Err(Error::new(ErrorKind::ReplyInvalid, "too large"));
            }
            other => other?,
        };
        let (status, body) = (first.status().as_u16(), first.body().clone());
        let location = first
            .headers()
            .get("location")
            .and_then(|it| it.to_str().ok())
            .unwrap_or_default();
        let mut json: Value = serde_json::from_slice(&body).unwrap_or_default();
        *self.last.lock().unwrap() = json.clone();
        let id = json.get("id").cloned();
        let mut with_id = |id: String| {
            json["id"] = json!(id);
            reply(status, json.to_string())
        };
        match (F, id) {
            (TREATS_401_AS_SUCCESS, _) if status == 401 => reply(200, body),
            (TREATS_400_AS_SUCCESS, _) if status == 400 => reply(200, body),
            (FOLLOWS_WITH_THE_TOKEN, _) if location.starts_with("https://api.good.example") => {
                *request.uri_mut() = location.parse().unwrap();
                send(&request).await
            }
            (RETRIES_THE_PROFILE, _) if status == 503 => send(&request).await,
            (LAST_ID_WINS, Some(_)) => reply(status, json.to_string()),
            (MAKES_UP_AN_ID, Some(Value::Null)) => with_id("anonymous".to_owned()),
            (ID_FROM_A_FLOAT, Some(Value::Number(id))) if id.as_f64() != Some(0.0) => {
                with_id(id.as_f64().unwrap().to_string())
            }
            (CLEANS_THE_ID, Some(Value::String(id))) if id.contains(' ') => with_id(id.replace(' ', "")),
            _ => Ok(first),
        }
    }

    /// The profile, with its fault.
    fn mapped(&self, mut profile: Profile) -> Result<Profile> {
        let last = self.last.lock().unwrap().clone();
        let text = |name: &str| last.get(name).and_then(Value::as_str).unwrap_or_default();
        let null = last
            .as_object()
            .is_some_and(|object| object.values().any(Value::is_null));
        match F {
            EMPTY_SUBJECT => profile.subject.clear(),
            EMPTY_NAME if last.get("name") == Some(&json!("")) => profile.name = Some(String::new()),
            ID_FROM_THE_EMAIL if profile.email.is_some() && text("email").ends_with("@example.com") => {
                profile.subject = text("email").to_owned()
            }
            RAW_EMAIL if !text("email").is_empty() && profile.email.is_none() => {
                let raw = Email::new(text("email"), Verification::Unknown, Rule::NothingKnown);
                profile = profile.email(Some(raw));
            }
            RAW_PICTURE if !text("picture").is_empty() && profile.avatar.is_none() => {
                profile.avatar = Some(text("picture").to_owned());
            }
            HTTP_PICTURE if text("picture").starts_with("http://") => profile.avatar = Some(text("picture").to_owned()),
            NULL_IS_REFUSED if null => return Err(Error::new(ErrorKind::ReplyInvalid, "a member is null")),
            PANICS_ON_NULL => assert!(!null, "null"),
            PANICS_ON_SHORT_TEXT if !text("locale").is_empty() => drop(text("locale")[..2].to_owned()),
            SWALLOWS_WARNINGS => profile.warnings.retain(|warning| warning.pointer == "/email"),
            ALWAYS_VERIFIED => {
                if let Some(email) = &mut profile.email {
                    email.verification = Verification::Verified;
                }
            }
            BELIEVES_THE_BROWSER => {
                if let Some(address) = self.planted.lock().unwrap().take() {
                    profile = profile.email(Some(Email::new(address, Verification::Verified, Rule::Flag)));
                }
            }
            NEEDS_A_NAME if profile.name.is_none() => return Err(Error::new(ErrorKind::ReplyInvalid, "no name")),
            DROPS_EMOJI => profile.name = profile.name.map(|name| name.replace(|it| it > '\u{ffff}', "")),
            _ => {}
        }
        Ok(profile)
    }
}
