"""All loaders. One that is added here works by every button and by the command."""

from __future__ import annotations

from xltargets.rollup.admission import LOG, PLAN, REGISTER, SCORECARD
from xltargets.rollup.loading.closed import CARRIED, CLOSED, OWED
from xltargets.rollup.loading.credited import CREDITED
from xltargets.rollup.loading.from_plan import load_people, load_settings
from xltargets.rollup.loading.interface import Loader
from xltargets.rollup.loading.pipeline import load_pipeline
from xltargets.rollup.loading.quotas import QUOTAS, TEAM
from xltargets.rollup.loading.review import load_actuals, load_risks
from xltargets.rollup.loading.sold import SOLD

LOADERS: tuple[Loader, ...] = (
    Loader(PLAN, "review", ("actual",), load_actuals),
    Loader(PLAN, "ahead", ("pipeline", "weighted"), load_pipeline),
    Loader(PLAN, "ahead", ("expected", "at_risk"), load_risks),
    Loader(SCORECARD, "settings", ("unit_id",), load_settings),
    TEAM,
    QUOTAS,
    CREDITED,
    SOLD,
    CLOSED,
    CARRIED,
    OWED,
    Loader(SCORECARD, "standing", ("pipeline", "weighted"), load_pipeline),
    Loader(LOG, "settings", ("unit_id", "target"), load_settings),
    Loader(LOG, "words", ("person",), load_people),
    Loader(REGISTER, "settings", ("unit_id", "target"), load_settings),
    Loader(REGISTER, "words", ("person",), load_people),
)
"""In the order in which they run."""


def loaders_of(template: str) -> list[Loader]:
    """The loaders of a template."""
    return [loader for loader in LOADERS if loader.template == template]
