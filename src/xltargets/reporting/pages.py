"""What all pages have in common: one file each, whose own style and script its policy names by their digests."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment, Template


@cache
def part(name: str) -> str:
    """A page's own style or script."""
    return (files("xltargets.reporting") / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def digest_of(content: str) -> str:
    """What names a style or script in the policy of a page."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def in_the_page(**parts: str) -> dict[str, str]:
    """Our own style and script (`style="statement.css letter.css"`), each with what names it in the page's policy."""
    from markupsafe import Markup

    found: dict[str, str] = {}
    for kind, names in parts.items():
        content = "".join(map(part, names.split()))
        found |= {kind: Markup(content), f"{kind}_digest": digest_of(content)}  # noqa: S704  (our own files)
    return found


def template(name: str) -> Template:
    """A page to be filled. Whatever comes from a workbook is escaped, and nothing that it asks for is left out."""
    return _environment().get_template(name)


@cache
def _environment() -> Environment:
    """It keeps the pages that were asked for, compiled."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("xltargets.reporting", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
