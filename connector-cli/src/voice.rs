//! How the program speaks: in which language and alphabet, in colour or not, how much. The options that every command has.

use std::borrow::Cow;

use clap::{ArgAction, Args, ValueEnum};
use connector_host::{
    core::{
        Finding,
        config::{Sentence, Severity},
    },
    settings::Lang,
};

use crate::locale::Locale;

/// Options that every command has.
#[derive(Debug, Args)]
pub(crate) struct VoiceArgs {
    /// Language of texts for people [default: by LC_ALL, LC_MESSAGES, LANG]
    #[arg(long, global = true, value_enum, help_heading = "Everywhere")]
    lang: Option<LangArg>,
    /// When to use colour; NO_COLOR and CLICOLOR_FORCE are heeded
    #[arg(
        long,
        global = true,
        value_enum,
        default_value = "auto",
        value_name = "WHEN",
        help_heading = "Everywhere"
    )]
    color: ColorArg,
    /// Say nothing but what was asked for and what is wrong
    #[arg(short, long, global = true, conflicts_with = "verbose", help_heading = "Everywhere")]
    quiet: bool,
    /// Say more, twice for details; RUST_LOG decides if it is set
    #[arg(short, long, global = true, action = ArgAction::Count, help_heading = "Everywhere")]
    verbose: u8,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LangArg {
    /// English.
    En,
    /// Korean.
    Ko,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl ColorArg {
    /// From now on, everything that is printed is coloured as wished.
    pub(crate) fn heed(self) {
        match self {
            Self::Auto => {}
            Self::Always => anstream::ColorChoice::Always.write_global(),
            Self::Never => anstream::ColorChoice::Never.write_global(),
        }
    }
}

impl From<LangArg> for Lang {
    fn from(lang: LangArg) -> Self {
        match lang {
            LangArg::En => Self::En,
            LangArg::Ko => Self::Ko,
        }
    }
}

impl From<ColorArg> for clap::ColorChoice {
    fn from(color: ColorArg) -> Self {
        match color {
            ColorArg::Auto => Self::Auto,
            ColorArg::Always => Self::Always,
            ColorArg::Never => Self::Never,
        }
    }
}

/// How the program speaks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    pub(crate) lang: Lang,
    /// Whether only ASCII is sure to be readable.
    pub(crate) ascii: bool,
    pub(crate) quiet: bool,
    verbose: u8,
}

impl Voice {
    /// A voice that depends on nothing.
    #[cfg(test)]
    pub(crate) const PLAIN: Self = Self {
        lang: Lang::En,
        ascii: false,
        quiet: false,
        verbose: 0,
    };

    /// The voice that was asked for, else that of the environment.
    pub(crate) fn of(args: &VoiceArgs) -> Self {
        args.color.heed();
        let locale = Locale::of_the_process();
        Self {
            lang: args.lang.map_or(locale.lang, Lang::from),
            ascii: locale.ascii,
            quiet: args.quiet,
            verbose: args.verbose,
        }
    }

    /// A text in the chosen language.
    pub(crate) fn pick(self, text: impl Into<Sentence>) -> String {
        let text = text.into();
        match self.lang {
            Lang::En => text.en,
            Lang::Ko => text.ko,
        }
        .into_owned()
    }

    /// A text as the terminal can show it.
    pub(crate) fn spell(self, text: &str) -> Cow<'_, str> {
        if self.ascii { ascii(text) } else { text.into() }
    }

    /// Prints what a person asked for.
    pub(crate) fn page(self, text: &str) {
        anstream::print!("{}", self.spell(text));
    }

    /// Says something beside what was asked for.
    pub(crate) fn say(self, text: impl Into<Sentence>) {
        if !self.quiet {
            write_line(&self.spell(&self.pick(text)));
        }
    }

    /// Asks for an answer on the same line.
    pub(crate) fn ask(self, text: impl Into<Sentence>) {
        anstream::eprint!("{}", self.spell(&self.pick(text)));
    }

    /// Says what is wrong.
    pub(crate) fn fail(self, text: impl Into<Sentence>) {
        let word = match self.lang {
            Lang::En => "error",
            Lang::Ko => "오류",
        };
        write_line(&format!("{word}: {}", self.spell(&self.pick(text))));
    }

    /// Tells a finding that has no place in a file.
    pub(crate) fn tell(self, finding: &Finding) {
        let word = match (self.lang, finding.severity()) {
            (Lang::En, Severity::Error) => "error",
            (Lang::En, Severity::Warning) => "warning",
            (Lang::Ko, Severity::Error) => "오류",
            (Lang::Ko, Severity::Warning) => "경고",
        };
        let space = if finding.pointer.is_empty() { "" } else { " " };
        let message = self.pick(finding.message.clone());
        let help = finding.help.clone().map(|help| format!(" ({})", self.pick(help)));
        let help = help.unwrap_or_default();
        let told = format!("{word}[{}]{space}{}: {message}{help}", finding.code, finding.pointer);
        write_line(&self.spell(&told));
    }

    /// What is logged unless `RUST_LOG` says otherwise.
    pub(crate) const fn log_level(self) -> &'static str {
        match (self.quiet, self.verbose) {
            (true, _) => "off",
            (false, 0) => "error",
            (false, 1) => "info",
            (false, _) => "debug",
        }
    }
}

/// Writes a line to standard error, all at once: whoever reads along must not see half an address.
pub(crate) fn write_line(text: &str) {
    anstream::eprint!("{}", [text, "\n"].concat());
}

/// Marks that are beautiful but no ASCII, and what stands for them. Hangul stays: it comes only to those who ask for it.
const PLAIN: [(&str, &str); 8] = [
    ("•", "*"),
    ("›", ">"),
    ("·", "-"),
    ("→", "->"),
    ("—", "-"),
    ("–", "-"),
    ("…", "..."),
    ("’", "'"),
];

fn ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return text.into();
    }
    let plain = |text: String, (mark, plain): &(&str, &str)| text.replace(mark, plain);
    PLAIN.iter().fold(text.to_owned(), plain).into()
}

#[cfg(test)]
mod tests {
    use super::ascii;

    #[test]
    fn marks_have_plain_forms() {
        assert_eq!(
            ascii("App › Key · \"•••\" → clientId — …"),
            "App > Key - \"***\" -> clientId - ..."
        );
        assert_eq!(ascii("동의항목"), "동의항목");
    }
}
