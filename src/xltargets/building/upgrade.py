"""A workbook of an earlier version brought to the newest, in place: what people typed and made stays where it is.

The workbook that the template would build today is the donor: new columns, fields, their looks and rules are taken
from it. Everything else of the file stays byte for byte.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.building.builder import write_unevaluated
from xltargets.building.upgrade_steps import Upgrade
from xltargets.errors import N_, Phrase, ValueProblem
from xltargets.functions.meanings import changed_since
from xltargets.templates.content import Filling
from xltargets.templates.schema import Table
from xltargets.templates.versions import as_named
from xltargets.units.days import today
from xltargets.views.view import View
from xltargets.workbooks.formulas import functions_used
from xltargets.workbooks.package import open_package
from xltargets.workbooks.patch import write_package
from xltargets.workbooks.properties import stamp
from xltargets.workbooks.reader import read
from xltargets.workbooks.recalc import recalculate, same_value
from xltargets.workbooks.temporary import folder_beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from xltargets.templates.schema import Template
    from xltargets.workbooks.contents import Contents
    from xltargets.workbooks.formualizer_engine import Place


@dataclass(frozen=True, slots=True)
class Account:
    """What an upgrade did."""

    before: int
    after: int
    added: tuple[str, ...] = ()
    """New columns and fields, as people find them: `Units, Person ID`."""
    adopted: tuple[str, ...] = ()
    """Columns that people had added themselves under the name of a new one, and that are taken for it."""
    formulas: int = 0
    """Formulas that the newer version words differently."""
    changed: tuple[Place, ...] = ()
    """Cells whose value is another than before."""
    reasons: tuple[tuple[str, str], ...] = ()
    """Functions in those cells that give another result than in the older version, and why (untranslated)."""

    @property
    def message(self) -> Phrase:
        """What to tell."""
        if self.before == self.after:
            return Phrase(N_("It is of version {after} already, the newest."), after=self.after)
        return Phrase(
            N_(
                "Brought from version {before} to {after}: {count} new {count:column or field|columns and fields}, "
                "{formulas} newer {formulas:formula|formulas}."
            ),
            before=self.before,
            after=self.after,
            count=len(self.added),
            formulas=self.formulas,
        )


def upgrade(contents: Contents, target: Path, clock: Callable[[], float] | None = None) -> Account:
    """Write a copy of a workbook in the newest version of its template; `target` may be the file itself.

    Raises a `ValueProblem` for a workbook that cannot be upgraded, before anything is written, and an OSError where
    the target cannot be written.
    """
    view = View.of(contents)
    newest = as_named(_newest(view), contents.sheets, view.translate)
    assert view.template is not None
    before = view.template.version
    if before == newest.version:
        return Account(before, before)
    if not view.is_whole:
        raise ValueProblem(
            "workbook",
            Phrase(N_("sheets, tables, columns or names that are missing or renamed")),
            N_("expected all that its template has; xltargets validate tells which"),
        )
    with folder_beside(target) as folder:
        donor, working = folder / "donor.xlsx", folder / f"working{contents.path.suffix}"
        _build_donor(view, newest, donor)
        with open_package(contents.path) as package, open_package(donor) as theirs:
            work = Upgrade(view, View.of(read(donor)), package, theirs)
            parts = work.parts()
        write_package(contents.path, working, parts)
        recalculate(working, working, clock)
        changed = _changed(contents, read(working))
        stamp(working, clock or today)
        shutil.copymode(contents.path, working)
        working.replace(target)
    old = [place for place in changed if place not in work.new_cells]
    return Account(
        before=before,
        after=newest.version,
        added=tuple(work.added),
        adopted=tuple(work.adopted),
        formulas=work.formulas,
        changed=tuple(old),
        reasons=_reasons(view, old),
    )


def _changed(before: Contents, after: Contents) -> list[Place]:
    """The cells that people see another value in, in their order; one that showed nothing shows no other."""
    return [
        (name, *place)
        for name, sheet in before.sheets.items()
        for place, cell in sorted(sheet.cells.items())
        if cell.value is not None and not same_value(cell.value, after.sheets[name].value(*place))
    ]


def _reasons(view: View, changed: Iterable[Place]) -> tuple[tuple[str, str], ...]:
    """Why cells that nobody touched show another value."""
    assert view.version is not None
    known = changed_since(view.version)
    used = {name for place in changed for name in functions_used(view.formula(place))}
    return tuple(sorted((name, known[name]) for name in used & known.keys()))


def _newest(view: View) -> Template:
    named = view.named_template
    if named is None:
        raise ValueProblem("workbook", view.kind, N_("expected a workbook made from a template of xltargets"))
    if view.template is None:
        version = view.version if view.version is not None else "?"
        raise ValueProblem(
            "workbook",
            Phrase(N_("version {version} of {template}"), version=version, template=named.key),
            N_("expected a version from 1 to {newest}; update xltargets if the workbook is newer"),
            newest=named.version,
        )
    return named


def _build_donor(view: View, template: Template, path: Path) -> None:
    """What the template builds today, empty, in the workbook's language and decimals, with as many rows as it has."""
    decimals = view.fields["settings.decimals"].value if "settings.decimals" in view.fields else 0
    settings = {"decimals": decimals} if isinstance(decimals, float) else {}
    filling = Filling({"settings": settings}, _sizes(view, template))
    write_unevaluated(template, path, filling, language=view.language, translate=view.translate, words=view.words)


def _sizes(view: View, template: Template) -> dict[str, list[dict[str, Any]]]:
    """Empty rows for the tables after which new sheets and matrices are cut."""
    tables = [block for block in template.tables.values() if issubclass(block, Table)]
    leaders = {block.follows[0] for block in tables if block.follows is not None}
    for matrix in template.matrices.values():
        leaders |= {reference.partition(".")[0] for reference in (matrix.rows, matrix.columns)}
    found: dict[str, list[dict[str, Any]]] = {}
    for name in sorted(leaders & view.tables.keys()):
        declared, rows = template.tables[name], len(view.tables[name].rows)
        if rows <= declared.spare:
            title = view.translate(declared.title)
            expected = N_("expected at least {count}; add rows to the table")
            raise ValueProblem(
                title, Phrase(N_("{rows} {rows:row|rows}"), rows=rows), expected, count=declared.spare + 1
            )
        found[name] = [{} for _row in range(rows - declared.spare)]
    return found
