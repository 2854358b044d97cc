//! `connectors man`: pages for `man`.

use std::{io, path::PathBuf, process::ExitCode};

use anstream::print;
use clap::{Args, Command};
use clap_mangen::Man;
use connector_host::core::{Text, config::Sentence};

use crate::voice::Voice;

/// Arguments of `connectors man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write the page of the program and one page per command to this directory
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs the command. Exit codes: 0 written, 3 cannot write.
pub(crate) fn run(args: &ManArgs, program: Command, voice: Voice) -> ExitCode {
    const UNWRITABLE: Text = Text::new("cannot write to {path}: {reason}", "쓸 수 없습니다: {path}: {reason}");
    // `help` repeats every command.
    let program = program.disable_help_subcommand(true);
    let Some(directory) = &args.write else {
        return match page(program) {
            Ok(page) => {
                print!("{page}");
                ExitCode::SUCCESS
            }
            Err(_) => ExitCode::from(70),
        };
    };
    match std::fs::create_dir_all(directory).and_then(|()| clap_mangen::generate_to(program, directory)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let places = [("path", directory.display().to_string()), ("reason", error.to_string())];
            voice.fail(Sentence::fill(
                UNWRITABLE,
                &places.each_ref().map(|(name, text)| (*name, text.as_str())),
            ));
            ExitCode::from(3)
        }
    }
}

/// The program's own page, which names those of the commands.
fn page(program: Command) -> io::Result<String> {
    let mut page = Vec::new();
    Man::new(program).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
