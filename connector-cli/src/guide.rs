//! `connectors guide`: what to do in the provider's console, with the addresses to paste.

mod json;
mod markdown;
mod planned;
mod text;

use std::process::ExitCode;

use anstream::{print, println};
use clap::{Args, ValueEnum};
use connector_host::{
    core::{ConsoleStep, Info, Paste, Registration, Registry, Text, When, config::Sentence},
    registry,
};

use self::planned::Planned;
use crate::{
    configured::{ConfigArg, Configured},
    day::Day,
    draft::Draft,
    public_url,
    voice::Voice,
};

/// Arguments of `connectors guide`.
#[derive(Debug, Args)]
pub(crate) struct GuideArgs {
    /// Instance of the configuration at hand, else a linked connector
    #[arg(value_name = "CONNECTOR|INSTANCE")]
    name: String,
    /// Where browsers reach the service [default: that of the configuration]
    #[arg(long, value_name = "URL")]
    public_url: Option<String>,
    /// How the guide is written
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    #[command(flatten)]
    config: ConfigArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// For a terminal.
    Text,
    /// For a wiki or an issue.
    Markdown,
    /// For programs; in both languages.
    Json,
}

/// A guide to the console for one instance.
#[derive(Debug)]
struct Guide {
    info: &'static Info,
    instance: String,
    /// Where browsers reach the service, or a place for it.
    public_url: String,
    steps: Vec<Planned>,
    /// What there is to put into the configuration, if the instance is not in it.
    draft: Option<Draft>,
    /// Whether the steps were compared with the console too long ago.
    old: bool,
}

const PLACE: &str = "{publicUrl}";
const NO_URL: Text = Text::new(
    "`{publicUrl}` stands for the address at which browsers reach the service; `--public-url` fills it in",
    "`{publicUrl}` 자리에는 브라우저가 접속하는 서비스 주소를 넣으세요. `--public-url`로 채울 수 있습니다",
);

/// Runs the command. Exit codes: 0 shown; 1 and 3 as `validate`, if the configuration was named; 2 unknown name, odd address.
pub(crate) fn run(args: &GuideArgs, voice: Voice) -> ExitCode {
    let Ok(registry) = registry(&[]) else {
        return ExitCode::from(70);
    };
    let guide = match prepare(args, &registry, voice) {
        Ok(guide) => guide.in_a_program_of(Day::of_the_build()),
        Err(code) => return code,
    };
    match args.format {
        Format::Text => voice.page(&text::of(&guide, voice)),
        Format::Markdown => print!("{}", markdown::of(&guide, voice)),
        Format::Json => println!("{:#}", json::of(&guide)),
    }
    if guide.public_url == PLACE {
        voice.say(NO_URL);
    }
    ExitCode::SUCCESS
}

fn prepare(args: &GuideArgs, registry: &Registry, voice: Voice) -> Result<Guide, ExitCode> {
    let given = match &args.public_url {
        Some(address) => Some(public_url::checked(address, registry, voice).ok_or(ExitCode::from(2))?),
        None => None,
    };
    let configured = args.config.at_hand(registry, voice)?;
    let url = given.or_else(|| configured.as_ref().map(|it| it.settings.public_url.to_string()));
    let url = url.unwrap_or_else(|| PLACE.to_owned());
    let found = configured.as_ref().and_then(|it| Some((it, it.instance(&args.name)?)));
    match (found, registry.get(&args.name)) {
        (Some((configured, instance)), _) => {
            let config = configured.config(&args.name);
            let needed = |when: When| Some(when.holds(config));
            Ok(Guide::new(instance.registration, &args.name, url, &needed, None))
        }
        (None, Some(registration)) => {
            let draft = Draft::new(&args.name, registration);
            Ok(Guide::new(registration, &args.name, url, &|_| None, Some(draft)))
        }
        (None, None) => {
            voice.fail(unknown(registry, configured.as_ref()));
            Err(ExitCode::from(2))
        }
    }
}

