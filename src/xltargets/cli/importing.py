"""What the commands that read people's data share: their options, the command that goes on, and what is kept of it."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import Refusal, refuse, writing
from xltargets.cli.wording import said
from xltargets.errors import N_, fill
from xltargets.units.amounts import MINGUO

if TYPE_CHECKING:
    from collections.abc import Callable

    from xltargets.errors import Translate
    from xltargets.importing.account import Account
    from xltargets.importing.options import ImportOptions, SourceProblem

_ARGUMENTS = "xltargets.arguments"


class ReadingCommand(click.Command):
    """A command that remembers how it was called, so that a refusal can say how to go on."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the arguments as they were typed."""
        ctx.meta[_ARGUMENTS] = list(args)
        return super().parse_args(ctx, args)


class Mapping(click.ParamType[tuple[str, str]]):
    """A pair such as amount=Net value."""

    name = "field=header"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Take it apart."""
        if isinstance(value, tuple):
            return value
        key, sign, header = value.partition("=")
        if not sign or not key or not header:
            message = N_("{value} is not FIELD=HEADER, for example amount=Net value.")
            self.fail(said(message, value=repr(value)), param, ctx)
        return key.strip(), header.strip()


class Meaning(click.ParamType[tuple[str, str]]):
    """A stage and what it means, such as Signed=won."""

    name = "word=won|lost|open"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """Take it apart."""
        from xltargets.importing.risk_words import STATES
        from xltargets.importing.sources import STAGES

        if isinstance(value, tuple):
            return value
        word, _sign, meaning = value.rpartition("=")
        of_risks = {state: state for state in STATES}
        known = {code.lower(): code for code in STAGES} | {"won": "won", "lost": "lost", "open": "open"}
        template = None if ctx is None else ctx.params.get("template")
        if template == "risk-register":
            known = of_risks
        elif template is None and ctx is not None and any(one.name == "template" for one in ctx.command.params):
            known = of_risks | known  # the template comes behind, and is looked at then
        if not word or meaning.strip().lower() not in known:
            label = said(N_("WORD"))
            words = tuple(f"{label}={one}" for one in dict.fromkeys(code for code in known if code.islower()))
            self.fail(said(N_("{value} is none of {known}."), value=repr(value), known=words), param, ctx)
        return word.strip(), known[meaning.strip().lower()]


class Rates(click.ParamType[dict[str, float]]):
    """Rates such as EUR=1.08,GBP=1.25, or a CSV file of currency and rate."""

    name = "rates"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, float]:
        """Read them; anything that is no rate is refused."""
        import csv

        if isinstance(value, dict):
            return value
        try:
            if "=" in value:
                pairs = [tuple(pair.split("=", 1)) for pair in value.split(",")]
            else:
                with Path(value).open(encoding="utf-8-sig", newline="") as file:
                    rows = [row for row in csv.reader(file) if any(row)]
                pairs = [(row[0], row[1]) for row in rows if row[0].strip().lower() != "currency"]
            rates = {code.strip().upper(): float(rate) for code, rate in pairs}
        except (OSError, ValueError, IndexError, csv.Error):
            rates = {}
        if not rates or not all(0 < rate < float("inf") for rate in rates.values()):
            message = N_("{value} holds no rates; write EUR=1.08,GBP=1.25 or name a CSV of currency and rate.")
            self.fail(said(message, value=repr(value)), param, ctx)
        return rates


_SHARED = (
    click.option(
        "--map",
        "mapping",
        type=Mapping(),
        multiple=True,
        help="FIELD=HEADER where a column is not recognised; customers., team. or products.FIELD for those lists.",
    ),
    click.option("--won", multiple=True, help="A stage that means won, where its word is not known."),
    click.option("--lost", multiple=True, help="A stage that means lost, where its word is not known."),
    click.option(
        "--stage",
        "stages",
        type=Meaning(),
        multiple=True,
        help="What a stage means, as Signed=won; of a risk, as Parked=open.",
    ),
    click.option("--all-won", is_flag=True, help="Each row is a sale, whatever its stage."),
    click.option("--rates", type=Rates(), help="Rates into --currency: EUR=1.08,GBP=1.25 or a CSV file."),
    click.option("--numbers", type=click.Choice(["eu", "us"]), help="How 1.951 is meant: eu is 1951, us is 1.951."),
    click.option(
        "--dates", "date_order", type=click.Choice(["dmy", "mdy", "ymd", MINGUO]), help="How 03/04/2025 is meant."
    ),
    click.option(
        "--duplicates",
        type=click.Choice(["all", "first", "last"]),
        help="Which rows with the same number count, where they differ.",
    ),
    click.option("--person", help="Who sold all the deals, where the file names nobody."),
    click.option("--encoding", help="Of the deals' text file, such as gb18030 or cp1252."),
    click.option("--sheet", help="The sheet of the deals' workbook."),
    click.option("--header-row", type=click.IntRange(1), help="The row of the deals' headers."),
    click.option("--dry-run", is_flag=True, help="Show what would be used, with examples, and write nothing."),
    click.option(
        "--save-mapping", type=click.Path(path_type=Path), help="Keep the columns as a profile for xltargets.toml."
    ),
    click.option(
        "--rejects", type=click.Path(path_type=Path), help="A CSV of the rows left out, each with its reason."
    ),
)
OF_DEALS = (
    *("mapping", "won", "lost", "stages", "all_won", "rates", "numbers", "date_order", "duplicates"),
    *("person", "encoding", "sheet", "header_row", "dry_run", "save_mapping", "rejects"),
)
"""What goes with a file of deals only."""


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of reading people's data."""
    for option in reversed(_SHARED):
        command = option(command)
    return command


