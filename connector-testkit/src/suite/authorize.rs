//! Beginning a sign-in (group B).

use connector_core::{AuthorizeRequest, CORE_PARAMS, ErrorKind, pkce};

use super::{
    case::{Case, Stop, Tried, broken, must, not_applicable},
    lab::Lab,
    play::{Play, Start, param},
    subject::Subject,
};

pub(crate) const CASES: &[Case] = &[
    Case::new("B2", "a_foreign_redirect_uri_is_refused", foreign_redirect),
    Case::new("B4", "the_authorize_url_carries_the_state_of_its_attempt", own_state),
    Case::new("B4", "state_nonce_and_challenge_are_drawn_afresh_every_time", fresh),
    Case::new("B4", "without_randomness_no_sign_in_begins", no_randomness),
    Case::new("B5", "app_data_never_leaves_the_sealed_sign_in", app_data),
    Case::new("B6", "a_scope_outside_the_grammar_is_refused", odd_scopes),
    Case::new("B8", "a_core_parameter_cannot_be_overridden", core_parameters),
    Case::new("B8", "no_parameter_stands_twice_in_the_authorize_url", once),
    Case::new("B10", "pkce_is_s256_with_a_verifier_of_43_characters", s256),
    Case::new("B10", "the_token_request_proves_the_challenge", proves),
    Case::new("B11", "the_authorize_url_holds_no_secret_and_no_verifier", no_secret),
    Case::new("B12", "openid_is_asked_for_where_an_id_token_is_wanted", openid),
    Case::new(
        "B14",
        "the_redirect_uri_is_the_same_in_url_and_token_request",
        same_redirect,
    ),
    Case::new("B14", "every_value_of_the_authorize_url_is_encoded_once", encoded_once),
    Case::new("B15", "an_undocumented_parameter_is_refused", undocumented),
    Case::new("B15", "an_extra_scope_is_appended_once", extra_scope),
    Case::new("B16", "a_sign_in_begins_at_a_declared_https_address", declared_https),
];

fn begin(lab: &Lab<'_>) -> Result<Start, Stop> {
    match lab.begin(AuthorizeRequest::new()) {
        Ok(start) => Ok(start),
        Err(_) => not_applicable("no sign-in can begin; see `a_complete_sign_in_gives_a_profile`"),
    }
}

fn refused(lab: &Lab<'_>, ask: AuthorizeRequest, what: &str) -> Tried {
    match lab.begin(ask) {
        Ok(_) => broken(format!("{what} was taken")),
        Err(error) => must(error.kind() == ErrorKind::RequestInvalid, || {
            format!(
                "{what}: `request_invalid` was expected, and it was `{}`",
                error.kind().code()
            )
        }),
    }
}

fn foreign_redirect(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    begin(&lab)?;
    let ask = AuthorizeRequest::new().redirect_uri("https://elsewhere.example/callback");
    refused(&lab, ask, "a redirect URI that is not the instance's own")
}

fn own_state(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    must(start.url.contains(start.attempt.state()), || {
        "the URL does not hold the state of the attempt that goes with it".to_owned()
    })
}

fn fresh(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let (first, second) = (begin(&lab)?, begin(&lab)?);
    for name in ["state", "nonce", "code_challenge"] {
        let (one, two) = (param(&first.url, name), param(&second.url, name));
        must(one.is_none() || one != two, || {
            format!("two sign-ins have the same `{name}`")
        })?;
    }
    must(first.attempt.state() != second.attempt.state(), || {
        "two sign-ins have the same attempt".to_owned()
    })
}

fn no_randomness(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    begin(&lab)?;
    lab.draws.run_dry();
    let begun = lab.begin(AuthorizeRequest::new());
    must(begun.is_err_and(|error| error.kind() == ErrorKind::Internal), || {
        "a sign-in began although there was no randomness".to_owned()
    })
}

fn app_data(subject: &Subject) -> Tried {
    const DATA: &str = "cart-17\r\nset-cookie: a=b\0";
    let lab = subject.lab()?;
    begin(&lab)?;
    match lab.begin(AuthorizeRequest::new().app_data(DATA)) {
        Ok(start) => must(
            !start.url.contains("cart-17") && !start.cookie.contains("cart-17"),
            || "the embedder's data stands in the URL or unsealed in the cookie".to_owned(),
        ),
        Err(error) => broken(format!("app data with line breaks was refused: {error}")),
    }
}

fn odd_scopes(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    begin(&lab)?;
    for scope in ["a b", "a\tb", "a\"b", "a\\b", "", "가"] {
        refused(
            &lab,
            AuthorizeRequest::new().extra_scope(scope),
            &format!("the scope {scope:?}"),
        )?;
    }
    Ok(())
}

fn core_parameters(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    begin(&lab)?;
    for name in CORE_PARAMS {
        refused(
            &lab,
            AuthorizeRequest::new().param(name, "x"),
            &format!("the parameter `{name}`"),
        )?;
    }
    Ok(())
}

fn pairs(url: &str) -> Vec<(String, String)> {
    let url = url::Url::parse(url).ok();
    url.map(|url| url.query_pairs().into_owned().collect())
        .unwrap_or_default()
}

fn once(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    let mut names: Vec<String> = pairs(&start.url).into_iter().map(|(name, _)| name).collect();
    names.sort();
    match names.windows(2).find(|pair| pair.first() == pair.last()) {
        Some(pair) => broken(format!("`{}` stands twice", pair.first().map_or("", String::as_str))),
        None => Ok(()),
    }
}

