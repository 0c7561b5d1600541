"""The add-in's Visual Basic, written from the registries of functions and actions.

Visual Basic's source is not Unicode: texts that are not plain ASCII stand there as `\\u5206` and are put together with
ChrW when they are shown. Comments in the modules say what a reader of the add-in wants to know.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from xltargets.addin.excel import ribbon
from xltargets.addin.texts import in_languages
from xltargets.functions import FUNCTIONS
from xltargets.functions.help import EXPLAIN
from xltargets.functions.vba_names import vba_name
from xltargets.locale import LANGUAGES, RECORDS, SOURCE

if TYPE_CHECKING:
    from xltargets.functions import Function

CATEGORY = "xlTargets"
HELP_LENGTH = 255
"""Excel takes no more of a description."""
FUNCTION_MODULE, HELP_MODULE, SHARED_MODULE = "xlTargetsFunctions", "xlTargetsHelp", "xlTargetsShared"
PYTHON_FUNCTIONS = "xltargets.hosts.excel.addin"
PYTHON_ACTIONS = "xltargets.hosts.excel.actions"
_USER_DEFINED = 14
"""Excel's number of the category that holds what users define, until the add-in's own is made."""
_CHUNK = 120
"""Characters of text on one line; a line may have 1023."""


def modules() -> dict[str, str]:
    """The source of each module by name, without the attributes that Excel puts above it."""
    return {
        FUNCTION_MODULE: functions_source(),
        HELP_MODULE: help_source(),
        **{help_module(language): help_in(language) for language in LANGUAGES},
        ribbon.MODULE: ribbon_source(),
        SHARED_MODULE: shared_source(),
        "ThisWorkbook": _WORKBOOK,
    }


def signature(function: Function) -> str:
    """The declaration of a function's wrapper.

    >>> signature(FUNCTIONS["TARGET_SPLIT"])
    'Function TARGET_SPLIT(total, weights, Optional decimals, Optional minimum, Optional maximum)'
    """
    arguments = ", ".join(
        vba_name(parameter.name) if parameter.required else f"Optional {vba_name(parameter.name)}"
        for parameter in function.parameters
    )
    return f"Function {function.name}({arguments})"


def functions_source() -> str:
    """The module of the wrappers."""
    return _FUNCTIONS.substitute(python=PYTHON_FUNCTIONS) + "".join(
        _wrapper(function) for function in FUNCTIONS.values()
    )


def _attributes(function: Function) -> str:
    """What Excel knows of the function from the file alone: its summary, and that people defined it.

    An editor hides these lines. They are on one line each, in plain letters.
    """
    summary = function.documentation.summary[:HELP_LENGTH].replace("×", "x").replace('"', '""')
    name = function.name
    return (
        f'Attribute {name}.VB_Description = "{summary}"\n'
        f'Attribute {name}.VB_ProcData.VB_Invoke_Func = " \\n{_USER_DEFINED}"\n'
    )


def _wrapper(function: Function) -> str:
    volatile = "    Application.Volatile\n" if any(one.kind.clock for one in function.parameters) else ""
    given = ", ".join(vba_name(parameter.name) for parameter in function.parameters)
    if function.name == EXPLAIN:
        given += ", Nothing"  # xlwings puts the cell that asks there
    return (
        f"\n{signature(function)}\n{_attributes(function)}{volatile}"
        f'    {function.name} = Answer("{function.name}", Array({given}))\nEnd Function\n'
    )


def help_module(language: str) -> str:
    """The module of what the function wizard says in a language.

    >>> help_module("zh-CN")
    'xlTargetsHelp_zh_CN'
    """
    return f"{HELP_MODULE}_{RECORDS[language].catalogue}"


def help_source() -> str:
    """The module that tells the function wizard about the functions, in the language of Excel."""
    choices = "".join(
        f'        Case "{code}"\n            {help_module(code)}.DescribeAll\n' for code in LANGUAGES if code != SOURCE
    )
    return _HELP.substitute(choices=choices, source=help_module(SOURCE), category=CATEGORY)


def help_in(language: str) -> str:
    """What the function wizard says of each function in a language. A module of its own, since one takes 64 kB."""
    calls = "".join(f"    Describe{name}\n" for name in FUNCTIONS)
    return _HELP_IN.substitute(calls=calls) + "".join(
        _description(function, language) for function in FUNCTIONS.values()
    )


def _description(function: Function, language: str) -> str:
    documentation = function.documentation
    helps = [documentation.arguments[parameter.name] for parameter in function.parameters]
    summary, *told = (literal(in_languages(text)[language][:HELP_LENGTH]) for text in (documentation.summary, *helps))
    listed = ", _\n        ".join(told)
    name = function.name
    return f'\nPrivate Sub Describe{name}()\n    Describe "{name}", {summary}, Array({listed})\nEnd Sub\n'


def shared_source() -> str:
    """The module of what the others share."""
    cases = "".join(
        f'        Case {", ".join(map(str, one.lcids))}\n            Language = "{one.code}"\n'
        for one in RECORDS.values()
        if one.lcids
    )
    return _SHARED.substitute(languages=cases)


def ribbon_source() -> str:
    """The module of the ribbon's callbacks."""
    choices = "".join(
        f'        Case "{code}"\n            InLanguage = {_argument(code)}\n' for code in LANGUAGES if code != SOURCE
    )
    return _RIBBON.substitute(
        python=PYTHON_ACTIONS,
        given=", ".join(f"ByVal {_argument(code)} As String" for code in LANGUAGES),
        choices=choices,
        source=_argument(SOURCE),
        labels="".join(_case(one.key, one.label) for one in ribbon.controls()),
        tips="".join(_case(one.key, one.tip) for one in ribbon.controls() if one.tip),
    )


