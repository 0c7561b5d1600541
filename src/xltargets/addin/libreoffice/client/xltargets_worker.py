"""The Python that xltargets is installed in, asked from inside LibreOffice. Standard library only, Python 3.8 or later.

LibreOffice brings a Python of its own, without NumPy and xltargets; so one process of the other Python answers all
calls, a line of JSON each way. It is started at the first call and again if it has ended.
"""

import json
import os
import queue
import subprocess
import threading
from pathlib import Path

CONFIGURATION = Path.home() / ".xltargets" / "libreoffice.json"
"""Written by `xltargets addin libreoffice`: which Python, and where xltargets lies."""
PATIENCE = 120
"""Seconds that an answer may take; after them the process is ended, so that LibreOffice never hangs."""
_START = "import sys; sys.path[:0] = sys.argv[1:]; from xltargets.hosts.libreoffice.worker import main; main()"


class NoAnswer(Exception):
    """The other Python cannot be asked; the text says why and what to do."""


def _command():
    configured = {}
    path = Path(os.environ.get("XLTARGETS_LIBREOFFICE") or CONFIGURATION)
    if path.is_file():
        configured = json.loads(path.read_text(encoding="utf-8"))
    return [configured.get("python", "python3"), "-E", "-c", _START, *configured.get("path", [])]


class Worker:
    """One process, asked by one thread at a time."""

    def __init__(self):
        self._lock = threading.Lock()
        self._process = None
        self._answers = None

    def ask(self, request):
        """The answer to a request, both plain data. Raises `NoAnswer`."""
        line = json.dumps(request) + "\n"
        with self._lock:
            for _try in range(2):
                if self._process is None or self._process.poll() is not None:
                    self._begin()
                try:
                    self._process.stdin.write(line)
                    self._process.stdin.flush()
                except OSError:
                    self._end()
                    continue
                try:
                    answer = self._answers.get(timeout=PATIENCE)
                except queue.Empty:
                    self._end()
                    raise NoAnswer("xltargets did not answer in %d seconds." % PATIENCE) from None
                if answer is not None:
                    return json.loads(answer)
                self._end()
        raise NoAnswer("xltargets could not be started: install it, and type: xltargets addin libreoffice --install")

    def _begin(self):
        # LibreOffice's own Python must not leak into the other one, nor its libraries.
        kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
        kept.pop("LD_LIBRARY_PATH", None)
        options = {"creationflags": 0x08000000} if os.name == "nt" else {}
        try:
            self._process = subprocess.Popen(
                _command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                encoding="utf-8",
                env=kept,
                **options,
            )
        except (OSError, ValueError) as problem:
            raise NoAnswer("Python could not be started: %s" % problem) from None
        self._answers = queue.Queue()
        reader = threading.Thread(target=_read, args=(self._process.stdout, self._answers), daemon=True)
        reader.start()

    def _end(self):
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()


def _read(lines, answers):
    for line in lines:
        answers.put(line)
    answers.put(None)


WORKER = Worker()
