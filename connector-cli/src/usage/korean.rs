//! The description of the program in Korean, and the pages that clap makes of it.

use clap::{Arg, ArgAction, Command};
use connector_host::core::Text;

use super::texts::{TEXTS, WORDS};

/// The same description with Korean texts.
pub(super) fn described(program: Command) -> Command {
    let version = own("version", 'V', "버전을 출력합니다", ArgAction::Version);
    translated(program).disable_version_flag(true).arg(version)
}

fn translated(mut command: Command) -> Command {
    if let Some(text) = korean(command.get_about()) {
        command = command.about(text);
    }
    if let Some(text) = korean(command.get_long_about()) {
        command = command.long_about(text);
    }
    if let Some(text) = korean(command.get_after_long_help()) {
        command = command.after_long_help(text);
    }
    let help = own(
        "help",
        'h',
        "도움말을 출력합니다. --help가 더 자세합니다",
        ArgAction::Help,
    );
    let command = command.mut_args(argument).mut_subcommands(translated);
    command.disable_help_flag(true).arg(help)
}

/// An option that clap adds in English unless it is there.
fn own(name: &'static str, short: char, help: &'static str, action: ArgAction) -> Arg {
    Arg::new(name).short(short).long(name).help(help).action(action)
}

fn argument(mut argument: Arg) -> Arg {
    if let Some(text) = korean(argument.get_help()) {
        argument = argument.help(text);
    }
    if let Some(text) = korean(argument.get_long_help()) {
        argument = argument.long_help(text);
    }
    if let Some(text) = korean(argument.get_help_heading()) {
        argument = argument.help_heading(text);
    }
    argument
}

/// A page of the described program, with the texts of values in Korean as well: those cannot be described.
pub(super) fn page(program: &Command, page: &str) -> String {
    let mut values = Vec::new();
    texts_of_values(program, &mut values);
    // The longest first, as one may end with another.
    values.sort_by_key(|text| std::cmp::Reverse(text.en.len()));
    let line = |line: &str| {
        let ends = |text: &&&Text| {
            line.strip_suffix(text.en)
                .is_some_and(|before| before.ends_with([' ', ':']))
        };
        match values.iter().find(ends) {
            Some(text) => line.trim_end_matches(text.en).to_owned() + text.ko,
            None => line.to_owned(),
        }
    };
    spelt(&page.split('\n').map(line).collect::<Vec<_>>().join("\n"))
}

/// A text with clap's own words in Korean.
pub(super) fn spelt(text: &str) -> String {
    WORDS
        .iter()
        .fold(text.to_owned(), |text, word| text.replace(word.en, word.ko))
}

fn texts_of_values(command: &Command, found: &mut Vec<&'static Text>) {
    let values = command.get_arguments().flat_map(Arg::get_possible_values);
    found.extend(values.filter_map(|value| pair(value.get_help())));
    command
        .get_subcommands()
        .for_each(|inner| texts_of_values(inner, found));
}

fn korean(english: Option<&(impl ToString + ?Sized)>) -> Option<&'static str> {
    pair(english).map(|text| text.ko)
}

fn pair(english: Option<&(impl ToString + ?Sized)>) -> Option<&'static Text> {
    let english = english?.to_string();
    TEXTS.iter().find(|text| text.en == english)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use clap::{Arg, Command, CommandFactory as _};

    use super::TEXTS;

    /// Everything in a description that people read.
    fn texts(command: &Command, found: &mut BTreeSet<String>) {
        let own = [
            command.get_about(),
            command.get_long_about(),
            command.get_after_long_help(),
        ];
        found.extend(own.into_iter().flatten().map(ToString::to_string));
        for argument in command.get_arguments() {
            let own = [argument.get_help(), argument.get_long_help()];
            found.extend(own.into_iter().flatten().map(ToString::to_string));
            found.extend(argument.get_help_heading().map(ToString::to_string));
            let values = Arg::get_possible_values(argument);
            found.extend(values.iter().filter_map(|value| Some(value.get_help()?.to_string())));
        }
        command.get_subcommands().for_each(|inner| texts(inner, found));
    }

    #[test]
    fn every_text_has_its_korean_and_no_korean_is_left_over() {
        let mut said = BTreeSet::new();
        texts(&crate::Cli::command(), &mut said);
        // A command line is the same in every language.
        said.retain(|text| !(text.starts_with('`') && text.ends_with('`')));
        let known: BTreeSet<String> = TEXTS.iter().map(|text| text.en.to_owned()).collect();
        assert_eq!(said.difference(&known).collect::<Vec<_>>(), [""; 0], "without Korean");
        assert_eq!(
            known.difference(&said).collect::<Vec<_>>(),
            [""; 0],
            "nobody says this any more"
        );
        assert_eq!(known.len(), TEXTS.len(), "a text stands here twice");
    }
}
