"""What Excel is told about the functions: their metadata JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xltargets.functions import FUNCTIONS

if TYPE_CHECKING:
    from xltargets.calc.contract import Parameter
    from xltargets.functions import Function

SCHEMA = "https://developer.microsoft.com/json-schemas/office-js/custom-functions.schema.json"


def metadata() -> dict[str, Any]:
    """The metadata of all functions. An id is the function's name, and must never change once it is in workbooks."""
    return {
        "$schema": SCHEMA,
        # Error values must reach the functions, which know what to say about them.
        "allowErrorForDataTypeAny": True,
        "functions": [_entry(function) for function in FUNCTIONS.values()],
    }


def _entry(function: Function) -> dict[str, Any]:
    return {
        "id": function.name,
        "name": function.name,
        "description": function.documentation.summary,
        # The addresses tell a blank cell from a zero, and the pane which cell an error is in; Excel gives them only
        # to functions whose result is a matrix.
        "result": {"type": "any", "dimensionality": "matrix"},
        "parameters": [_parameter(function, parameter) for parameter in function.parameters],
        "options": {
            "requiresAddress": True,
            "requiresParameterAddresses": True,
            "volatile": any(parameter.kind.clock for parameter in function.parameters),
        },
    }


def _parameter(function: Function, parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "description": function.documentation.arguments[parameter.name],
        # Always a matrix: over a scalar Excel would call once for each cell of a range, and hide that one was meant.
        "type": "any",
        "dimensionality": "matrix",
        "optional": not parameter.required,
    }