def import_options(options: dict[str, Any]) -> ImportOptions:
    """What the options say of the files."""
    from xltargets.importing.options import FileOptions, ImportOptions

    return ImportOptions(
        mapping=dict(options["mapping"]),
        won=options["won"],
        date_order=options["date_order"],
        lost=options["lost"],
        stages=dict(options["stages"]),
        all_won=options["all_won"],
        currency=options["currency"],
        rates=options["rates"] or {},
        numbers=options["numbers"],
        duplicates=options["duplicates"],
        person=options["person"],
        deals_file=FileOptions(options["encoding"], options["sheet"], options["header_row"]),
    )


def refuse_rates(options: dict[str, Any]) -> None:
    """Rates lead into a currency, which must be said."""
    if options["rates"] and not options["currency"]:
        raise refuse(N_("--rates go with --currency, into which they lead."))


def refuse_source(problem: SourceProblem, translate: Translate) -> Refusal:
    """The refusal of a file: its sentence, and the whole command that goes on where an option decides."""
    sentence = problem.sentence(translate)
    ctx = click.get_current_context(silent=True)
    options = getattr(problem, "options", ())
    if ctx is None or not options or any(option.endswith("=HEADER") for option in options):
        return refuse(sentence)
    words = ["xltargets", *ctx.command_path.split()[1:], *ctx.meta.get(_ARGUMENTS, []), *options]
    example = translate(N_("For example:"))
    return refuse(f"{sentence}\n{example} {shlex.join(words)}")


def tell_dry_run(account: Account, translate: Translate) -> None:
    """The columns that would be used, each with some of its cells."""
    from xltargets.importing.raw import filled

    source = account.source
    click.echo(translate(N_("Nothing is written. These columns are used:")))
    for key, header in source.columns.items():
        cells = [str(cell) for cell in source.frame[key] if filled(cell)][:3]
        click.echo(f"  {key} = {header}: {', '.join(cells)}")


def keep(account: Account | None, options: dict[str, Any], translate: Translate) -> None:
    """Write the rows left out and the mapping, where that is asked for."""
    from xltargets.workbooks.temporary import whole_text

    if account is None:
        return
    rejects, mapping = options["rejects"], options["save_mapping"]
    if rejects is not None:
        with writing(rejects):
            account.write_rejects(rejects, translate)
        message = N_("{path} has the {count} {count:row|rows} left out, each with its reason.")
        click.echo(fill(message, {"path": str(rejects), "count": len(account.reasons)}, translate))
    if mapping is not None:
        with writing(mapping), whole_text(mapping) as file:
            file.write(_profile(account, options))
        message = translate(N_("{path} keeps the columns as a profile; it is found by itself in xltargets.toml."))
        click.echo(message.format(path=mapping))


def _profile(account: Account, options: dict[str, Any]) -> str:
    """The columns and words of a file as a profile."""
    columns = account.source.columns
    stages: dict[str, list[str]] = {"won": list(options["won"]), "lost": list(options["lost"])}
    for word, meaning in options["stages"]:
        stages.setdefault(meaning, []).append(word)
    lines = ["[profiles.own]", f"title = {_quoted(account.source.path.stem)}", "", "[[profiles.own.layout]]"]
    lines += ['name = "own"', f"signs = {_list(columns.values())}"]
    lines += [f"decides_nothing = {_list(account.source.unused)}", "", "[profiles.own.layout.labels]"]
    lines += [f"{key} = {_list([header])}" for key, header in columns.items()]
    lines += ["", "[profiles.own.layout.stages]"]
    lines += [f"{meaning} = {_list(words)}" for meaning, words in stages.items() if words and meaning.islower()]
    return "\n".join(lines) + "\n"


def _list(words: Any) -> str:
    return "[" + ", ".join(map(_quoted, words)) + "]"


def _quoted(word: str) -> str:
    import json

    return json.dumps(word, ensure_ascii=False)
