"""The worksheet face of the arithmetic: cells in, cells out, the same for every host."""

from xltargets.functions.call import Answer, answer, call
from xltargets.functions.coercion import OMITTED
from xltargets.functions.registry import FUNCTIONS, Function

__all__ = ["FUNCTIONS", "OMITTED", "Answer", "Function", "answer", "call"]
