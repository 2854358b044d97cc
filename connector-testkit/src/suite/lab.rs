//! A host with the connector in it, and a scripted world around them.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use connector_core::{
    AuthorizeRequest, Callback, Connector, Context, Error, ErrorKind, Pending, Profile, Result as Signed, Site,
};
use connector_host::{Begun, Host, SealingKey, answer::ErrorAnswer};
use serde_json::{Map, Value, json};
use tokio::runtime::{Builder, Runtime};

use super::{
    fixtures::Material,
    play::{Outcome, Play, Start, param, replies, told},
    subject::Subject,
    world::{Draws, Phase, Reply, World},
};
use crate::{
    rig::NOW,
    scripted::{FixedClock, Recorded, ScriptedKeys},
};

/// The code of every good callback. Its characters must be decoded once and encoded once (V8).
pub(crate) const CODE: &str = "planted-code-8d21%2b+/=";
/// The access token of every good token reply.
pub(crate) const ACCESS: &str = "planted-access-77aa+x/y=";
/// The refresh token of every good token reply.
pub(crate) const REFRESH: &str = "planted-refresh-12bc";
/// The instance under trial, and another one of the same connector.
pub(crate) const INSTANCE: &str = "suite";
pub(crate) const OTHER: &str = "suite-other";
const PUBLIC_URL: &str = "https://login.example.kr";

/// A host with two instances of the connector, and everything around it under control.
pub(crate) struct Lab<'s> {
    pub(crate) subject: &'s Subject,
    pub(crate) host: Host,
    pub(crate) world: Arc<World>,
    pub(crate) clock: Arc<FixedClock>,
    pub(crate) draws: Arc<Draws>,
    runtime: Runtime,
}

impl<'s> Lab<'s> {
    pub(crate) fn new(subject: &'s Subject) -> Result<Self, String> {
        Self::with_config(subject, &subject.config)
    }

    pub(crate) fn with_config(subject: &'s Subject, config: &Value) -> Result<Self, String> {
        Self::build(subject, config, 0, ScriptedKeys::trusting())
    }

    /// A lab in which every signature is wrong.
    pub(crate) fn distrusting(subject: &'s Subject) -> Result<Self, String> {
        Self::build(subject, &subject.config, 0, ScriptedKeys::refusing())
    }

    /// A lab in which a failed profile GET is tried once more (L10).
    pub(crate) fn retrying(subject: &'s Subject) -> Result<Self, String> {
        Self::build(subject, &subject.config, 1, ScriptedKeys::trusting())
    }

    fn build(subject: &'s Subject, config: &Value, retries: u32, keys: ScriptedKeys) -> Result<Self, String> {
        let (world, clock, draws) = (
            Arc::<World>::default(),
            Arc::new(FixedClock::at(NOW)),
            Arc::<Draws>::default(),
        );
        let instance = json!({ "connector": subject.registration.id(), "config": config });
        let host = Host::builder()
            .with([subject.registration])
            .settings_value(json!({
                "version": 1, "publicUrl": PUBLIC_URL, "instances": { INSTANCE: instance, OTHER: instance }
            }))
            .sealing_key(SealingKey::from_bytes([7; 32]))
            .single_process()
            .http(Arc::clone(&world) as Arc<_>)
            .keys(Arc::new(keys))
            .clock(Arc::clone(&clock) as Arc<_>)
            .random(Arc::clone(&draws) as Arc<_>)
            .profile_retries(retries)
            .build()
            .map_err(|error| format!("the smallest config of the schema is refused: {}", told(&error)))?;
        let runtime = Builder::new_current_thread().enable_time().build();
        Ok(Self {
            subject,
            host,
            world,
            clock,
            draws,
            runtime: runtime.map_err(|_| "the suite found no runtime".to_owned())?,
        })
    }

