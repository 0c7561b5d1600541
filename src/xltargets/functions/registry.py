"""The worksheet functions: derived from the arithmetic's signatures and docstrings, and the source for every host."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import xltargets.calc
from xltargets.calc.contract import Contract, Parameter, contract_of
from xltargets.functions import help as help_functions
from xltargets.functions.documentation import Documentation, documentation_of

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True)
class Function:
    """One worksheet function."""

    name: str
    """As it is typed in a cell."""
    python: Callable[..., Any]
    """The arithmetic behind it."""

    @property
    def area(self) -> str:
        """The family it belongs to, which is its category in a function wizard."""
        area: str = sys.modules[self.python.__module__].AREA
        return area

    @property
    def contract(self) -> Contract:
        """Its arguments and result."""
        return contract_of(self.python)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """Its arguments, in order."""
        return self.contract.parameters

    @cached_property
    def documentation(self) -> Documentation:
        """What its docstring says."""
        return documentation_of(self.python)

    @property
    def least_arguments(self) -> int:
        """How many arguments must be given: a host's clock fills in the day."""
        return sum(parameter.required for parameter in self.parameters)

    @property
    def signature(self) -> str:
        """The signature as the catalogue writes it: `TARGET_SPLIT(total, weights, [decimals=0], ...)`."""
        return f"{self.name}({', '.join(_shown(parameter) for parameter in self.parameters)})"


def _shown(parameter: Parameter) -> str:
    if parameter.required:
        return parameter.name
    default = parameter.default
    if default is None:
        return f"[{parameter.name}]"
    if isinstance(default, bool):
        return f"[{parameter.name}={str(default).upper()}]"
    if isinstance(default, str):
        return f'[{parameter.name}="{default}"]'
    return f"[{parameter.name}={default:g}]"


def _collect() -> dict[str, Function]:
    found: dict[str, Function] = {}
    for module in (xltargets.calc, help_functions):
        for name in module.__all__:
            found[name.upper()] = Function(name.upper(), getattr(module, name))
    return found


FUNCTIONS: dict[str, Function] = _collect()
"""All worksheet functions by name."""
