"""What Excel is told about the functions: their metadata JSON."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from xltargets.addin.texts import in_languages
from xltargets.functions import FUNCTIONS
from xltargets.locale import LANGUAGES, SOURCE

if TYPE_CHECKING:
    from xltargets.calc.contract import Parameter
    from xltargets.functions import Function

SCHEMA = "https://developer.microsoft.com/json-schemas/office-js/custom-functions.schema.json"


def metadata_file(language: str) -> str:
    """The file of the metadata in a language; the manifest names all, and Excel takes that of its own.

    >>> metadata_file("en"), metadata_file("zh-CN")
    ('functions.json', 'functions.zh-CN.json')
    """
    return "functions.json" if language == SOURCE else f"functions.{language}.json"


def metadata_files() -> dict[str, dict[str, Any]]:
    """The metadata by their files."""
    return {metadata_file(language): metadata(language) for language in LANGUAGES}


def metadata(language: str = SOURCE) -> dict[str, Any]:
    """The metadata of all functions. An id is the function's name, and must never change once it is in workbooks.

    Nor does the name change with the language, so that a formula can be read aloud anywhere.
    """
    return {
        "$schema": SCHEMA,
        # Error values must reach the functions, which know what to say about them.
        "allowErrorForDataTypeAny": True,
        "functions": list(map(partial(_entry, language), FUNCTIONS.values())),
    }


def _entry(language: str, function: Function) -> dict[str, Any]:
    return {
        "id": function.name,
        "name": function.name,
        "description": in_languages(function.documentation.summary)[language],
        # The addresses tell a blank cell from a zero, and the pane which cell an error is in; Excel gives them only
        # to functions whose result is a matrix.
        "result": {"type": "any", "dimensionality": "matrix"},
        "parameters": [_parameter(language, function, one) for one in function.parameters],
        "options": {
            "requiresAddress": True,
            "requiresParameterAddresses": True,
            "volatile": any(parameter.kind.clock for parameter in function.parameters),
        },
    }


def _parameter(language: str, function: Function, parameter: Parameter) -> dict[str, Any]:
    return {
        "name": parameter.name,
        "description": in_languages(function.documentation.arguments[parameter.name])[language],
        # Always a matrix: over a scalar Excel would call once for each cell of a range, and hide that one was meant.
        "type": "any",
        "dimensionality": "matrix",
        "optional": not parameter.required,
    }
