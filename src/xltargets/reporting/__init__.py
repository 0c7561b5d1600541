"""Findings into output. One file per format; `REPORTERS` is the list of them all."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from xltargets.reporting.base import Reporter

REPORTERS = {
    "text": "text:TextReporter",
    "concise": "text:ConciseReporter",
    "json": "json:JsonReporter",
    "ndjson": "json:NdjsonReporter",
    "github": "github:GithubReporter",
    "sarif": "sarif:SarifReporter",
    "junit": "junit:JunitReporter",
    "html": "html:HtmlReporter",
    "xlsx": "xlsx:XlsxReporter",
}
"""Formats, and the module and class that writes each; loaded when it is asked for."""


def reporter(name: str) -> type[Reporter]:
    """The reporter of a format."""
    module, _colon, class_name = REPORTERS[name].partition(":")
    return cast("type[Reporter]", getattr(import_module(f"xltargets.reporting.{module}"), class_name))
