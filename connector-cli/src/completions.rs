//! `connectors completions`: what a shell needs to complete commands, options and their values.

use std::process::ExitCode;

use anstream::print;
use clap::{Args, CommandFactory, ValueEnum};
use clap_complete::Shell;

/// Arguments of `connectors completions`.
#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// Shell that reads them
    #[arg(value_enum, value_name = "SHELL")]
    shell: ShellArg,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum ShellArg {
    /// `connectors completions bash > /etc/bash_completion.d/connectors`
    Bash,
    /// `connectors completions zsh > "${fpath[1]}/_connectors"`
    Zsh,
    /// `connectors completions fish > ~/.config/fish/completions/connectors.fish`
    Fish,
    /// `connectors completions powershell >> $PROFILE`
    Powershell,
}

/// Runs the command. The scripts are English: they are put where every user of a machine gets them.
pub(crate) fn run<C: CommandFactory>(args: &CompletionsArgs) -> ExitCode {
    let shell = match args.shell {
        ShellArg::Bash => Shell::Bash,
        ShellArg::Zsh => Shell::Zsh,
        ShellArg::Fish => Shell::Fish,
        ShellArg::Powershell => Shell::PowerShell,
    };
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut C::command(), "connectors", &mut script);
    print!("{}", String::from_utf8_lossy(&script));
    ExitCode::SUCCESS
}
