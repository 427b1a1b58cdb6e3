//! The help of the whole command line: every verb on a line of its own, read from the tree itself.

use clap::{Arg, Command, CommandFactory};

const TEMPLATE_HEAD: &str = "{about}\n\n{usage-heading} {usage}\n\nCommands:\n";
const TEMPLATE_TAIL: &str = "\nOptions of every command:\n{options}\n\n`countersign serve --help`, or of any other, shows its own.\n";

/// The options of `serve` at the root: understood there, shown only where they belong.
pub(super) const OF_SERVE: &str = "Options of serve";

pub(super) fn command<T: CommandFactory>() -> Command {
    let command = T::command();
    let template = format!("{TEMPLATE_HEAD}{}{TEMPLATE_TAIL}", verbs(&command));
    let of_serve = |arg: &Arg| arg.get_help_heading() == Some(OF_SERVE);
    command
        .mut_args(|arg| if of_serve(&arg) { arg.hide(true) } else { arg })
        .help_template(template)
}

/// One line a verb: how it is called, and what it does.
fn verbs(command: &Command) -> String {
    let mut lines = Vec::new();
    gather(command, "", &mut lines);
    let width = lines
        .iter()
        .map(|(call, _)| call.len())
        .max()
        .unwrap_or_default();
    lines
        .iter()
        .map(|(call, about)| format!("  {call:width$}  {about}\n"))
        .collect()
}

fn gather(command: &Command, before: &str, lines: &mut Vec<(String, String)>) {
    for verb in command.get_subcommands() {
        let mut call = format!("{before}{}", verb.get_name());
        if verb.has_subcommands() {
            gather(verb, &format!("{call} "), lines);
            continue;
        }
        for value in verb.get_positionals() {
            call.push_str(&format!(" {}", value.get_id().as_str().to_uppercase()));
        }
        lines.push((
            call,
            verb.get_about()
                .map(ToString::to_string)
                .unwrap_or_default(),
        ));
    }
}
