"""The team scorecard: parts of formulas by which sales of several months reach the tiers of a plan. Declarations only.

In a member's row of Commission, T is the commission on all that a plan adds up until then, at most the cap. What the
month earns is T less what was earned for the same months before. `step` is what the month adds before the cap; steps
sum to T within the months of the cap.
"""

from __future__ import annotations

from xltargets.templates.row_formulas import count_where, sum_where
from xltargets.templates.team_scorecard.words import MODE

NO_CAP = "1E+15"
ABOVE = "MAX(1,[@row]-1)"
"""The row of the month before."""


def at(key: str, row: str) -> str:
    """A cell of Commission."""
    return f"INDEX(commission[{key}],MAX(1,{row}))"


def plan_has(key: str, row: str) -> str:
    """What Plans says in a row."""
    return f"INDEX(plans[{key}],MAX(1,{row}))"


def mode_of_plan(row: str) -> str:
    """How the rates of a plan are read, as COMMISSION calls it."""
    return f"INDEX(codes.{MODE.key},{plan_has('code', row)})"


def cap_of_plan(row: str) -> str:
    """The cap of a plan; without one more than anybody can earn."""
    cap = plan_has("cap", row)
    return f'IF({row}=0,{NO_CAP},IF({cap}="",{NO_CAP},{cap}))'


def commission_on(credit: str, place: str = "", rates: tuple[str, str] | None = None) -> str:
    """The commission on all that is credited, before any cap, by plan, tiers and quota in a row of Commission.

    Args:
        credit: What reaches the tiers.
        place: The row of Commission; left out it is the formula's own.
        rates: The first and the last row of Rates by plan, where they are not those of Commission.
    """

    def held(key: str) -> str:
        return at(key, place) if place else f"[@{key}]"

    first, last = rates or (held("first"), held("last"))
    quota = held("tier_quota")
    tiers = f"INDEX(plan_rates[start],{first}):INDEX(plan_rates[rate],{last})"
    rest = f"{tiers},{mode_of_plan(held('plan_row'))},,,,,settings.cents)"
    # Not COMMISSION, which LibreOffice takes for the table of this name.
    of_quota = f"IF({quota}<=0,0,COMMISSION_QUOTA({credit},{quota},{rest})"
    return f'IF(OR({first}="",{credit}<=0),0,{of_quota})'


def of_months(key: str, first: str, last: str = "[@row]") -> str:
    """The sum of the member's own cells of a column, from a month of the year to a row, this one if none is given."""
    return f"SUM(INDEX([{key}],[@row]-[@number]+{first}):INDEX([{key}],{last}))"


def late_before(key: str, first: str) -> str:
    """What Adjustments booked before this month for months from one of the year on."""
    own = ("adjustments[member]=[@member]", f"adjustments[of]>={month_of(first)}", "adjustments[month]<[@month]")
    return sum_where(f"adjustments[{key}]", *own)


def month_of(number: str) -> str:
    """The name of a month of the year: its first day, in a year of weeks that of the month it is called after."""
    return f"EDATE(settings.first_month,{number}-1)"


def fitting(role: str, product: str = '""', category: str = '""') -> tuple[str, ...]:
    """The rows of Rates by plan that fit a member, and a sale of theirs: for all, or for just this one."""
    own = {"role": role, "member": "[@member]", "product": product, "category": category}
    return tuple(
        f'plan_rates[{key}]=""' if value == '""' else f'(plan_rates[{key}]="")+(plan_rates[{key}]={value})>0'
        for key, value in own.items()
    )


def rates_where(*conditions: str) -> str:
    """The rows of Rates by plan in which conditions hold, as factors."""
    return "*".join(f"({one})" for one in ("plan_rates[plan]=[@pay_plan]", *conditions))


def rows_of_key(key: str, row: str) -> str:
    """How many months of the member belong to the same sum as a row of Commission, those in another unit too."""
    own = "commission[member]=[@member]"
    elsewhere = own, f'commission[{key}]=""', f"commission[month]>={month_of(at(key, row))}"
    came = "SUMPRODUCT(MAX((carried[member]=[@member])*carried[counts]))"
    same = count_where(own, f"commission[{key}]={at(key, row)}")
    return f"({same}+{count_where(*elsewhere, f'commission[month]<{came}')})"


def carried(key: str, *conditions: str) -> str:
    """What the member brought from another unit for the months of the plan's cap."""
    own = "carried[member]=[@member]", "carried[plan]=[@pay_plan]"
    return sum_where(f"carried[{key}]", *own, f"carried[since_month]={month_of('[@cap_month]')}", *conditions)