fn s256(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    let Some(challenge) = param(&start.url, "code_challenge") else {
        return match param(&start.url, "code_challenge_method") {
            Some(_) => broken("a challenge method without a challenge"),
            None => {
                not_applicable("this connector sends no PKCE challenge; declare it as soon as the provider takes one")
            }
        };
    };
    let method = param(&start.url, "code_challenge_method");
    must(method.as_deref() == Some("S256"), || {
        "the challenge method is not S256".to_owned()
    })?;
    must(start.attempt.verifier().len() == 43, || {
        "the verifier has not 43 characters".to_owned()
    })?;
    must(challenge == pkce::challenge(start.attempt.verifier()), || {
        "the challenge is not the SHA-256 of the attempt's verifier".to_owned()
    })
}

fn proves(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let Some(start) = &good.outcome.start else {
        return Ok(());
    };
    let Some(request) = good.outcome.token_requests.first() else {
        return not_applicable("this connector sends no token request");
    };
    let verifier = request.field("code_verifier");
    match (param(&start.url, "code_challenge"), verifier) {
        (None, None) => not_applicable("this connector sends no PKCE challenge"),
        (None, Some(_)) => broken("a verifier is sent although no challenge was"),
        (Some(_), verifier) => must(verifier.as_deref() == Some(start.attempt.verifier()), || {
            "the token request does not hold the attempt's verifier".to_owned()
        }),
    }
}

fn no_secret(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    let decoded = pairs(&start.url).into_iter().map(|(name, value)| name + "=" + &value);
    let text = decoded.collect::<Vec<_>>().join("&") + " " + &start.url;
    must(!text.contains(start.attempt.verifier()), || {
        "the verifier stands in the URL".to_owned()
    })?;
    must(!subject.secrets.iter().any(|secret| text.contains(secret)), || {
        "a secret of the config stands in the URL".to_owned()
    })
}

fn openid(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    if param(&start.url, "nonce").is_none() {
        return not_applicable("this connector sends no nonce, so it wants no id_token");
    }
    let Some(scope) = param(&start.url, "scope") else {
        return not_applicable("no scope is sent: the provider decides by its console whether an id_token comes");
    };
    must(scope.split([' ', ',']).any(|item| item == "openid"), || {
        "a nonce is sent and `openid` is not among the scopes".to_owned()
    })
}

fn same_redirect(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    let Some(begun) = good
        .outcome
        .start
        .as_ref()
        .and_then(|start| param(&start.url, "redirect_uri"))
    else {
        return not_applicable("this connector's authorize URL has no `redirect_uri`");
    };
    must(begun == lab.redirect_uri(), || {
        "the authorize URL's redirect_uri is not the instance's own".to_owned()
    })?;
    let spent = good
        .outcome
        .token_requests
        .iter()
        .find_map(|request| request.field("redirect_uri"));
    must(spent.is_none_or(|spent| spent == begun), || {
        "the token request's redirect_uri differs from the authorize URL's".to_owned()
    })
}

fn encoded_once(subject: &Subject) -> Tried {
    let start = begin(&subject.lab()?)?;
    for (name, value) in pairs(&start.url) {
        let twice = ["%2F", "%3A", "%20", "%2C", "%25"]
            .iter()
            .any(|escape| value.contains(escape));
        must(!twice || name == "return_to", || format!("`{name}` is encoded twice"))?;
    }
    must(start.url.bytes().all(|byte| byte.is_ascii_graphic()), || {
        "the URL holds characters that must be encoded".to_owned()
    })
}

fn undocumented(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    begin(&lab)?;
    let ask = AuthorizeRequest::new().param("suite_unknown_parameter", "x");
    refused(&lab, ask, "a parameter that no provider documents")
}

fn extra_scope(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let plain = begin(&lab)?;
    let ask = AuthorizeRequest::new()
        .extra_scope("suite_extra")
        .extra_scope("suite_extra");
    let Ok(start) = lab.begin(ask) else {
        return not_applicable("this connector takes no extra scopes");
    };
    let before = param(&plain.url, "scope").unwrap_or_default();
    let Some(after) = param(&start.url, "scope") else {
        return not_applicable("this connector sends no scopes");
    };
    must(after.matches("suite_extra").count() == 1, || {
        "an extra scope given twice does not stand exactly once".to_owned()
    })?;
    must(after.starts_with(&before) && after.ends_with("suite_extra"), || {
        "an extra scope is not appended behind the configured ones".to_owned()
    })
}

fn declared_https(subject: &Subject) -> Tried {
    let lab = subject.lab()?;
    let connector = lab.connector().map_err(Stop::NotApplicable)?;
    must(!connector.origins().is_empty(), || "no origin is declared".to_owned())?;
    let good = subject.good()?;
    let play = lab.play(Play::of(&good.full));
    let Some(start) = play.start else { return Ok(()) };
    let url = url::Url::parse(&start.url).map_err(|_| "the authorize URL is no URL".to_owned())?;
    must(url.scheme() == "https", || "the authorize URL is not https".to_owned())?;
    must(url.username().is_empty() && url.password().is_none(), || {
        "the authorize URL holds a user name".to_owned()
    })?;
    must(url.fragment().is_none(), || {
        "the authorize URL has a fragment".to_owned()
    })?;
    let origin = url.origin().ascii_serialization();
    must(connector.origins().contains(&origin), || {
        "the authorize URL leads to an origin that is not declared".to_owned()
    })
}
