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
        Case "zh-CN"
            xlTargetsHelp_zh_CN.DescribeAll
        Case "zh-TW"
            xlTargetsHelp_zh_TW.DescribeAll
        Case Else
            xlTargetsHelp_en.DescribeAll
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
            Category:="xlTargets"
    Else
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & Name, Description:=Summary, _
            Category:="xlTargets", ArgumentDescriptions:=Helps
    End If
End Sub
