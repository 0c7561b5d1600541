"""The mid-year adjustment: what each open period and each person must bring now, with reasons."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import Outcome, Request
from xltargets.calc import forecast_finish, target_replan, target_split
from xltargets.errors import N_, NotAvailable, Phrase, ValueProblem, fill
from xltargets.templates.target_plan.changes import KINDS
from xltargets.units.days import shown_month
from xltargets.units.names import name_key
from xltargets.views.showing import amount_shown
from xltargets.views.view import View
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.errors import Translate
    from xltargets.spine.figures import Account, Standing
    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import CellValue, Contents

KEY = "target-plan"
FORECAST = "forecast"
FINISH = N_("{actual} of {due} are there ({share}); at that rate the year ends at {forecast}.")
SHARED = N_("{actual} of {due} are there ({share}); the {count} open periods take up the rest in proportion.")
LEFT = N_("{sold} of {expected} due are there ({share}); {left} are left for the open periods.")
REASONS = (FINISH, SHARED, LEFT)
"""What a proposal says, by which it is known again."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A target that is to change, and why."""

    scope: str
    before: float
    after: float
    reason: Phrase


@dataclass(frozen=True, slots=True)
class Replan:
    """What is proposed, and the figures that it rests on."""

    day: float
    total: float
    due: float
    actual: float
    forecast: float
    proposals: list[Proposal]
    unplaced: list[Phrase] = field(default_factory=list)
    """What is missing and nobody can take up, and who sold without being in the plan."""

    @property
    def message(self) -> Phrase:
        """What to tell."""
        message = N_(
            "{actual} of {due} are there; the year would end at {forecast} of {total}. {count} "
            "{count:proposal|proposals}."
        )
        if not self.proposals:
            message = N_(
                "{actual} of {due} are there; the year would end at {forecast} of {total}. Nothing need change."
            )
        values = {key: f"{getattr(self, key):,.0f}" for key in ("actual", "due", "forecast", "total")}
        return Phrase(message, count=len(self.proposals), **values)


@dataclass(frozen=True, slots=True)
class Basis:
    """Actuals that are read elsewhere than in the plan's Review, and where the unit stands by them."""

    account: Account
    standing: Standing
    day: float
    """The day of the data."""

    def actuals(self, periods: list[float | None]) -> list[float | None]:
        """By the plan's periods; those that have not ended on the day are open."""
        found: list[float | None] = []
        for first in periods:
            span = next((one for one in self.account.targets if one.name == first), None)
            if span is None or span.last > self.day:
                found.append(None)
            else:
                own = [one.amount or 0.0 for one in self.account.actuals if span.first <= one.first <= span.last]
                found.append(sum(own))
        return found


def propose(
    contents: Contents,
    as_of: float,
    *,
    target: float | str | None = None,
    won_by_person: Mapping[str, float] | None = None,
    basis: Basis | None = None,
) -> Replan:
    """Look at the plan's Review, and propose what the open periods, and people whose sales are known, must bring now.

    This is catch-up: it steers, and changes neither anybody's target nor what attainment is measured by.

    Args:
        contents: A target plan.
        as_of: The day to look from; the plan's own, if it has one, comes first.
        target: What the year is to end at: an amount, or "forecast"; None is the year's target.
        won_by_person: What each person won this year so far, if it is known.
        basis: Actuals that count before those of the Review, such as the scorecard's.
    """
    view = _view(contents, as_of)
    review = view.tables["review"]
    periods = [_number(review, "month", row) for row in review.rows]
    targets = [_number(review, "target", row) or 0.0 for row in review.rows]
    actuals = [_number(review, "actual", row) for row in review.rows] if basis is None else basis.actuals(periods)
    decimals = int(_field(view, "settings.decimals") or 0)
    total = _field(view, "settings.total") or 0.0
    closed = [index for index, actual in enumerate(actuals) if actual is not None]
    if not closed:
        raise NotAvailable("review", Phrase(N_("no actual")), N_("expected the actual of a month at least, in Review"))
    actual = sum(one for one in actuals if one is not None)
    due = sum(targets[index] for index in closed)
    forecast = float(forecast_finish(actuals, targets)) if due else actual
    if basis is not None and basis.standing.forecast is not None:
        # A running period counts by its days: one page shows one forecast.
        actual, due, forecast = basis.standing.actual or 0.0, basis.standing.due or 0.0, basis.standing.forecast
    day = _field(view, "status.as_of") or as_of
    wanted = _wanted(target, forecast, decimals)
    proposals: list[Proposal] = []
    if wanted is not None and wanted != total:
        proposals.append(_proposal("", total, wanted, FINISH, actual, due, forecast))
        scale = wanted / total if total else 0.0
        parts = target_split(wanted, [one * scale or one for one in targets], decimals)
        new_targets = [float(part) for part in parts]
    else:
        new_targets = targets
    replanned = _replanned(new_targets, actuals, decimals)
    open_periods = [index for index in range(len(targets)) if index not in closed]
    for index in open_periods:
        if abs(replanned[index] - targets[index]) >= 10**-decimals / 2:
            scope = shown_month(periods[index] or 0)
            proposals.append(
                _proposal(scope, targets[index], replanned[index], SHARED, actual, due, forecast, len(open_periods))
            )
    unplaced = []
    missing = round(sum(new_targets) - actual, decimals)
    if not open_periods and missing > 0:
        unplaced.append(Phrase(N_("{missing} cannot be placed: no period is open."), missing=amount_shown(missing)))
    if won_by_person:
        proposals += _for_people(view, won_by_person, total, wanted or total, due, decimals)
        unplaced += _strangers(view, won_by_person)
    return Replan(day, total, due, actual, forecast, proposals, unplaced)


