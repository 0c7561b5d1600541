"""Excel on the web fetches metadata and script from its own address: tried by Chromium, from another origin."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from tests.addin_officejs.conftest import running
from tests.addin_officejs.test_pane import CHROMIUM
from xltargets.functions import FUNCTIONS
from xltargets.hosts.officejs.server import Service

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
PAGE = """<!DOCTYPE html><body><script>
const told = {};
const note = async (key, work) => { try { told[key] = await work(); } catch (problem) { told[key] = problem.name; } };
const text = async (path, options) => (await fetch("OURS/" + path, options)).text();
const call = { calls: [{ function: "XLT_VERSION", arguments: [] }] };
const json = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(call) };
(async () => {
  await note("functions", async () => JSON.parse(await text("functions.json")).functions.length);
  await note("associated", async () => {
    const names = [];
    globalThis.CustomFunctions = { associate: (name) => names.push(name) };
    (0, eval)(await text("functions.js"));
    return names.length;
  });
  await note("posted", async () => (await text("functions", json)).length);
  document.body.dataset.told = JSON.stringify(told);
})();
</script></body>"""


def test_metadata_and_script_come_but_no_foreign_page_may_ask(pages: dict[str, bytes], tmp_path: Path) -> None:
    foreign: dict[str, bytes] = {}
    with running(Service(pages)) as ours, running(Service(foreign)) as excel:
        foreign["taskpane.html"] = PAGE.replace("OURS", ours.url).encode()
        done = subprocess.run(
            [
                str(CHROMIUM),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                f"--user-data-dir={tmp_path / 'profile'}",
                "--virtual-time-budget=20000",
                "--dump-dom",
                f"{excel.url}/taskpane.html",
            ],
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
    found = re.search(r'data-told="([^"]*)"', done.stdout)
    assert found, done.stdout[-2000:] + done.stderr[-2000:]
    assert json.loads(found[1].replace("&quot;", '"')) == {
        "functions": len(FUNCTIONS),
        "associated": len(FUNCTIONS),
        "posted": "TypeError",
    }