    /// Begins a sign-in.
    pub(crate) fn begin(&self, ask: AuthorizeRequest) -> Signed<Start> {
        let begun = self.runtime.block_on(self.host.authorize(INSTANCE, ask));
        let begun = begun.inspect_err(|error| self.watch(error, None))?;
        let attempt = self.draws.last_attempt().ok_or_else(|| {
            Error::new(
                ErrorKind::Internal,
                "the connector drew no attempt with `Attempt::draw(cx.random())`",
            )
        })?;
        Ok(Start {
            url: begun.url().to_owned(),
            cookie: cookie(&begun),
            attempt,
            more: self.subject.fixtures.callback.clone(),
        })
    }

    /// A whole sign-in, good in every part that is not given.
    pub(crate) fn play(&self, play: Play<'_>) -> Outcome {
        match self.begin(AuthorizeRequest::new()) {
            Ok(start) => self.finish(start, INSTANCE, play),
            Err(error) => Outcome {
                result: Err(error),
                start: None,
                token_requests: Vec::new(),
                profile_requests: Vec::new(),
            },
        }
    }

    /// A whole sign-in of which only what the provider says about the user is given.
    pub(crate) fn play_material(&self, material: &Material) -> Outcome {
        self.play(Play::of(material))
    }

    /// The rest of a begun sign-in, delivered to an instance.
    pub(crate) fn finish(&self, start: Start, instance: &str, play: Play<'_>) -> Outcome {
        let callback = match play.callback {
            Some(callback) => callback(&start),
            None => Callback::from_query(start.good_query()).cookie(start.cookie.clone()),
        };
        let token = self.token_reply(&start, &play.material);
        let token = play
            .token
            .map_or_else(|| vec![Reply::good(token.to_string())], |make| make(token.clone()));
        let steps = play.steps.unwrap_or_else(|| replies(&play.material));
        self.world.script(token, steps);
        let granted = self.runtime.block_on(self.host.callback(instance, callback));
        self.world.enter(Phase::Profile);
        let result = match &granted {
            Ok(granted) => self.runtime.block_on(self.host.profile(granted)),
            Err(error) => Err(error.clone()),
        };
        if let Err(error) = &result {
            self.watch(error, Some(&start));
        }
        self.search(&format!("{granted:?} {result:?}"), Some(&start));
        let sent = self.world.sent();
        let in_phase = |wanted| {
            let requests = sent.iter().filter(move |(phase, _)| *phase == wanted);
            requests.map(|(_, request)| request.clone()).collect()
        };
        Outcome {
            result,
            token_requests: in_phase(Phase::Callback),
            profile_requests: in_phase(Phase::Profile),
            start: Some(start),
        }
    }