def _replanned(targets: list[float], actuals: list[float | None], decimals: int) -> list[float]:
    if all(one is not None for one in actuals):
        return targets
    return [float(one) for one in target_replan(targets, actuals, decimals)]


def _wanted(target: float | str | None, forecast: float, decimals: int) -> float | None:
    if target is None:
        return None
    return round(forecast if target == FORECAST else float(target), decimals)


def _proposal(
    scope: str, before: float, after: float, reason: str, actual: float, due: float, forecast: float, count: int = 0
) -> Proposal:
    share = f"{actual / due:.1%}" if due else "–"
    values = {"actual": f"{actual:,.0f}", "due": f"{due:,.0f}", "share": share, "forecast": f"{forecast:,.0f}"}
    return Proposal(scope, before, after, Phrase(reason, count=count, **values))


def _for_people(
    view: View, won: Mapping[str, float], total: float, wanted: float, due: float, decimals: int
) -> list[Proposal]:
    """Who is ahead keeps the target; what the others miss is theirs to catch up on, told with what is left for each."""
    units = view.tables["units"]
    share_due = due / total if total else 0.0
    known: dict[str, float] = {}
    for name, amount in won.items():
        known[name_key(name)] = known.get(name_key(name), 0.0) + amount
    rows = [
        (name, target)
        for row in units.rows
        if (name := _text(units, "person", row)) and (target := _number(units, "target", row)) is not None
    ]
    parts = target_split(wanted, [target for _name, target in rows], decimals) if rows else []
    proposals = []
    for (name, target), part in zip(rows, parts, strict=True):
        sold = known.get(name_key(name))
        expected = target * share_due
        if sold is None or expected <= 0:
            continue
        left = max(0.0, float(part) - sold)
        values = {
            "sold": f"{sold:,.0f}",
            "expected": f"{expected:,.0f}",
            "share": f"{sold / expected:.1%}",
            "left": f"{left:,.0f}",
        }
        if float(part) != target or sold < expected:
            proposals.append(Proposal(name, target, float(part), Phrase(LEFT, **values)))
    return proposals


def _strangers(view: View, won: Mapping[str, float]) -> list[Phrase]:
    """Who sold, and has no target that anything could be proposed for."""
    units = view.tables["units"]
    known = {name_key(_text(units, "person", row)) for row in units.rows}
    message = N_("{sold} of {name} cannot be placed: the name is not in Units.")
    return [
        Phrase(message, sold=f"{amount:,.0f}", name=name) for name, amount in won.items() if name_key(name) not in known
    ]


