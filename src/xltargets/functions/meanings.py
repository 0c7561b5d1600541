"""Functions that give another result than in an earlier edition, and why: for workbooks that were worked out then."""

from __future__ import annotations

from xltargets.errors import N_

_TOTALS = N_(
    "it is a difference of totals now: a tier pays for what came before, cap and floor hold for the whole period"
)

CHANGED: dict[str, tuple[int, str]] = {
    "RFM_SCORE": (2, N_("customers who share a value now share the score of the middle of their places")),
    "TARGET_REPLAN": (2, N_("one open period carries what is finer than the decimals, so that the year still foots")),
    "TARGET_AT_RISK": (2, N_("the loss is worked out exactly now, not drawn at random")),
    "ACHIEVEMENT": (2, N_("a negative target is refused, for no quotient says how far it is reached")),
    "TARGET_PACE": (2, N_("a negative target is refused, for no quotient says how far it is reached")),
    "NPS_SCORE": (2, N_("ratings must be whole")),
    "TARGET_BREAKEVEN": (2, N_("a negative cost is refused")),
    "TARGET_CONSENSUS": (2, N_("the median takes the weights into account")),
    "KRI_BREACH_IN": (2, N_("a slope within the noise of the numbers is none")),
    "BAND_GRADE": (2, N_("a label that is a number stays one")),
    "COMMISSION": (2, _TOTALS),
    "COMMISSION_LEGS": (2, _TOTALS),
    "COMMISSION_QUOTA": (2, _TOTALS),
}
"""The version of the templates whose workbooks are the first to be worked out so, and what is different."""


def changed_since(version: int) -> dict[str, str]:
    """The functions whose results may differ in a workbook of that version, and why."""
    return {name: why for name, (since, why) in CHANGED.items() if since > version}
