"""The risk register: what threatens the target, what warns of it, and what is done. Declarations only."""

from __future__ import annotations

from xltargets.templates.common import LOADED_SHEET
from xltargets.templates.risk_register.alerts import Alerts
from xltargets.templates.risk_register.cases import Cases
from xltargets.templates.risk_register.course import Course
from xltargets.templates.risk_register.kris import Colours, Kris
from xltargets.templates.risk_register.lists import Words
from xltargets.templates.risk_register.report import (
    HEAT_LEGEND,
    LOSS_CHART,
    TILES,
    Board,
    Heat,
    Losses,
    Overdue,
    Reporting,
    Standing,
    Top,
)
from xltargets.templates.risk_register.risks import Risks
from xltargets.templates.risk_register.settings import Bands, Scale, Settings
from xltargets.templates.schema import Role, Sheet, Template, _

RISK_REGISTER = Template(
    key="risk-register",
    title=_("Risk register"),
    purpose=_("Lists what threatens the target, watches what warns of it, and follows what is done about it."),
    version=2,
    steps=(
        _("Fill in Settings: unit, owner, the target of the year, and what the marks from 1 to 5 mean for you."),
        _("List the Risks: what could happen, why, how likely, how bad; then owner, response and plan."),
        _("Choose KRIs that warn early, with amber and red thresholds, and enter their value each month."),
        _("Look at Alerts, and acknowledge them in KRIs. Write down in Cases what happened and what was learnt."),
        _("Take the Report to the meeting."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "standing.as_of",
        "standing.risks",
        "standing.high",
        "standing.expected",
        "standing.at_risk",
        "standing.red",
        "standing.overdue",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "report",
            _("Report"),
            Role.RESULT,
            _("Where the risks lie, what they may cost, and what is late."),
            (TILES, Heat, HEAT_LEGEND, Top, Overdue, Losses, Board, Reporting, LOSS_CHART, Standing),
            band=16,
            landscape=False,
            breaks=("H8",),
        ),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole register. Fill in the yellow cells."),
            (Settings, Bands, Scale),
        ),
        Sheet(
            "risks",
            _("Risks"),
            Role.INPUT,
            _("What can go wrong, how likely and how bad it is, and what is done about it."),
            (Risks,),
            wide=2,
        ),
        Sheet(
            "kris",
            _("KRIs"),
            Role.INPUT,
            _("What tells early that a risk is coming. Enter each month's value."),
            (Kris, Colours),
            wide=2,
            unprinted=("colours",),
        ),
        Sheet(
            "alerts",
            _("Alerts"),
            Role.RESULT,
            _("Indicators past a threshold. Acknowledge them in KRIs."),
            (Alerts,),
        ),
        Sheet(
            "course",
            _("Indicators at a glance"),
            Role.RESULT,
            _("How each indicator went month by month, and how far it is from its thresholds."),
            (Course,),
            since=2,
        ),
        Sheet("cases", _("Cases"), Role.INPUT, _("What happened, what was done, and what was learnt."), (Cases,)),
        Sheet("lists", _("Lists"), Role.INPUT, _("What the drop-downs offer."), (Words,), since=2),
        LOADED_SHEET,
    ),
)
