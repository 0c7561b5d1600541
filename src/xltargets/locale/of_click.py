"""What the command line's library says by itself, for translators to find among our messages.

`xltargets.dev build --only catalogues` makes `click.mo` of their translations, where gettext looks for them.
"""

from __future__ import annotations

DOMAIN = "click"


def N_(message: str) -> str:  # noqa: N802  (as in `errors`, which knows of no language)
    """Mark a message for translation."""
    return message


WORDS = (
    N_("(dynamic)"),
    N_("Aborted!"),
    N_("Choose from:\n\t{choices}"),
    N_("Commands"),
    N_("Could not open file {filename!r}: {message}"),
    N_("Error: {message}"),
    N_("Invalid value for {param_hint}: {message}"),
    N_("Invalid value: {message}"),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Missing option"),
    N_("Missing parameter"),
    N_("Missing parameter: {param_name}"),
    N_("Missing {param_type}"),
    N_("No such command {name!r}."),
    N_("No such option {name!r}."),
    N_("Option {name!r} does not take a value."),
    N_("Options"),
    N_("Positional arguments"),
    N_("Show this message and exit."),
    N_("Try '{command} {option}' for help."),
    N_("Usage:"),
    N_("Value must be an iterable."),
    N_("default: {default}"),
    N_("deprecated"),
    N_("directory"),
    N_("env var: {var}"),
    N_("file"),
    N_("float"),
    N_("float range"),
    N_("integer"),
    N_("integer range"),
    N_("path"),
    N_("required"),
    N_("text"),
    N_("unknown error"),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("{name} {filename!r} is not executable."),
    N_("{name} {filename!r} is not readable."),
    N_("{name} {filename!r} is not writable."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{value} is not in the range {range}."),
)
"""What click says of any number of things."""
BY_COUNT = (
    (N_("Did you mean {possibility}?"), N_("(Did you mean one of: {possibilities}?)")),
    (N_("Got unexpected extra argument ({args})"), N_("Got unexpected extra arguments ({args})")),
    (N_("Option {name!r} requires an argument."), N_("Option {name!r} requires {nargs} arguments.")),
    (N_("Takes {nargs} values but 1 was given."), N_("Takes {nargs} values but {len} were given.")),
    (N_("{value!r} is not {choice}."), N_("{value!r} is not one of {choices}.")),
)
"""What it says of one, and of several."""
