"""The CRM log: customers, contacts, opportunities, feedback, satisfaction and loyalty. Declarations only."""

from __future__ import annotations

from xltargets.templates.common import LOADED_SHEET
from xltargets.templates.crm_log.contacts import Contacts
from xltargets.templates.crm_log.conversion import Conversion
from xltargets.templates.crm_log.customers import Customers
from xltargets.templates.crm_log.dashboard import (
    FUNNEL_CHART,
    SEGMENTS_CHART,
    TILES,
    WAVES_CHART,
    AtRisk,
    FollowUps,
    Funnel,
    Segments,
    Standing,
    Waves,
)
from xltargets.templates.crm_log.feedback import Feedback
from xltargets.templates.crm_log.lists import Cadence, Grades, Rewards, Stages, Words
from xltargets.templates.crm_log.loyalty import Loyalty
from xltargets.templates.crm_log.opportunities import Opportunities
from xltargets.templates.crm_log.orders import Orders
from xltargets.templates.crm_log.satisfaction import Satisfaction
from xltargets.templates.crm_log.settings import Settings
from xltargets.templates.schema import Role, Sheet, Template, _

CRM_LOG = Template(
    key="crm-log",
    title=_("CRM log"),
    purpose=_("Keeps customers, contacts and opportunities, and tells who is to be looked after next."),
    version=2,
    steps=(
        _("Fill in Settings: unit, owner, the target of the year; look through Lists: cadence, stages, grades."),
        _("List the Customers with tier and owner, and whether they agreed to be contacted."),
        _("Write each contact into Contacts, each chance into Opportunities, each order into Orders."),
        _("Write down Feedback and the answers of Satisfaction; close it, and tell the customer."),
        _("Look at the Dashboard: whom to contact, what slips, who is at risk."),
    ),
    glance=(
        "settings.unit",
        "settings.owner",
        "standing.as_of",
        "standing.pipeline",
        "standing.weighted",
        "standing.coverage",
        "standing.overdue",
        "standing.csat",
        "standing.nps",
    ),
    sheets=(
        Sheet("guide", _("Guide"), Role.GUIDE, ""),
        Sheet(
            "dashboard",
            _("Dashboard"),
            Role.RESULT,
            _("Whom to contact, what is in the pipeline, how satisfied customers are."),
            (TILES, Funnel, FollowUps, Waves, AtRisk, Standing, Segments, FUNNEL_CHART, WAVES_CHART, SEGMENTS_CHART),
            band=11,
            breaks=("A below funnel and at_risk",),
        ),
        Sheet(
            "settings",
            _("Settings"),
            Role.INPUT,
            _("What holds for the whole log. Fill in the yellow cells."),
            (Settings,),
        ),
        Sheet(
            "lists",
            _("Lists"),
            Role.INPUT,
            _("Cadence, stages, grades and loyalty tiers, and what drop-downs offer."),
            (Cadence, Stages, Grades, Rewards, Words),
        ),
        Sheet(
            "customers",
            _("Customers"),
            Role.INPUT,
            _("Who they are, and when each is next looked after."),
            (Customers,),
        ),
        Sheet("contacts", _("Contacts"), Role.INPUT, _("Every contact, and what comes next."), (Contacts,)),
        Sheet(
            "opportunities",
            _("Opportunities"),
            Role.INPUT,
            _("What customers may buy, how likely and when."),
            (Opportunities,),
        ),
        Sheet("orders", _("Orders"), Role.INPUT, _("What customers bought."), (Orders,), landscape=False),
        Sheet(
            "feedback", _("Feedback"), Role.INPUT, _("What customers said, and what was done about it."), (Feedback,)
        ),
        Sheet(
            "satisfaction",
            _("Satisfaction"),
            Role.INPUT,
            _("What customers answered, one row for each answer."),
            (Satisfaction,),
        ),
        Sheet(
            "loyalty",
            _("Loyalty"),
            Role.RESULT,
            _("Points, tier and reward; recency, frequency and value of orders."),
            (Loyalty,),
        ),
        Sheet(
            "conversion",
            _("Conversion"),
            Role.RESULT,
            _("How many deals came how far, and what share of one stage came to the next."),
            (Conversion,),
            landscape=False,
            since=2,
        ),
        LOADED_SHEET,
    ),
)
