"""Arguments by their names, as Python callers give them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Protocol

    class Named(Protocol):
        """What has a name and may be left out or not."""

        @property
        def name(self) -> str:
            """The name in a cell."""

        @property
        def required(self) -> bool:
            """Whether it must be given."""


NOT_GIVEN: Final = object()
"""Stands for an argument that was left out."""


def lined_up(function: str, parameters: Sequence[Named], args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any]:
    """The arguments in the order of the parameters; a `TypeError` that names the right one for a misspelt name."""
    if len(args) > len(parameters):
        raise TypeError(f"{function}() takes {len(parameters)} arguments, but {len(args)} were given")
    given = [*args, *([NOT_GIVEN] * (len(parameters) - len(args)))]
    if kwargs:
        names = [parameter.name for parameter in parameters]
        for keyword, value in kwargs.items():
            # from_ is the Python spelling of from.
            name = keyword.removesuffix("_")
            if name not in names:
                raise TypeError(f"{function}() has no argument {keyword!r}; {_suggestion(name, names)}")
            if given[names.index(name)] is not NOT_GIVEN:
                raise TypeError(f"{function}() was given its argument {name!r} twice")
            given[names.index(name)] = value
    for parameter, value in zip(parameters, given, strict=True):
        if value is NOT_GIVEN and parameter.required:
            raise TypeError(f"{function}() is missing its argument {parameter.name!r}")
    return given


def _suggestion(name: str, names: Iterable[str]) -> str:
    """Which name was meant, or which there are.

    >>> _suggestion("wieghts", ["total", "weights"]), _suggestion("x", ["total", "weights"])
    ("did you mean 'weights'?", 'it takes total, weights')
    """
    import difflib

    near = difflib.get_close_matches(name.lower(), names, n=1)
    return f"did you mean {near[0]!r}?" if near else f"it takes {', '.join(names)}"