def _case(key: str, message: str) -> str:
    translated = in_languages(message)
    given = ", ".join(literal(translated[language]) for language in LANGUAGES)
    return f'        Case "{key}"\n            Found = InLanguage({given})\n'


def _argument(language: str) -> str:
    """The text in a language, among those that the choice is made from."""
    return f"In_{RECORDS[language].catalogue}"


def literal(text: str) -> str:
    """A text as an expression that Visual Basic reads on any code page.

    >>> print(literal('Say "yes"'))
    "Say ""yes\"""
    >>> print(literal("分解"))
    Decoded("\\u5206\\u89e3")
    """
    plain = text.isascii()
    escaped = text if plain else "".join(map(_escaped, text))
    pieces = [escaped[start : start + _CHUNK] for start in range(0, len(escaped), _CHUNK)] or [""]
    joined = " & _\n        ".join('"' + piece.replace('"', '""') + '"' for piece in pieces)
    return joined if plain else f"Decoded({joined})"


def _escaped(character: str) -> str:
    if character.isascii() and character != "\\":
        return character
    units = character.encode("utf-16-be").hex()
    return "".join(f"\\u{units[start : start + 4]}" for start in range(0, len(units), 4))


_FUNCTIONS = string.Template("""\
Option Explicit
' The worksheet functions of xlTargets: each hands its arguments to Python in one call.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Private Function Answer(ByVal Name As String, ByVal Arguments As Variant) As Variant
    On Error GoTo Failed
    Answer = WithErrors(XLPy.CallUDF("$python", Name, CellValues(Arguments), ActiveWorkbook, Application.Caller))
    Exit Function
Failed:
    ' Python did not start or answer. Text here would be skipped by SUM, so it is an error value; the ribbon's Help
    ' button and "xltargets doctor" say why.
    Answer = CVErr(xlErrValue)
End Function
""")

_HELP = string.Template("""\
Option Explicit
' What the function wizard says about the functions of xlTargets.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Public Sub DescribeFunctions()
    ' Excel edits no macro of a hidden workbook, which an add-in is: for this moment it is none, behind a still screen.
    Dim Updating As Boolean, Stored As Boolean
    Updating = Application.ScreenUpdating
    Stored = ThisWorkbook.Saved
    On Error GoTo Restore
    Application.ScreenUpdating = False
    ThisWorkbook.IsAddin = False
    Select Case Language()
$choices\
        Case Else
            $source.DescribeAll
    End Select
Restore:
    ThisWorkbook.IsAddin = True
    ThisWorkbook.Saved = Stored
    Application.ScreenUpdating = Updating
End Sub

Public Sub Describe(ByVal Name As String, ByVal Summary As String, ByVal Helps As Variant)
    ' A missing description must never keep the functions from working.
    On Error Resume Next
    If UBound(Helps) < LBound(Helps) Then
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Name, Description:=Summary, _
            Category:="$category"
    Else
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Name, Description:=Summary, _
            Category:="$category", ArgumentDescriptions:=Helps
    End If
End Sub
""")

