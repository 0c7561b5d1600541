"""The team scorecard: parts of formulas that read the rates in force. Declarations only."""

from __future__ import annotations

from xltargets.templates.row_formulas import coded
from xltargets.templates.team_scorecard.words import MODE

_NO_CAP = "1E+15"


def term_of(key: str, row: str) -> str:
    """An amount of the terms in a row of Rates, 0 if there are none or it is blank."""
    return f"IF({row}=0,0,1*INDEX(terms[{key}],MAX(1,{row})))"


def cap_of(row: str) -> str:
    """The cap of the terms in a row of Rates; no cap is more than anybody can earn."""
    # A row may be "", which SUM takes for nothing.
    place = f"SUM({row})"
    cap = f"INDEX(terms[cap],MAX(1,{place}))"
    return f"IF({place}=0,{_NO_CAP},IF(1*{cap}=0,{_NO_CAP},1*{cap}))"


def total_of(credit: str, quota: str, first: str, last: str, cap: str) -> str:
    """The commission on all that is credited to a month, by the tiers between two rows of Rates, in cents."""
    tiers = f"INDEX(tiers[attainment],{first}):INDEX(tiers[rate],{last})"
    earned = f"COMMISSION_QUOTA({credit},{quota},{tiers},{coded(MODE, 'settings.mode')},{cap},,,,settings.cents)"
    return f'IF(OR({first}="",{quota}=0,{credit}<=0),0,{earned})'