def entries(contents: Contents, replan: Replan) -> dict[str, list[dict[str, CellValue]]]:
    """The rows of Changes with the proposals in place of those that an earlier re-plan made and nobody approved.

    They are catch-ups in the workbook's language, whoever asks for them. Empty where nothing changes.
    """
    view = _view(contents, replan.day)
    changes = view.tables["changes"]
    left = changes.found.area.left
    headers = {
        column.identifier: changes.found.columns[changes.column_index[column.identifier] - left].name
        for column in changes.columns
        if column.is_input
    }
    formulas = {column.identifier for column in changes.columns if not column.is_input}
    own = [
        (left + place, one.name)
        for place, one in enumerate(changes.found.columns)
        if left + place not in {changes.column_index[key] for key in formulas}
    ]
    recognise = _recogniser(view)
    used = list(changes.rows_in_use)
    kept = [row for row in used if not _is_proposal(view, changes, row, recognise)]
    if not replan.proposals and len(kept) == len(used):
        return {}
    rows: list[dict[str, CellValue]] = [{name: changes.sheet.value(row, place) for place, name in own} for row in kept]
    owner = view.fields["settings.owner"].value if "settings.owner" in view.fields else None
    year = view.translate(N_("Year"))
    # What was approved today is in the list already.
    said = {(row.get(headers["day"]), row.get(headers["scope"]), row.get(headers["after"])) for row in rows}
    for proposal in replan.proposals:
        values: dict[str, CellValue] = {
            "day": replan.day,
            "scope": proposal.scope or year,
            "before": proposal.before,
            "after": proposal.after,
            "reason": proposal.reason.sentence(view.translate),
            "by": owner or "xltargets",
            "kind": view.translate(dict(KINDS.labels)["catch_up"]),
        }
        if (values["day"], values["scope"], values["after"]) not in said:
            rows.append({headers[key]: value for key, value in values.items() if key in headers})
    empty = max(0, len(list(changes.rows)) - len(rows))
    return {changes.found.name: rows + [dict.fromkeys(name for _place, name in own) for _row in range(empty)]}


def _recogniser(view: View) -> re.Pattern[str]:
    """What the reason of a proposal of ours looks like in the workbook's language."""
    texts = (re.escape(view.translate(reason)) for reason in REASONS)
    return re.compile("|".join(re.sub(r"\\{\w+\\}", ".+?", text) for text in texts))


def _is_proposal(view: View, changes: BoundTable, row: int, recognise: re.Pattern[str]) -> bool:
    """Whether an earlier re-plan wrote it and nobody approved it: worded as we do, and in newer plans a catch-up."""
    if _text(changes, "approved", row) or not recognise.fullmatch(_text(changes, "reason", row)):
        return False
    catch_up = view.translate(dict(KINDS.labels)["catch_up"])
    return "kind" not in changes.column_index or _text(changes, "kind", row) in ("", catch_up)


def _view(contents: Contents, as_of: float) -> View:
    view = View.of(contents, as_of)
    if view.template is None or view.template.key != KEY:
        raise ValueProblem("workbook", view.kind, N_("expected a target plan"))
    for table, keys in (("review", ("month", "target", "actual")), ("changes", ("day", "scope", "before", "after"))):
        numbers = view.tables[table].column_index if table in view.tables else {}
        missing = [key for key in keys if key not in numbers]
        if missing:
            raise ValueProblem(
                "workbook", table, N_("expected all sheets of a target plan; xltargets validate tells more")
            )
    return view


def _number(table: BoundTable, key: str, row: int) -> float | None:
    value = table.sheet.value(row, table.column_index[key])
    if value is None or value == "":
        return None
    if isinstance(value, float):
        return value
    where = f"{table.sheet.name}!{address(row, table.column_index[key])}"
    raise ValueProblem(where, value, N_("expected a number"))


def _text(table: BoundTable, key: str, row: int) -> str:
    value = table.sheet.value(row, table.column_index[key])
    return value.strip() if isinstance(value, str) else ""


def _field(view: View, reference: str) -> float | None:
    slot = view.fields.get(reference)
    return slot.value if slot is not None and isinstance(slot.value, float) else None


def _told(one: Proposal, translate: Translate) -> str:
    scope = one.scope or translate(N_("Year"))
    values = {"scope": scope, "before": f"{one.before:,.0f}", "after": f"{one.after:,.0f}", "reason": one.reason}
    return fill(N_("{scope}: {before} → {after}. {reason}"), values, translate)


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: proposals for the open plan, written below its Changes."""
    assert contents is not None
    options: dict[str, Any] = request.options
    replan = propose(
        contents, request.clock(), target=options.get("target"), won_by_person=options.get("won_by_person")
    )
    rows = entries(contents, replan)
    details = tuple(_told(one, request.translate) for one in replan.proposals)
    details += tuple(one.sentence(request.translate) for one in replan.unplaced)
    return Outcome(replan.message, rows=rows, details=details)