_HELP_IN = string.Template("""\
Option Explicit
Option Private Module
' What the function wizard says about the functions of xlTargets, in one language.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Public Sub DescribeAll()
${calls}\
End Sub
""")

_RIBBON = string.Template("""\
Option Explicit
' The buttons of xlTargets: what they say in the language of Excel, and the Python that they start.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Public Sub OnAction(control As IRibbonControl)
    Dim Started As Variant
    ' Python is told which workbook the button is for.
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Started = RunPython("import $python as actions; actions.press('" & control.Tag & "', '" & Language() & "')")
End Sub

Public Sub GetLabel(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Label(control.ID)
End Sub

Public Sub GetScreentip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Label(control.ID)
End Sub

Public Sub GetSupertip(control As IRibbonControl, ByRef returnedVal)
    returnedVal = Tip(control.ID)
End Sub

Private Function Label(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
$labels\
    End Select
    Label = Found
End Function

Private Function Tip(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
$tips\
    End Select
    Tip = Found
End Function

Private Function InLanguage($given) As String
    Select Case Language()
$choices\
        Case Else
            InLanguage = $source
    End Select
End Function
""")

_SHARED = string.Template("""\
Option Explicit
Option Private Module
' What the other modules of xlTargets share, hidden from Excel's list of functions.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Private Const ERROR_MARK As Long = 27
' What Python puts before the number of an error value, because text passes between programs as it is.

Public Function CellValues(ByVal Arguments As Variant) As Variant
    ' The values of ranges, so that everything passes to Python in one call; Value2, because Value makes dates and
    ' amounts of currency into other things than numbers, and cuts the latter at four decimals.
    Dim Number As Long
    For Number = LBound(Arguments) To UBound(Arguments)
        If IsObject(Arguments(Number)) Then
            If Not Arguments(Number) Is Nothing Then Arguments(Number) = Arguments(Number).Value2
        End If
    Next Number
    CellValues = Arguments
End Function

Public Function WithErrors(ByVal Found As Variant) As Variant
    Dim Row As Long, Column As Long
    If Not IsArray(Found) Then
        WithErrors = OneValue(Found)
        Exit Function
    End If
    If Dimensions(Found) = 1 Then
        For Row = LBound(Found) To UBound(Found)
            Found(Row) = OneValue(Found(Row))
        Next Row
    Else
        For Row = LBound(Found, 1) To UBound(Found, 1)
            For Column = LBound(Found, 2) To UBound(Found, 2)
                Found(Row, Column) = OneValue(Found(Row, Column))
            Next Column
        Next Row
    End If
    WithErrors = Found
End Function

Private Function OneValue(ByVal Found As Variant) As Variant
    OneValue = Found
    If VarType(Found) = vbString Then
        If Left$$(Found, 1) = Chr$$(ERROR_MARK) Then OneValue = CVErr(CLng(Mid$$(Found, 2)))
    End If
End Function

Private Function Dimensions(ByVal Found As Variant) As Long
    Dim Last As Long
    Dimensions = 1
    On Error GoTo Done
    Last = UBound(Found, 2)
    Dimensions = 2
Done:
End Function

Public Function Decoded(ByVal Escaped As String) As String
    ' \\u5206 is the character of that number: Visual Basic's own source has none outside its code page.
    Dim Pieces() As String, Number As Long
    Pieces = Split(Escaped, "\\u")
    Decoded = Pieces(0)
    For Number = 1 To UBound(Pieces)
        Decoded = Decoded & ChrW(CLng("&H" & Left$$(Pieces(Number), 4))) & Mid$$(Pieces(Number), 5)
    Next Number
End Function

Public Function Language() As String
    Dim Number As Long
    Language = "en"
    On Error Resume Next
    Number = Application.LanguageSettings.LanguageID(2)
    Select Case Number
$languages\
    End Select
End Function
""")

_WORKBOOK = """\
Option Explicit

Private Sub Workbook_Open()
    ' Excel describes macros only when it has finished starting.
    Application.OnTime Now, "'" & ThisWorkbook.Name & "'!DescribeFunctions"
End Sub
"""
