"""Put before everything else on the path of a process that is to be killed: it ends, with all of its group, at a step.

The steps are the moves of finished files to their places, counted over all processes of a command in a file. `before`
a step the finished file still lies beside its place, `after` it the next ones have not begun.
"""

import os
import signal

_AT, _WHEN, _COUNT = (os.environ[name] for name in ("KILL_AT", "KILL_WHEN", "KILL_COUNT"))
_replace = os.replace


def _killing_replace(*arguments: object, **options: object) -> None:
    with open(_COUNT, "ab") as file:  # noqa: PTH123
        file.write(b"x")
    is_it = os.path.getsize(_COUNT) == int(_AT)  # noqa: PTH202
    if is_it and _WHEN == "before":
        os.killpg(0, signal.SIGKILL)
    _replace(*arguments, **options)  # type: ignore[arg-type]
    if is_it:
        os.killpg(0, signal.SIGKILL)


os.replace = _killing_replace  # type: ignore[assignment]