/// That a name is neither an instance nor a connector.
pub(crate) fn unknown(registry: &Registry, configured: Option<&Configured>) -> Sentence {
    const NEITHER: Text = Text::new(
        "no connector or instance has that name; connectors: {connectors}; instances: {instances}",
        "그런 이름의 커넥터나 인스턴스가 없습니다. 커넥터: {connectors}, 인스턴스: {instances}",
    );
    const NO_CONNECTOR: Text = Text::new(
        "this program has no connector with that id; it has {connectors}",
        "이 프로그램에 없는 커넥터입니다. 있는 것: {connectors}",
    );
    let ids = |configured: &Configured| -> Vec<String> {
        configured
            .settings
            .instances
            .iter()
            .map(|it| it.id.to_string())
            .collect()
    };
    let instances = configured.map(ids).unwrap_or_default().join(", ");
    let text = if instances.is_empty() { NO_CONNECTOR } else { NEITHER };
    Sentence::fill(
        text,
        &[("connectors", &registry.ids().join(", ")), ("instances", &instances)],
    )
}

impl Guide {
    fn new(
        registration: &'static Registration,
        instance: &str,
        public_url: String,
        needed: &dyn Fn(When) -> Option<bool>,
        draft: Option<Draft>,
    ) -> Self {
        let info = registration.info();
        let planned = |step: &'static ConsoleStep| Planned {
            step,
            needed: step.when.map_or(Some(true), needed),
        };
        Self {
            info,
            instance: instance.to_owned(),
            public_url,
            steps: info.console.steps.iter().map(planned).collect(),
            draft,
            old: false,
        }
    }

    /// Judges the age of the steps.
    fn in_a_program_of(mut self, built: Day) -> Self {
        self.old = built.has_outgrown(self.info.console.as_of);
        self
    }

    /// The commands that tell whether everything was done; a connector without rows cannot be asked.
    fn check(&self) -> String {
        match self.info.live {
            Some(_) => format!("connectors validate && connectors check --live {}", self.instance),
            None => "connectors validate".to_owned(),
        }
    }

    /// The steps that are of use.
    fn of_use(&self) -> impl Iterator<Item = Planned> {
        self.steps
            .iter()
            .copied()
            .filter(|planned| planned.needed != Some(false))
    }

    /// The conditions of the steps that are of no use with the settings as they are.
    fn left_out(&self) -> Vec<String> {
        let unused = self.steps.iter().filter(|planned| planned.needed == Some(false));
        let mut conditions: Vec<String> = unused.filter_map(|it| it.step.when).map(When::spelled).collect();
        conditions.dedup();
        conditions
    }

    fn address(&self, paste: Paste) -> String {
        paste.address(&self.public_url, &self.instance)
    }

    /// What the guide is and how old.
    fn heading(&self, voice: Voice) -> (String, String) {
        const NAME: Text = Text::new("{name} Login", "{name} 로그인");
        const AGE: Text = Text::new(
            "instance {instance} · steps as of {day} ({basis})",
            "인스턴스 {instance} · {day} 기준({basis})",
        );
        const OLD: Text = Text::new(" · may be out of date", " · 오래된 내용일 수 있음");
        let console = self.info.console;
        let name = voice.pick(self.info.name);
        let basis = voice.pick(console.basis.name());
        let age = Sentence::fill(
            AGE,
            &[("instance", &self.instance), ("day", console.as_of), ("basis", &basis)],
        );
        let old = if self.old { voice.pick(OLD) } else { String::new() };
        (
            voice.pick(Sentence::fill(NAME, &[("name", &name)])),
            voice.pick(age) + &old,
        )
    }
}

#[cfg(test)]
mod tests {
    use connector_host::registry;

    use super::{Guide, json, markdown, text};
    use crate::{day::Day, voice::Voice};

    #[test]
    fn an_old_guide_says_so_in_every_format() {
        let kakao = registry(&[]).unwrap().get("kakao").unwrap();
        let as_of = kakao.info().console.as_of;
        let a_year_later = as_of.replacen("2025", "2026", 1);
        for (built, old) in [(as_of, false), (&a_year_later, false), ("2038-01-19", true)] {
            let guide = Guide::new(kakao, "kakao", "https://login.example.kr".to_owned(), &|_| None, None);
            let guide = guide.in_a_program_of(Day::parse(built).unwrap());
            for page in [text::of(&guide, Voice::PLAIN), markdown::of(&guide, Voice::PLAIN)] {
                assert_eq!(page.contains("may be out of date"), old, "{built}");
            }
            assert_eq!(json::of(&guide)["console"]["mayBeOutOfDate"], old, "{built}");
        }
    }
}
