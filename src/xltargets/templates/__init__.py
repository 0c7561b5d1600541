"""What the workbooks are: their declarations, and how they are built, filled and recognised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xltargets.templates.company_scorecard import COMPANY_SCORECARD
from xltargets.templates.crm_log import CRM_LOG
from xltargets.templates.risk_register import RISK_REGISTER
from xltargets.templates.target_plan import TARGET_PLAN
from xltargets.templates.team_scorecard import TEAM_SCORECARD

if TYPE_CHECKING:
    from xltargets.templates.schema import Template
    from xltargets.workbooks.contents import Contents

TEMPLATES: dict[str, Template] = {
    template.key: template
    for template in (
        TARGET_PLAN,
        TEAM_SCORECARD,
        CRM_LOG,
        RISK_REGISTER,
        COMPANY_SCORECARD,
    )
}
KEY_PROPERTY = "xltargets.template"
VERSION_PROPERTY = "xltargets.schema"
LANGUAGE_PROPERTY = "xltargets.language"
WORDS_PROPERTY = "xltargets.words"
"""The edition of the words that a workbook shows; an upgrade leaves them, for people know their workbook by them."""


def find(contents: Contents) -> Template | None:
    """The template that a workbook was made from, by its document properties; None if none of ours."""
    return TEMPLATES.get(contents.properties.get(KEY_PROPERTY, ""))
