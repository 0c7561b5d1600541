"""Whether a cluster fits: there, of the same versions, and with the files in sight. Each is a sentence if not."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xltargets.errors import N_, Problem
from xltargets.fleets.edition import edition
from xltargets.validation.remote import remote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Say = Callable[[Problem], None]

_SAME = ("xltargets", "dask", "distributed", "numpy", "formualizer")
"""Packages whose versions must be the same everywhere."""
_WORKERS_WITHIN = 60
_ANSWER_WITHIN = 10
"""In seconds."""


@contextmanager
def reached(address: str, tries: int, say: Say) -> Iterator[Any]:
    """A client of a scheduler, which may be about to start; where none answers it is a `Problem`."""
    _refuse_what_is_no_address(address)
    problem: BaseException | None = None
    for left in reversed(range(tries)):
        try:
            client = connected(address, _ANSWER_WITHIN)
        except TypeError as failed:  # an address with TLS, and no certificates for it
            problem = failed
            break
        except (OSError, TimeoutError, ValueError) as failed:
            problem = failed
            if left == tries - 1:
                message = N_("No scheduler answers at {address} yet; trying for {seconds} seconds more.")
                say(Problem(message, address=address, seconds=str(left * _ANSWER_WITHIN)))
            continue
        try:
            yield client
        finally:
            client.close(timeout=2)
        return
    reason = " ".join((str(problem) or type(problem).__name__).split())[:200]
    message = N_("No scheduler answers at {address} ({reason}). Start one with: dask scheduler")
    raise Problem(message, address=address, reason=reason) from None


def connected(address: str, seconds: float) -> Any:
    """A client of a scheduler of the same versions, asked for before: others may not even understand a client."""
    from distributed import Client
    from distributed.versions import get_versions

    theirs = asyncio.run(asyncio.wait_for(_versions_at(address, seconds), seconds + 1))
    _refuse_other_versions("scheduler", _versions(theirs), _versions(get_versions(list(_SAME))))
    return Client(address, timeout=seconds, set_as_default=False)


async def _versions_at(address: str, seconds: float) -> dict[str, Any]:
    """What every scheduler tells whoever connects."""
    from distributed.core import rpc
    from distributed.security import Security

    safety = Security().get_connection_args("client")
    async with rpc(address, timeout=seconds, connection_args=safety) as scheduler:
        found: dict[str, Any] = await scheduler.versions(packages=list(_SAME))
        return found


def _refuse_what_is_no_address(address: str) -> None:
    """Told before a client is made: one that never had an address to connect to ends with tracebacks."""
    from distributed.comm.addressing import get_address_host_port

    try:
        get_address_host_port(address)
    except ValueError as problem:
        message = N_("{address} is no address of a scheduler ({reason}). Write it as tcp://host:8786.")
        raise Problem(message, address=address, reason=str(problem)) from None


def refuse_what_does_not_fit(client: Any, address: str, first: Any) -> None:
    """Compare the versions of client, scheduler and workers, and look for the first file from every worker."""
    try:
        client.wait_for_workers(1, timeout=_WORKERS_WITHIN)
    except TimeoutError:
        message = N_("The scheduler at {address} has no worker. Start some with: dask worker {address}")
        raise Problem(message, address=address) from None
    found = client.get_versions(check=False, packages=list(_SAME))
    places = {"scheduler": found["scheduler"], **{f"worker {name}": one for name, one in found["workers"].items()}}
    for place, one in places.items():
        if one is not None:
            _refuse_other_versions(place, _versions(one), _versions(found["client"]))
    mine = edition()
    for name, theirs in client.run(edition).items():
        if theirs != mine:
            message = N_("xltargets is {here} here and {there} on {place}. Install the same everywhere.")
            raise Problem(message, here=mine, there=theirs, place=f"worker {name}")
    file = getattr(first, "file", first)
    if isinstance(file, Path) and remote(file) is None and file.exists():
        _refuse_blind(client, str(file.absolute()))


def _versions(found: dict[str, Any]) -> dict[str, str]:
    """The versions of Python and of the packages that count; of Python only what makes a difference to them."""
    there = {**dict(found["host"]), **dict(found["packages"])}
    python = ".".join(str(there.get("python")).split(".")[:2])
    return {"Python": python, **{name: there.get(name) or "missing" for name in _SAME}}


def _refuse_other_versions(place: str, theirs: dict[str, str], ours: dict[str, str]) -> None:
    for name, here in ours.items():
        if theirs[name] != here:
            message = N_("{name} is {here} here and {there} on {place}. Install the same everywhere.")
            raise Problem(message, name=name, here=here, there=theirs[name], place=place)


def sees(path: str) -> bool:
    """What runs in a worker: whether the file is there."""
    return Path(path).is_file()


def _refuse_blind(client: Any, path: str) -> None:
    for name, there in client.run(sees, path).items():
        if not there:
            message = N_(
                "Worker {name} does not see {path}. Put the workbooks where every computer has them under the same "
                "path, or name them by an address such as s3://june."
            )
            raise Problem(message, name=name, path=path)
