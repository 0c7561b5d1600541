"""Chromium to look at a page as people do: at a width, on paper, with and without its script. Skipped where absent.

A page is shown in a frame as wide as asked, so that a width of a telephone needs no window that small.
"""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

_PROGRAM = next((one for one in map(shutil.which, ("chromium", "chromium-browser", "google-chrome")) if one), None)
needs_chromium = pytest.mark.skipif(_PROGRAM is None, reason="Chromium is not installed")

_FRAME = """<!DOCTYPE html><body style="margin:0"><iframe id="frame" style="border:0;width:WIDTHpx;height:800px"
SANDBOX srcdoc="CONTENT"></iframe><script>
const frame = document.getElementById("frame");
frame.addEventListener("load", async () => {
  const window_ = frame.contentWindow, document_ = frame.contentDocument;
  let result;
  try { result = {answer: await (async (window, document) => { SCRIPT })(window_, document_)}; }
  catch (problem) { result = {problem: String(problem)}; }
  frame.remove();
  const told = document.createElement("pre");
  told.id = "result";
  told.textContent = JSON.stringify(result);
  document.body.append(told);
});
</script>"""


def ask(page: str, script: str, width: int = 1366, *, scripts: bool = True) -> Any:
    """What a script returns that looks at a page, with `window` and `document` of the page; it may be asynchronous."""
    sandbox = "" if scripts else 'sandbox="allow-same-origin"'
    content = _FRAME.replace("WIDTH", str(width)).replace("SANDBOX", sandbox).replace("SCRIPT", script)
    with TemporaryDirectory(prefix="xltargets-") as folder:
        around = Path(folder) / "frame.html"
        around.write_text(content.replace("CONTENT", html.escape(page)), encoding="utf-8")
        window = f"--window-size={max(width, 500) + 20},900"
        shown = _run(folder, window, "--virtual-time-budget=20000", "--dump-dom", around.as_uri())
    found = re.search(r'<pre id="result">(.*?)</pre>', shown, re.DOTALL)
    assert found, shown[:2000]
    result = json.loads(html.unescape(found[1]))
    assert "problem" not in result, result
    return result["answer"]


def to_pdf(page: Path, target: Path) -> None:
    """Print a page as its own style says."""
    with TemporaryDirectory(prefix="xltargets-") as folder:
        _run(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", page.as_uri())


def _run(folder: str, *arguments: str) -> str:
    assert _PROGRAM
    plain = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={folder}/p")
    done = subprocess.run([_PROGRAM, *plain, *arguments], check=True, capture_output=True, timeout=180)
    return done.stdout.decode("utf-8", "replace")
