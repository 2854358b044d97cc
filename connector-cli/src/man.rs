//! `connectors man`: pages for `man`.

use std::{io, path::PathBuf, process::ExitCode};

use anstream::print;
use clap::{Args, Command};
use clap_mangen::Man;

use crate::{unwritable, voice::Voice};

/// Arguments of `connectors man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write the page of the program and one page per command to this directory
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs the command. Exit codes: 0 written, 3 cannot write.
pub(crate) fn run(args: &ManArgs, program: Command, voice: Voice) -> ExitCode {
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
        Err(error) => unwritable::tell(directory, &error, voice),
    }
}

/// The program's own page, which names those of the commands.
fn page(program: Command) -> io::Result<String> {
    let mut page = Vec::new();
    Man::new(program).render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
