"""Excel everywhere: all files of the Office.js add-in, derived from the registries of functions and actions.

A person gives Excel the manifest; Excel fetches the rest from the server (`xltargets addin serve`).
"""

from __future__ import annotations

import json

from xltargets.addin.officejs.icons import icons
from xltargets.addin.officejs.manifest import manifest
from xltargets.addin.officejs.metadata import metadata_files
from xltargets.addin.officejs.pages import pages

DEFAULT_URL = "https://localhost:8765"
"""Where the committed manifest looks for the server; `xltargets addin serve` serves one with its own address."""
MANIFEST = "manifest.xml"


def products(url: str = DEFAULT_URL) -> dict[str, bytes]:
    """Every file of the add-in by its relative path, for a server at `url`.

    >>> sorted(name for name in products() if name.endswith(".json"))
    ['functions.json', 'functions.zh-CN.json', 'functions.zh-TW.json']
    """
    return {
        MANIFEST: manifest(url).encode(),
        **{
            name: (json.dumps(metadata, indent=2, ensure_ascii=False) + "\n").encode()
            for name, metadata in metadata_files().items()
        },
        **{name: text.encode() for name, text in pages().items()},
        **icons(),
    }