    /// A good token reply: RFC 6749, what the fixtures add, and an id_token where a nonce was sent.
    pub(crate) fn token_reply(&self, start: &Start, material: &Material) -> Value {
        let mut reply = Map::new();
        reply.insert("access_token".into(), ACCESS.into());
        reply.insert("token_type".into(), "bearer".into());
        reply.insert("expires_in".into(), 3600.into());
        reply.insert("refresh_token".into(), REFRESH.into());
        if let Some(claims) = self.claims(start, material) {
            let part = |value: Value| data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes());
            let header = json!({ "alg": material.get("alg") });
            let token = format!("{}.{}.c2lnbmF0dXJl", part(header), part(claims));
            reply.insert("id_token".into(), token.into());
        }
        reply.extend(self.subject.fixtures.token.clone());
        Value::Object(reply)
    }

    fn claims(&self, start: &Start, material: &Material) -> Option<Value> {
        param(&start.url, "nonce")?;
        let mut claims = material.get("claims")?.as_object()?.clone();
        let connector = self.connector().ok()?;
        let issuer = connector.callback_rules().issuer.map(str::to_owned);
        let issuer = issuer
            .or_else(|| connector.origins().first().cloned())
            .unwrap_or_default();
        claims.entry("iss").or_insert_with(|| issuer.into());
        claims.insert("aud".into(), param(&start.url, "client_id").unwrap_or_default().into());
        claims.insert("iat".into(), NOW.into());
        claims.insert("exp".into(), (NOW + 3600).into());
        claims.insert("nonce".into(), start.attempt.nonce().into());
        Some(Value::Object(claims))
    }

    /// Runs a call against one scripted reply and gives what was sent.
    pub(crate) fn call<T>(&self, reply: Reply, call: impl Future<Output = T>) -> (T, Vec<Recorded>) {
        self.world.script(vec![reply], Vec::new());
        let outcome = self.runtime.block_on(call);
        (
            outcome,
            self.world.sent().into_iter().map(|(_, request)| request).collect(),
        )
    }

    /// The connector itself, without a host around it.
    pub(crate) fn connector(&self) -> Result<Arc<dyn Connector>, String> {
        let uri = self.redirect_uri();
        let prepared = self
            .subject
            .registration
            .prepare(self.subject.config.clone(), &Site::new(INSTANCE, &uri));
        prepared
            .map(|(connector, _)| connector)
            .map_err(|_| "the connector cannot be prepared".to_owned())
    }

    /// The redirect URI of the instance under trial.
    pub(crate) fn redirect_uri(&self) -> String {
        let instance = self.host.instance(INSTANCE);
        instance.map(|it| it.redirect_uri().to_owned()).unwrap_or_default()
    }

    /// A sign-in without the host's fence: every request that the connector tries to send, wherever it goes.
    pub(crate) fn unfenced(&self, material: &Material) -> Result<Vec<Recorded>, String> {
        let connector = self.connector()?;
        let uri = self.redirect_uri();
        let cx = Context::new(
            Arc::clone(&self.world) as Arc<_>,
            Arc::new(ScriptedKeys::trusting()),
            Arc::clone(&self.clock) as Arc<_>,
            Arc::clone(&self.draws) as Arc<_>,
            Instant::now() + Duration::from_secs(10),
        );
        let signing_in = async {
            let redirect = connector.authorize(&cx, &AuthorizeRequest::new()).await?;
            let start = Start {
                url: redirect.url().to_owned(),
                cookie: String::new(),
                attempt: redirect.attempt().clone(),
                more: self.subject.fixtures.callback.clone(),
            };
            let (_, pending) = Pending::new(redirect, cx.now(), 600, &uri);
            let token = Reply::good(self.token_reply(&start, material).to_string());
            self.world.script(vec![token], replies(material));
            let answer = Callback::from_query(start.good_query()).answer(false)?;
            let returned = pending.returned(answer, cx.now())?;
            let mark = returned.mark();
            let verified = returned.verify(&*connector, Ok(mark.spent_for_the_first_time()))?;
            let grant = connector.callback(&cx, verified).await?;
            self.world.enter(Phase::Profile);
            connector.profile(&cx, &grant).await
        };
        let _: Signed<Profile> = self.runtime.block_on(signing_in);
        Ok(self.world.sent().into_iter().map(|(_, request)| request).collect())
    }

    /// Looks for secrets in an error, printed in every way.
    fn watch(&self, error: &Error, start: Option<&Start>) {
        let answer = serde_json::to_string(&ErrorAnswer::from(error)).unwrap_or_default();
        let mut text = format!("{error} {error:?} {error:#?} {answer}");
        let mut source = std::error::Error::source(error);
        while let Some(inner) = source {
            text += &format!(" {inner} {inner:?}");
            source = inner.source();
        }
        self.search(&text, start);
    }

    fn search(&self, text: &str, start: Option<&Start>) {
        let fixed = [
            (CODE, "the code"),
            (ACCESS, "the access token"),
            (REFRESH, "the refresh token"),
        ];
        let secrets = self.subject.secrets.iter().map(|it| (it.as_str(), "a client secret"));
        let attempt = start.map(|it| {
            [
                (it.attempt.verifier(), "the verifier"),
                (it.attempt.nonce(), "the nonce"),
            ]
        });
        for (secret, name) in fixed.into_iter().chain(secrets).chain(attempt.into_iter().flatten()) {
            if text.contains(secret) {
                let shown = text.replace(secret, "[planted]");
                let shown: String = shown.chars().take(200).collect();
                self.subject.note_leak(format!("{name} stands in: {shown}"));
            }
        }
    }
}

fn cookie(begun: &Begun) -> String {
    let header = begun.set_cookie();
    let line = header.to_str().unwrap_or_default();
    line.split(';').next().unwrap_or_default().to_owned()
}
