//! `connectors man`: pages for `man`.

use std::{fs, io, path::PathBuf, process::ExitCode};

use anstream::print;
use clap::{Args, CommandFactory};
use clap_mangen::Man;

use crate::{unwritable, usage, voice::Voice};

/// Arguments of `connectors man`.
#[derive(Debug, Args)]
pub(crate) struct ManArgs {
    /// Write the page of the program and one page per command to this directory
    #[arg(long, value_name = "DIR")]
    write: Option<PathBuf>,
}

/// Runs the command. Exit codes: 0 written, 3 cannot write.
pub(crate) fn run<C: CommandFactory>(args: &ManArgs, voice: Voice) -> ExitCode {
    let Ok(pages) = pages::<C>(voice) else {
        return ExitCode::from(70);
    };
    match &args.write {
        // The program's own page names those of the commands.
        None => pages.first().into_iter().for_each(|(_, text)| print!("{text}")),
        Some(directory) => {
            let write = |(name, text): &(String, String)| fs::write(directory.join(name), text);
            if let Err(error) = fs::create_dir_all(directory).and_then(|()| pages.iter().try_for_each(write)) {
                return unwritable::tell(directory, &error, voice);
            }
        }
    }
    ExitCode::SUCCESS
}

/// The program's page and one per command, by file name.
fn pages<C: CommandFactory>(voice: Voice) -> io::Result<Vec<(String, String)>> {
    // `help` repeats every command.
    let mut program = usage::command::<C>(voice.lang).disable_help_subcommand(true);
    program.build();
    let commands = std::iter::once(&program).chain(program.get_subcommands());
    commands
        .map(|command| {
            let (man, mut page) = (Man::new(command.clone()), Vec::new());
            man.render(&mut page)?;
            let page = String::from_utf8_lossy(&page);
            Ok((man.get_filename(), usage::page::<C>(voice.lang, &page)))
        })
        .collect()
}
