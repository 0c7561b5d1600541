"""The mid-year adjustment: what each open period and each person must bring now, with reasons."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from xltargets.actions.registry import Changes, Outcome, Request
from xltargets.calc import forecast_finish, target_replan, target_split
from xltargets.errors import N_, NotAvailable, Phrase, ValueProblem
from xltargets.units.days import shown_month
from xltargets.units.names import name_key
from xltargets.views.view import View
from xltargets.workbooks.contents import address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from xltargets.spine.figures import Account, Standing
    from xltargets.views.slots import BoundTable
    from xltargets.workbooks.contents import CellValue, Contents

KEY = "target-plan"
FORECAST = "forecast"


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
    settings: dict[str, float] = field(default_factory=dict)
    """New values of settings, such as the agreed target."""

    @property
    def message(self) -> Phrase:
        """What to tell."""
        message = N_("{actual} of {due} are there; the year would end at {forecast} of {total}. {count} proposals.")
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
            span = next((one for one in self.account.targets if one.first == first), None)
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
    """Look at the plan's Review, and propose new targets for the open periods, and for people whose sales are known.

    Args:
        contents: A target plan.
        as_of: The day to look from; the plan's own, if it has one, comes first.
        target: A new target of the year: an amount, or "forecast"; None keeps the year's target.
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
    settings: dict[str, float] = {}
    proposals: list[Proposal] = []
    if wanted is not None and wanted != total:
        settings["agreed"] = wanted
        reason = N_("{actual} of {due} are there ({share}); at that rate the year ends at {forecast}.")
        proposals.append(_proposal("", total, wanted, reason, actual, due, forecast))
        scale = wanted / total if total else 0.0
        parts = target_split(wanted, [one * scale or one for one in targets], decimals)
        new_targets = [float(part) for part in parts]
    else:
        new_targets = targets
    replanned = _replanned(new_targets, actuals, decimals)
    open_periods = [index for index in range(len(targets)) if index not in closed]
    for index in open_periods:
        if abs(replanned[index] - targets[index]) >= 10**-decimals / 2:
            reason = N_(
                "{actual} of {due} are there ({share}); the {count} open periods take up the rest in proportion."
            )
            scope = shown_month(periods[index] or 0)
            proposals.append(
                _proposal(scope, targets[index], replanned[index], reason, actual, due, forecast, len(open_periods))
            )
    if won_by_person:
        proposals += _for_people(view, won_by_person, total, wanted or total, due, decimals)
    return Replan(day, total, due, actual, forecast, proposals, settings)


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
            message = N_("{sold} of {expected} due are there ({share}); {left} are left for the open periods.")
            proposals.append(Proposal(name, target, float(part), Phrase(message, **values)))
    return proposals


def entries(contents: Contents, replan: Replan) -> tuple[dict[str, list[dict[str, CellValue]]], Changes]:
    """The proposals as further rows of Changes, after those that are there, and new settings by their cells.

    They are in the workbook's language, whoever asks for them.
    """
    view = _view(contents, replan.day)
    changes = view.tables["changes"]
    headers = {
        column.identifier: changes.found.columns[changes.column_index[column.identifier] - changes.found.area.left].name
        for column in changes.columns
    }
    own = [one.name for one in changes.found.columns]
    rows: list[dict[str, CellValue]] = [
        {name: changes.sheet.value(row, changes.found.area.left + place) for place, name in enumerate(own)}
        for row in changes.rows_in_use
    ]
    owner = view.fields["settings.owner"].value if "settings.owner" in view.fields else None
    year = view.translate(N_("Year"))
    for proposal in replan.proposals:
        values: dict[str, CellValue] = {
            "day": replan.day,
            "scope": proposal.scope or year,
            "before": proposal.before,
            "after": proposal.after,
            "reason": proposal.reason.sentence(view.translate),
            "by": owner or "xltargets",
        }
        rows.append({headers[key]: value for key, value in values.items() if key in headers})
    cells: Changes = {}
    for key, value in replan.settings.items():
        slot = view.fields[f"settings.{key}"]
        cells.setdefault(slot.sheet.name, {})[slot.row, slot.column_index] = value
    empty = max(0, len(list(changes.rows)) - len(rows))
    return {changes.found.name: rows + [dict.fromkeys(own) for _row in range(empty)]}, cells


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


def run(contents: Contents | None, request: Request) -> Outcome:
    """The button: proposals for the open plan, written below its Changes."""
    assert contents is not None
    options: dict[str, Any] = request.options
    replan = propose(
        contents, request.clock(), target=options.get("target"), won_by_person=options.get("won_by_person")
    )
    rows, cells = entries(contents, replan)
    if not replan.proposals:
        return Outcome(replan.message)
    details = tuple(
        f"{one.scope or request.translate(N_('Year'))}: {one.before:,.0f} → {one.after:,.0f}. "
        + one.reason.sentence(request.translate)
        for one in replan.proposals
    )
    return Outcome(replan.message, changes=cells, rows=rows, details=details)
