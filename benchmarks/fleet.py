"""What a fleet costs: a cluster against processes of one computer, its scheduler, a store, and memory with many files.

python benchmarks/fleet.py [COUNT] [FOLDER]

COUNT submissions (400 by default; 20,000 take hours on two cores) are made from the samples of every template, each
with a content of its own: of four one is whole, one has a cell typed over by a text, one is cut short, one is no
workbook of ours. Then the command is run as people run it, with two processes, and with a scheduler and two workers of
this computer. What counts are the ratios, of computing time and of memory; everything that is told is compared.
"""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from submissions import SAMPLES

from xltargets.building.builder import build
from xltargets.samples import sample
from xltargets.templates import TEMPLATES
from xltargets.templates.content import with_offers

AS_OF = "2026-06-30"
OURS = [sys.executable, "-m", "xltargets"]


def varied(content: bytes, number: int, harm: bool) -> bytes:
    """The same workbook with a keyword of its own, and where there is harm with a text where a number was."""
    made = io.BytesIO()
    harmed = not harm
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = part.replace(
                    b"</cp:coreProperties>", b"<cp:category>%d</cp:category></cp:coreProperties>" % number
                )
            if not harmed and name.startswith("xl/worksheets/sheet") and number % 3 == len(name) % 3:
                number_cell = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?><v>[\d.]+</v></c>')
                part, done = number_cell.subn(rb'<c r="\1"\2 t="str"><v>many</v></c>', part, count=1)
                harmed = bool(done)
            target.writestr(name, part)
    return made.getvalue()


def make(folder: Path, count: int) -> None:
    """Submissions in folders of a hundred."""
    with TemporaryDirectory() as temporary:
        samples = []
        for key in SAMPLES:
            path = Path(temporary) / f"{key}.xlsx"
            build(TEMPLATES[key], path, with_offers(TEMPLATES[key], sample(key)))
            samples.append(path.read_bytes())
    for number in range(count):
        content = varied(samples[number % len(samples)], number, number // 4 % 4 == 1)
        kind = number // 4 % 4
        content = (
            content[: len(content) * 2 // 3]
            if kind == 2
            else b"Month,Weight\n%d,1\n" % number
            if kind == 3
            else content
        )
        path = folder / f"units-{number // 100:03}" / f"unit-{number:05}.xlsx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


class Measured:
    """Computing time and memory of a process with all that it starts, looked at ten times a second."""

    def __init__(self, process: int) -> None:
        self.process = psutil.Process(process)
        self.times: dict[int, float] = {}
        self.memory = 0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._look, daemon=True)
        self.thread.start()

    def _look(self) -> None:
        while not self.over.wait(0.1):
            try:
                self.memory = max(self.memory, self.process.memory_info().rss)
                for one in (self.process, *self.process.children(recursive=True)):
                    spent = one.cpu_times()
                    self.times[one.pid] = spent.user + spent.system
            except psutil.Error:
                continue

    @property
    def seconds(self) -> float:
        return sum(self.times.values())


def run(folder: Path, *options: str) -> tuple[dict[str, object], Measured, float]:
    """Validate; what is told, what it cost, and for how long."""
    output = folder.parent / "told.json"
    command = [*OURS, "validate", str(folder), "--as-of", AS_OF, "--isolated", "--format", "json", "-o", str(output)]
    began = time.monotonic()
    process = subprocess.Popen([*command, *options])
    measured = Measured(process.pid)
    process.wait()
    measured.over.set()
    document = json.loads(output.read_text(encoding="utf-8"))
    document["summary"].pop("seconds")
    return document, measured, time.monotonic() - began


def cluster() -> tuple[str, list[subprocess.Popen[bytes]]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    port = address.rpartition(":")[2]
    dask = [sys.executable, "-m", "dask"]
    own = ["--nworkers", "1", "--nthreads", "1", "--memory-limit", "0", "--no-dashboard"]
    commands = [
        ["scheduler", "--host", "127.0.0.1", "--port", port, "--no-dashboard"],
        *[["worker", address, *own]] * 2,
    ]
    return address, [subprocess.Popen([*dask, *one], stderr=subprocess.DEVNULL) for one in commands]


def main(count: int, folder: Path) -> None:
    inbox = folder / "in"
    make(inbox, count)
    plain, by_jobs, jobs_took = run(inbox, "-j", "2")
    state = str(folder / "state")
    stored, by_store, _took = run(inbox, "-j", "2", "--store", state)
    again, unchanged, _took = run(inbox, "-j", "2", "--store", state)
    flat = [run(one, "-j", "2", "--ignore", "XL6")[1].memory for one in (inbox / "units-000", inbox)]
    address, processes = cluster()
    try:
        watched = [Measured(one.pid) for one in processes]
        time.sleep(5)
        before = [one.seconds for one in watched]
        told, client, dask_took = run(inbox, "--engine", "dask", "--scheduler", address)
        time.sleep(1)
        scheduler, *workers = (one.seconds - start for one, start in zip(watched, before, strict=True))
    finally:
        for one in processes:
            one.terminate()
        for one in processes:
            one.wait()
    assert plain == stored == again == told, "not the same is told"
    work = sum(workers) + client.seconds + scheduler
    summary = plain["summary"]
    print(f"{count} workbooks: {summary}\nThe same is told by all of them.")
    for words, value in {
        "a cluster of two workers against two processes, computing time": work / by_jobs.seconds,
        "the same, by the clock": dask_took / jobs_took,
        "the scheduler's share of all computing time": scheduler / work,
        "the client's share": client.seconds / work,
        "with a new store, computing time": by_store.seconds / by_jobs.seconds,
        "all unchanged, against checking": unchanged.seconds / by_jobs.seconds,
        f"memory of the client without XL6, {count} files against {min(count, 100)}": flat[1] / flat[0],
        f"memory of the client with XL6, {count} files against that": by_jobs.memory / flat[0],
    }.items():
        print(f"| {words} | {value:.2f} |")


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with TemporaryDirectory() as place:
            main(number, Path(place))
