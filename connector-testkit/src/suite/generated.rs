//! Generated callbacks and replies: each ends in a profile or a typed error, never in a panic (H19).

use connector_core::Callback;
use serde_json::{Value, json};

use super::{
    case::{Case, Tried, must},
    play::{Outcome, Play, replies},
    subject::Subject,
    tamper,
    world::Reply,
};
use crate::dice::Dice;

pub(crate) const CASES: &[Case] = &[
    Case::new("H19", "a_thousand_generated_callbacks_never_panic", callbacks),
    Case::new("H19", "a_thousand_generated_token_replies_never_panic", token_replies),
    Case::new(
        "H19",
        "a_thousand_generated_profile_replies_never_panic",
        profile_replies,
    ),
];

impl Dice {
    fn scalar(&mut self) -> Value {
        let odd = [
            json!(null),
            json!(true),
            json!(false),
            json!(0),
            json!(-1),
            json!(1.5),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(1e300),
            json!(""),
            json!(" "),
            json!("x"),
            json!("가"),
            json!("\u{1f600}"),
            json!("a\u{0}b"),
            json!("-"),
            json!("+82"),
            json!("13-32"),
            json!("0000"),
            json!("99~"),
            json!("a".repeat(2000)),
            json!([]),
            json!({}),
            json!([null]),
            json!([[["x"]]]),
            json!({ "x": { "y": null } }),
        ];
        let pick = self.roll(odd.len());
        odd.get(pick).cloned().unwrap_or_default()
    }

    /// A value changed in up to four places.
    fn changed(&mut self, value: &Value) -> Value {
        let mut value = value.clone();
        for _ in 0..=self.roll(4) {
            let places = tamper::places(&value);
            let pick = self.roll(places.len());
            let Some(place) = places.get(pick).cloned() else {
                return self.scalar();
            };
            let other = self.scalar();
            value = match self.roll(4) {
                0 => tamper::without(&value, &[place]),
                _ => tamper::with(&value, &[place], &other),
            };
        }
        value
    }

    /// A reply with the value or, now and then, with broken bytes or another status.
    fn reply(&mut self, value: &Value) -> Reply {
        let mut bytes = value.to_string().into_bytes();
        if self.roll(8) == 0 && !bytes.is_empty() {
            let at = self.roll(bytes.len());
            let byte = u8::try_from(self.roll(256)).unwrap_or_default();
            if let Some(place) = bytes.get_mut(at) {
                *place = byte;
            }
        }
        const STATUSES: [u16; 8] = [200, 200, 200, 200, 400, 401, 403, 500];
        let status = STATUSES.get(self.roll(STATUSES.len())).copied().unwrap_or(200);
        Reply::new(status, bytes)
    }
}

fn typed(outcome: &Outcome, n: usize) -> Tried {
    must(!outcome.panicked(), || {
        format!("the connector panicked at the generated input {n}")
    })
}

fn callbacks(subject: &Subject) -> Tried {
    const NAMES: [&str; 8] = [
        "state",
        "code",
        "error",
        "error_description",
        "iss",
        "user",
        "id_token",
        "x",
    ];
    let good = subject.good()?;
    let lab = subject.lab()?;
    for n in 0..1000 {
        let dice = std::cell::RefCell::new(Dice::new(n as u64 + 10_000));
        let play = Play::of(&good.full).callback(|start| {
            let mut dice = dice.borrow_mut();
            let right = start.good_query();
            // Most callbacks keep the right state, so that the connector's own hooks are reached.
            let mut query = if dice.roll(4) == 0 { String::new() } else { right };
            for _ in 0..dice.roll(4) {
                let name = NAMES.get(dice.roll(NAMES.len())).copied().unwrap_or_default();
                let value = dice.scalar();
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                query += &("&".to_owned() + &super::play::query(&[(name, &value)]));
            }
            if dice.roll(8) == 0 {
                query = query.replacen("code=", "error=", 1);
            }
            Callback::from_query(query).cookie(&start.cookie)
        });
        typed(&lab.play(play), n)?;
    }
    Ok(())
}

fn token_replies(subject: &Subject) -> Tried {
    super::token::exchanges(subject)?;
    let good = subject.good()?;
    let lab = subject.lab()?;
    for n in 0..1000 {
        let dice = std::cell::RefCell::new(Dice::new(n as u64));
        let play = Play::of(&good.full).token(|token| {
            let mut dice = dice.borrow_mut();
            let token = dice.changed(&token);
            dice.reply(&token)
        });
        typed(&lab.play(play), n)?;
    }
    Ok(())
}

fn profile_replies(subject: &Subject) -> Tried {
    let good = subject.good()?;
    let lab = subject.lab()?;
    for n in 0..1000 {
        let mut dice = Dice::new(n as u64 + 5_000);
        let outcome = if replies(&good.full).is_empty() {
            lab.play_material(&json!({
                "steps": [], "alg": good.full.get("alg"),
                "claims": dice.changed(good.full.get("claims").unwrap_or(&Value::Null))
            }))
        } else {
            let steps = good.full.get("steps").and_then(Value::as_array).into_iter().flatten();
            let steps = steps.map(|step| {
                let step = dice.changed(step);
                dice.reply(&step)
            });
            let steps = steps.collect();
            lab.play(Play::of(&good.full).steps(steps))
        };
        typed(&outcome, n)?;
    }
    Ok(())
}
