"""`xltargets rules`: what the validator looks for, from the rules' own documentation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import refuse
from xltargets.cli.wording import language_option
from xltargets.errors import N_, fill
from xltargets.locale import SOURCE, translator

if TYPE_CHECKING:
    from xltargets.errors import Translate
    from xltargets.validation.registry import Rule

_HEAD = N_("{code} {name} ({severity}, since {since})")
_IN_ENGLISH = N_("All about it, in English: {command}")


@click.command
@click.argument("selection", metavar="[CODE]...", nargs=-1)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)
@language_option("Language of the list; JSON is in English.")
def command(selection: tuple[str, ...], form: str, language: str) -> None:
    """List the validator's rules, or explain some of them.

    CODE is a rule's code (XL304), a family (XL3) or a rule's name (out-of-range).

    \b
    Example:
      xltargets rules XL304
    """
    from xltargets.validation.registry import UnknownRule, matching, rules

    try:
        codes = frozenset().union(*(matching(word) for word in selection)) if selection else frozenset(rules())
    except UnknownRule as problem:
        raise refuse(problem.sentence(translator(language))) from None
    chosen = [rule for code, rule in rules().items() if code in codes]
    if form == "json":
        click.echo(json.dumps([_as_dict(rule) for rule in chosen], ensure_ascii=False, indent=2))
    elif selection:
        click.echo("\n\n".join(_page(rule, language) for rule in chosen))
    else:
        _list(chosen, translator(language))


def _list(chosen: list[Rule], translate: Translate) -> None:
    from xltargets.reporting.base import SEVERITIES
    from xltargets.validation.registry import FAMILIES

    width = max(len(rule.name) for rule in chosen)
    family = ""
    for rule in chosen:
        if rule.family != family:
            click.echo(("\n" if family else "") + f"{rule.family}  {translate(FAMILIES[rule.family])}")
            family = rule.family
        click.echo(
            f"  {rule.code}  {translate(SEVERITIES[rule.severity]):<7}  {rule.name:<{width}}  {translate(rule.summary)}"
        )


def _page(rule: Rule, language: str) -> str:
    """All about a rule; in other languages than English what is translated of it."""
    if language == SOURCE:
        return f"{rule.code} {rule.name} ({rule.severity.word}, since {rule.since})\n\n{rule.page}"
    from xltargets.reporting.base import SEVERITIES

    translate = translator(language)
    values = {"code": rule.code, "name": rule.name, "since": rule.since}
    values["severity"] = translate(SEVERITIES[rule.severity])
    more = fill(_IN_ENGLISH, {"command": f"xltargets rules {rule.code} --language en"}, translate)
    return f"{fill(_HEAD, values, translate)}\n\n{translate(rule.summary)}\n{more}"


def _as_dict(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "name": rule.name,
        "severity": rule.severity.word,
        "since": rule.since,
        "templates": sorted(rule.templates) if rule.templates is not None else None,
        "summary": rule.summary,
        **{heading.lower().replace(" ", "_"): text for heading, text in rule.sections.items()},
    }
