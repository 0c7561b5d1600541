"""`xltargets rules`: what the validator looks for, from the rules' own documentation."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from xltargets.cli.options import refuse

if TYPE_CHECKING:
    from xltargets.validation.registry import Rule


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
def command(selection: tuple[str, ...], form: str) -> None:
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
        raise refuse(str(problem)) from None
    chosen = [rule for code, rule in rules().items() if code in codes]
    if form == "json":
        click.echo(json.dumps([_as_dict(rule) for rule in chosen], ensure_ascii=False, indent=2))
    elif selection:
        click.echo("\n\n".join(_page(rule) for rule in chosen))
    else:
        _list(chosen)


def _list(chosen: list[Rule]) -> None:
    from xltargets.validation.registry import FAMILIES

    width = max(len(rule.name) for rule in chosen)
    family = ""
    for rule in chosen:
        if rule.family != family:
            click.echo(("\n" if family else "") + f"{rule.family}  {FAMILIES[rule.family]}")
            family = rule.family
        click.echo(f"  {rule.code}  {rule.severity.word:<7}  {rule.name:<{width}}  {rule.summary}")


def _page(rule: Rule) -> str:
    return f"{rule.code} {rule.name} ({rule.severity.word}, since {rule.since})\n\n{rule.page}"


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
