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
        If Left$(Found, 1) = Chr$(ERROR_MARK) Then OneValue = CVErr(CLng(Mid$(Found, 2)))
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
    ' \u5206 is the character of that number: Visual Basic's own source has none outside its code page.
    Dim Pieces() As String, Number As Long
    Pieces = Split(Escaped, "\u")
    Decoded = Pieces(0)
    For Number = 1 To UBound(Pieces)
        Decoded = Decoded & ChrW(CLng("&H" & Left$(Pieces(Number), 4))) & Mid$(Pieces(Number), 5)
    Next Number
End Function

Public Function Language() As String
    Dim Number As Long
    Language = "en"
    On Error Resume Next
    Number = Application.LanguageSettings.LanguageID(2)
    Select Case Number
        Case 2052, 4100
            Language = "zh-CN"
        Case 1028, 3076, 5124
            Language = "zh-TW"
    End Select
End Function
