"""The add-in's files, held against Microsoft's programs on npm: a generator of metadata, a reader of manifests.

Skipped where they are absent. Microsoft's schemas of manifests are in no registry, and its validator is a service on
the web: `test_products` holds the manifest to what the schemas say.
"""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.node_tools import needs, program
from xltargets.addin.officejs.manifest import IDENTITY, TITLE
from xltargets.addin.officejs.metadata import metadata
from xltargets.locale import LANGUAGES


def as_source(described: dict[str, Any]) -> str:
    """The script whose comments would say what our metadata say."""
    lines = []
    for one in described["functions"]:
        names = [given["name"] for given in one["parameters"]]
        lines += ["/**", f" * {one['description']}", f" * @customfunction {one['id']} {one['name']}"]
        lines += [" * @volatile"] * one["options"]["volatile"]
        for given in one["parameters"]:
            name = f"[{given['name']}]" if given["optional"] else given["name"]
            lines.append(f" * @param {{any[][]}} {name} {given['description']}")
        lines += [
            " * @param {CustomFunctions.Invocation} invocation",
            " * @returns {any[][]} The answer.",
            " * @requiresAddress",
            " * @requiresParameterAddresses",
            " */",
        ]
        lines += [f"function f{len(lines)}({', '.join([*names, 'invocation'])}) {{ return [[0]]; }}", ""]
    return "\n".join(lines)


@needs("custom-functions-metadata")
@pytest.mark.parametrize("language", LANGUAGES)
def test_microsoft_s_generator_makes_the_same(language: str, tmp_path: Path) -> None:
    ours = metadata(language)
    source, made = tmp_path / "functions.js", tmp_path / "made.json"
    source.write_text(as_source(ours), encoding="utf-8")
    run = subprocess.run(
        [program("custom-functions-metadata"), "generate", str(source), str(made)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert made.exists(), run.stdout + run.stderr
    theirs = json.loads(made.read_text(encoding="utf-8"))["functions"]
    assert [plain(one) for one in theirs] == [plain(one) for one in ours["functions"]]


def plain(one: dict[str, Any]) -> dict[str, Any]:
    """Without what the generator leaves out because it is so anyway."""
    return {
        **one,
        "result": {key: value for key, value in one["result"].items() if value != "any"},
        "parameters": [
            {key: value for key, value in given.items() if value is not False} for given in one["parameters"]
        ],
        "options": {key: value for key, value in one["options"].items() if value is not False},
    }


@needs("office-addin-manifest")
def test_microsoft_s_tool_reads_the_manifest(pages: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "manifest.xml"
    path.write_bytes(pages["manifest.xml"])
    run = subprocess.run(
        [program("office-addin-manifest"), "info", str(path)], capture_output=True, text=True, check=False, timeout=120
    )
    assert run.returncode == 0, run.stderr
    assert re.search(rf"Id: {IDENTITY}$", run.stdout, re.MULTILINE)
    for said in ("Type: TaskPaneApp", "Hosts: Workbook", f"Name: {TITLE}", "Permissions: ReadWriteDocument"):
        assert said.lower() in run.stdout.lower(), run.stdout
