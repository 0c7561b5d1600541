"""All loaders. One that is added here works by every button and by the command."""

from __future__ import annotations

from xltargets.rollup.loading.interface import Loader

LOADERS: tuple[Loader, ...] = ()
"""In the order in which they run."""


def loaders_of(template: str) -> list[Loader]:
    """The loaders of a template."""
    return [loader for loader in LOADERS if loader.template == template]
