"""What a fleet costs and survives: processes of one computer, a cluster, kills, a store, and memory with many files.

python benchmarks/fleet.py [COUNT] [FOLDER]

COUNT submissions (400 by default) of every kind are made in FOLDER: a quarter is whole, a quarter has a cell typed
over, a quarter is cut short, a quarter is no workbook. Then the command is run as people run it, in stages. What a
stage has found is kept in FOLDER/figures.json: the same command goes on with the first stage that is missing, and
prints all of them. What counts are the ratios of computing time and memory, that the same is told, and the counts in
the store. All files are checked three times: by processes, on a cluster with kills, and from the store; what the
cluster costs is measured with a tenth of them. 20,000 took an hour and a half on two cores.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fleet_processes import Cluster, Measured
from fleet_submissions import batches, make
from processes import as_installed

AS_OF = "2026-06-30"
FIRST = "units-000"
"""The folder of the first hundred files."""


class Stages:
    """The run: where it is, and what was found so far."""

    def __init__(self, count: int, folder: Path) -> None:
        self.count, self.folder, self.inbox = count, folder, folder / "in"
        self.file = folder / "figures.json"
        self.found: dict[str, Any] = json.loads(self.file.read_text()) if self.file.exists() else {}
        if self.found.setdefault("count", count) != count:
            sys.exit(f"{folder} holds a run of {self.found['count']} files. Name another folder.")

    def do(self, name: str, stage: Callable[[], Any]) -> None:
        if name not in self.found:
            print(f"{time.strftime('%H:%M:%S')} {name} …", flush=True)
            began = time.monotonic()
            self.found[name] = stage()
            self.found.setdefault("took", {})[name] = round(time.monotonic() - began)
            self.file.write_text(json.dumps(self.found, indent=1))

    # The stages.

    def made(self) -> int:
        with ProcessPoolExecutor() as processes:
            list(processes.map(partial(make, self.inbox), batches(self.count)))
        return sum(1 for _file in self.inbox.rglob("*.xlsx"))

    def jobs(self) -> dict[str, Any]:
        return self.run("-j", "2")

    def cluster(self) -> dict[str, Any]:
        """Two workers and two processes with a tenth; what scheduler, client and workers compute is told apart."""
        part = self.part(self.count // 10)
        jobs = self.run("-j", "2", of=part)
        with Cluster(self.folder) as cluster:
            scheduler, *workers = [Measured(one.pid) for one in cluster.all]
            found = self.run("--engine", "dask", "--scheduler", cluster.address, of=part)
            time.sleep(1)
            assert found["told"] == jobs["told"], "a cluster told something else"
            return found | {
                "jobs": jobs,
                "scheduler": scheduler.seconds,
                "workers": sum(one.seconds for one in workers),
                "scheduler_memory": scheduler.memory,
            }

    def killed(self) -> dict[str, Any]:
        """A worker is killed at a quarter, the scheduler at a half and started again, the client at three quarters."""
        state = self.folder / "killed.state"
        state.unlink(missing_ok=True)
        harms: list[str] = []
        with Cluster(self.folder) as cluster:
            options = ("--engine", "dask", "--scheduler", cluster.address, "--store", str(state))
            command, _output = self.command(self.inbox, *options)
            with (self.folder / "said.txt").open("w") as said:
                client = subprocess.Popen(command, stderr=said)
                for quarter, harm in enumerate((cluster.kill_a_worker, cluster.restart_scheduler, client.kill), 1):
                    self.wait_for(state, quarter * self.count // 4, client)
                    harm()
                    harms.append(f"{harm.__name__} after {settled(state)}")
                client.wait()
                assert settled(state) < self.count, "the client had ended before it was killed"
                found = self.run(*options)
        told = (self.folder / "said.txt").read_text()
        assert "Traceback" not in told, told
        assert "is gone" in told, "the client did not notice that the scheduler went"
        return found | {"harms": harms} | counted(state)

    def unchanged(self) -> dict[str, Any]:
        """The store that was left by the killed run, with processes of this computer: nothing is checked again."""
        state = self.folder / "killed.state"
        return self.run("-j", "2", "--store", str(state)) | counted(state)

    def new_store(self) -> dict[str, Any]:
        """A part of the files with a new store, and without one."""
        state = self.folder / "new.state"
        state.unlink(missing_ok=True)
        part = self.part(self.count // 20)
        return {"with": self.run("-j", "2", "--store", str(state), of=part), "without": self.run("-j", "2", of=part)}

    def two_clients(self) -> dict[str, Any]:
        """Two at the same time with one store: one waits for the other, and both tell the same."""
        state = self.folder / "two.state"
        state.unlink(missing_ok=True)
        output = [self.folder / f"two-{number}.ndjson" for number in range(2)]
        commands = [self.command(self.inbox / FIRST, "-j", "1", "--store", str(state), output=one)[0] for one in output]
        both = [subprocess.Popen(one, stderr=subprocess.PIPE, text=True) for one in commands]
        said = [one.communicate()[1] for one in both]
        assert sum("waiting" in one for one in said) == 1, said
        assert digest(output[0]) == digest(output[1]), "two clients told two things"
        return counted(state)

    def memory(self) -> dict[str, Any]:
        """The largest memory of the client, with the rules across workbooks and without, by the number of files."""
        found: dict[str, Any] = {}
        for count in sorted({min(100, self.count // 10), self.count // 10}):
            part = self.part(count)
            with_xl6 = self.run("-j", "2", of=part)
            without = self.run("-j", "2", "--ignore", "XL6", of=part)
            found[str(count)] = {"with XL6": with_xl6["memory"], "without": without["memory"]}
        return found | {str(self.count): {"with XL6": self.found["jobs"]["memory"]}}

    # What they are made of.

    def part(self, count: int) -> Path:
        """A list of the first files."""
        files = sorted(self.inbox.rglob("*.xlsx"))[:count]
        path = self.folder / f"first-{count}.txt"
        path.write_text("".join(f"{file}\n" for file in files))
        return path

    def command(self, of: Path, *options: str, output: Path | None = None) -> tuple[list[str], Path]:
        output = output or self.folder / "told.ndjson"
        command = [sys.executable, "-m", "xltargets", "validate", "-" if of.suffix == ".txt" else str(of), *options]
        return [*command, "--as-of", AS_OF, "--isolated", "--quiet", "--format", "ndjson", "-o", str(output)], output

    def run(self, *options: str, of: Path | None = None) -> dict[str, Any]:
        """Validate; what was told, computing time with all that it started, the clock, and memory."""
        of = of or self.inbox
        command, output = self.command(of, *options)
        began = time.monotonic()
        with (of if of.suffix == ".txt" else Path(os.devnull)).open("rb") as files:
            process = subprocess.Popen(command, stdin=files)
            measured = Measured(process.pid)
            process.wait()
        assert process.returncode in (0, 1), f"the command ended with {process.returncode}"
        clock = time.monotonic() - began
        return {"told": digest(output), "seconds": measured.seconds, "clock": clock, "memory": measured.memory}

    def wait_for(self, state: Path, number: int, client: subprocess.Popen[bytes]) -> None:
        moved, before = time.monotonic(), 0
        while (now := settled(state)) < number:
            assert client.poll() is None, "the client has ended early"
            assert now > before or time.monotonic() - moved < 300, "nothing was written for five minutes"
            if now > before:
                moved, before = time.monotonic(), now
            time.sleep(0.1)

    def print(self) -> None:
        found = self.found
        jobs, cluster, killed, unchanged = (found[name] for name in ("jobs", "cluster", "killed", "unchanged"))
        told = {found[name]["told"]["digest"] for name in ("jobs", "killed", "unchanged")}
        assert len(told) == 1, "not the same is told"
        files, findings = jobs["told"]["files"], jobs["told"]["findings"]
        assert files == self.count
        for name, checked in (("killed", 1), ("unchanged", 0)):
            assert found[name]["store"] == [files, checked, checked], f"{name}: not each file once"
            assert found[name]["findings"] == findings, f"{name}: findings were lost or doubled"
        print(
            f"\n{files} files, {findings} findings: the same by processes, on a cluster with kills, and from a store."
        )
        print(f"Killed: {'; '.join(killed['harms'])}. In the store each file is there once, checked once.")
        print("Two clients with one store: one waited, both told the same.\n\n| what | ratio |\n| --- | --- |")
        work = cluster["workers"] + cluster["seconds"] + cluster["scheduler"]
        part = found["new_store"]
        rows = {
            "a cluster of two workers against two processes, computing time": work / cluster["jobs"]["seconds"],
            "the same, by the clock": cluster["clock"] / cluster["jobs"]["clock"],
            "the scheduler's share of all computing time": cluster["scheduler"] / work,
            "the client's share": cluster["seconds"] / work,
            "with a new store, against without, computing time": part["with"]["seconds"] / part["without"]["seconds"],
            "all unchanged, against checking": unchanged["seconds"] / jobs["seconds"],
        }
        fewest = next(iter(found["memory"].values()))
        for count, memory in found["memory"].items():
            for how, value in memory.items():
                rows[f"memory of the client {how}, {count} files against the fewest"] = value / fewest[how]
        rows["memory of the client on the cluster, a tenth"] = cluster["memory"] / fewest["with XL6"]
        for words, value in rows.items():
            print(f"| {words} | {value:.3f} |")
        print(f"\nSeconds of each stage: {found['took']}")


def digest(output: Path) -> dict[str, Any]:
    """Of all that was told, but for how long it took."""
    found = hashlib.sha256()
    files = findings = 0
    with output.open(encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            document.pop("seconds", None)
            files += document["type"] == "file"
            findings += len(document.get("findings", ()))
            found.update(json.dumps(document, sort_keys=True).encode())
    return {"digest": found.hexdigest(), "files": files, "findings": findings}


def settled(state: Path) -> int:
    """How many files a store has an answer for, as a stranger reads it."""
    return int(asked(state, "select count(*) from files where status <> 'waiting'", (0,))[0])


def counted(state: Path) -> dict[str, Any]:
    once = asked(state, "select count(*), min(checked), max(checked) from files", ())
    return {"store": list(once), "findings": asked(state, "select count(*) from findings", ())[0]}


def asked(state: Path, query: str, otherwise: tuple[Any, ...]) -> tuple[Any, ...]:
    if not state.exists():
        return otherwise
    try:
        with closing(sqlite3.connect(f"{state.as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            found: tuple[Any, ...] = connection.execute(query).fetchone()
            return found
    except sqlite3.Error:
        if not otherwise:
            raise
        return otherwise  # it is being made


def main(count: int, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    stages = Stages(count, folder.resolve())
    names = ("made", "jobs", "cluster", "killed", "unchanged", "new_store", "two_clients", "memory")
    for name in names:
        stages.do(name, getattr(stages, name))
    stages.print()


if __name__ == "__main__":
    os.environ["LC_ALL"] = "C.UTF-8"
    as_installed()
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    if len(sys.argv) > 2:
        main(number, Path(sys.argv[2]))
    else:
        with TemporaryDirectory() as place:
            main(number, Path(place))
