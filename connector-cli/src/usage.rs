//! How arguments are read: in the language and colour that they themselves ask for, before anything else is known of them.

mod complaint;
mod korean;
mod texts;

use clap::{Command, CommandFactory, Parser, ValueEnum as _, error::ErrorKind};
use connector_host::settings::Lang;

use crate::{
    locale::Locale,
    voice::{ColorArg, LangArg},
};

/// The arguments of this process. Ends it, if help was asked for or the usage is wrong.
pub(crate) fn parsed<C: Parser>() -> C {
    let words: Vec<String> = std::env::args_os()
        .map(|word| word.to_string_lossy().into_owned())
        .collect();
    let color = wish(&words, "--color").and_then(|wish| ColorArg::from_str(wish, false).ok());
    let color = color.unwrap_or(ColorArg::Auto);
    let lang = wish(&words, "--lang").and_then(|wish| LangArg::from_str(wish, false).ok());
    let lang = lang.map_or_else(|| Locale::of_the_process().lang, Lang::from);
    let result = command::<C>(lang)
        .color(color.into())
        .try_get_matches()
        .and_then(|matches| C::from_arg_matches(&matches));
    result.unwrap_or_else(|error| match lang {
        Lang::En => error.exit(),
        Lang::Ko => ended_in_korean::<C>(&error, color),
    })
}

/// The program's description in a language.
pub(crate) fn command<C: CommandFactory>(lang: Lang) -> Command {
    match lang {
        Lang::En => C::command(),
        Lang::Ko => korean::described(C::command()),
    }
}

/// A page that was made of that description.
pub(crate) fn page<C: CommandFactory>(lang: Lang, page: &str) -> String {
    match lang {
        Lang::En => page.to_owned(),
        Lang::Ko => korean::page(&C::command(), page),
    }
}

/// What was written after an option, or after its `=`.
fn wish<'w>(words: &'w [String], option: &str) -> Option<&'w str> {
    let joined = words
        .iter()
        .find_map(|word| word.strip_prefix(option)?.strip_prefix('='));
    let mut after = words.iter().skip_while(|word| *word != option).skip(1);
    joined.or_else(|| after.next().map(String::as_str))
}

fn ended_in_korean<C: CommandFactory>(error: &clap::Error, color: ColorArg) -> ! {
    color.heed();
    let text = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            page::<C>(Lang::Ko, &error.render().ansi().to_string())
        }
        _ => complaint::korean(error),
    };
    if error.use_stderr() {
        anstream::eprint!("{text}");
    } else {
        anstream::print!("{text}");
    }
    std::process::exit(error.exit_code())
}
