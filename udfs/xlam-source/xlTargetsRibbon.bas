Option Explicit
' The buttons of xlTargets: what they say in the language of Excel, and the Python that they start.
' Written by "xltargets addin build" from the package's registry; changes here are lost with the next build.

Public Sub OnAction(control As IRibbonControl)
    Dim Started As Variant
    ' Python is told which workbook the button is for.
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    Started = RunPython("import xltargets.hosts.excel.actions as actions; actions.press('" & control.Tag & "', '" & Language() & "')")
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

Private Function Language() As String
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

Private Function Label(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
        Case "xlt_group_plan"
            Found = InLanguage(Decoded("\u8a08\u756b"), Decoded("\u8ba1\u5212"), "Plan")
        Case "xlt_new"
            Found = InLanguage(Decoded("\u5f9e\u7bc4\u672c\u65b0\u589e"), Decoded("\u4ece\u6a21\u677f\u65b0\u5efa"), "New from template")
        Case "xlt_new_target_plan"
            Found = InLanguage(Decoded("\u76ee\u6a19\u8a08\u756b"), Decoded("\u76ee\u6807\u8ba1\u5212"), "Target plan")
        Case "xlt_new_team_scorecard"
            Found = InLanguage(Decoded("\u5718\u968a\u8a08\u5206\u5361"), Decoded("\u56e2\u961f\u8bb0\u5206\u5361"), "Team scorecard")
        Case "xlt_new_crm_log"
            Found = InLanguage(Decoded("CRM \u7d00\u9304"), Decoded("CRM \u8bb0\u5f55"), "CRM log")
        Case "xlt_new_risk_register"
            Found = InLanguage(Decoded("\u98a8\u96aa\u767b\u8a18\u518a"), Decoded("\u98ce\u9669\u767b\u8bb0\u518c"), "Risk register")
        Case "xlt_check_smart"
            Found = InLanguage(Decoded("\u6aa2\u67e5 SMART"), Decoded("\u68c0\u67e5 SMART"), "Check SMART")
        Case "xlt_split"
            Found = InLanguage(Decoded("\u5206\u89e3\u76ee\u6a19"), Decoded("\u5206\u89e3\u76ee\u6807"), "Split target")
        Case "xlt_replan"
            Found = InLanguage(Decoded("\u91cd\u65b0\u898f\u5283"), Decoded("\u91cd\u65b0\u8ba1\u5212"), "Re-plan")
        Case "xlt_group_team"
            Found = InLanguage(Decoded("\u5718\u968a"), Decoded("\u56e2\u961f"), "Team")
        Case "xlt_refresh"
            Found = InLanguage(Decoded("\u91cd\u65b0\u6574\u7406\u8a08\u5206\u5361"), Decoded("\u5237\u65b0\u8bb0\u5206\u5361"), "Refresh scorecard")
        Case "xlt_validate"
            Found = InLanguage(Decoded("\u6aa2\u67e5"), Decoded("\u68c0\u67e5"), "Validate")
        Case "xlt_group_company"
            Found = InLanguage(Decoded("\u516c\u53f8"), Decoded("\u516c\u53f8"), "Company")
        Case "xlt_consolidate"
            Found = InLanguage(Decoded("\u5f59\u7e3d"), Decoded("\u6c47\u603b"), "Consolidate")
        Case "xlt_report"
            Found = InLanguage(Decoded("\u5831\u544a"), Decoded("\u62a5\u544a"), "Report")
        Case "xlt_group_more"
            Found = InLanguage(Decoded("\u66f4\u591a"), Decoded("\u66f4\u591a"), "More")
        Case "xlt_reconnect"
            Found = InLanguage(Decoded("\u91cd\u65b0\u9023\u63a5\u516c\u5f0f"), Decoded("\u91cd\u65b0\u8fde\u63a5\u516c\u5f0f"), "Reconnect formulas")
        Case "xlt_upgrade"
            Found = InLanguage("Upgrade workbook", "Upgrade workbook", "Upgrade workbook")
        Case "xlt_help"
            Found = InLanguage(Decoded("\u8aaa\u660e"), Decoded("\u5e2e\u52a9"), "Help")
    End Select
    Label = Found
End Function

Private Function Tip(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
        Case "xlt_new"
            Found = InLanguage(Decoded("\u65b0\u589e\u76ee\u6a19\u8a08\u756b\u3001\u5718\u968a\u8a08\u5206\u5361\u3001CRM \u7d00\u9304\u6216\u98a8\u96aa\u767b\u" & _
        "8a18\u518a\uff0c\u4e26\u5c07\u5176\u958b\u555f\u3002"), Decoded("\u65b0\u5efa\u76ee\u6807\u8ba1\u5212\u3001\u56e2\u961f\u8bb0\u5206\u5361\u3001CRM \u8bb0\u5f55\u6216\u98ce\u9669\u767b\u" & _
        "8bb0\u518c\uff0c\u5e76\u5c06\u5176\u6253\u5f00\u3002"), "Writes a new target plan, team scorecard, CRM log or risk register, and opens it.")
        Case "xlt_new_target_plan"
            Found = InLanguage(Decoded("\u8a2d\u5b9a\u5168\u5e74\u92b7\u552e\u76ee\u6a19\uff0c\u5206\u89e3\u5230\u5404\u6708\u548c\u5404\u4eba\uff0c\u4e26\u9010" & _
        "\u6708\u8ffd\u8e64\u3002"), Decoded("\u8bbe\u5b9a\u5168\u5e74\u9500\u552e\u76ee\u6807\uff0c\u5206\u89e3\u5230\u5404\u6708\u548c\u5404\u4eba\uff0c\u5e76\u9010" & _
        "\u6708\u8ddf\u8e2a\u3002"), "Sets a year's sales target, splits it over months and people, and follows it month by month.")
        Case "xlt_new_team_scorecard"
            Found = InLanguage(Decoded("\u9010\u6708\u8ffd\u8e64\u5718\u968a\uff1a\u6bcf\u4f4d\u6210\u54e1\u7684\u9054\u6210\u7387\u3001KPI\u3001\u8a55\u4f30\u5" & _
        "48c\u4f63\u91d1\u3002"), Decoded("\u9010\u6708\u8ddf\u8e2a\u56e2\u961f\uff1a\u6bcf\u4f4d\u6210\u5458\u7684\u8fbe\u6210\u7387\u3001KPI\u3001\u8bc4\u4f30\u5" & _
        "48c\u63d0\u6210\u3002"), "Follows a team month by month: attainment, KPIs, reviews and commission, member by member.")
        Case "xlt_new_crm_log"
            Found = InLanguage(Decoded("\u8a18\u9304\u5ba2\u6236\u3001\u806f\u7e6b\u5f80\u4f86\u548c\u5546\u6a5f\uff0c\u4e26\u63d0\u793a\u63a5\u4e0b\u4f86\u8a72" & _
        "\u8ddf\u9032\u8ab0\u3002"), Decoded("\u8bb0\u5f55\u5ba2\u6237\u3001\u8054\u7cfb\u5f80\u6765\u548c\u5546\u673a\uff0c\u5e76\u63d0\u793a\u63a5\u4e0b\u6765\u8be5" & _
        "\u8ddf\u8fdb\u8c01\u3002"), "Keeps customers, contacts and opportunities, and tells who is to be looked after next.")
        Case "xlt_new_risk_register"
            Found = InLanguage(Decoded("\u5217\u51fa\u5a01\u8105\u76ee\u6a19\u7684\u98a8\u96aa\uff0c\u76e3\u63a7\u9810\u8b66\u8a0a\u865f\uff0c\u4e26\u8ffd\u8e64" & _
        "\u56e0\u61c9\u63aa\u65bd\u3002"), Decoded("\u5217\u51fa\u5a01\u80c1\u76ee\u6807\u7684\u98ce\u9669\uff0c\u76d1\u63a7\u9884\u8b66\u4fe1\u53f7\uff0c\u5e76\u8ddf\u8e2a" & _
        "\u5e94\u5bf9\u63aa\u65bd\u3002"), "Lists what threatens the target, watches what warns of it, and follows what is done about it.")
        Case "xlt_check_smart"
            Found = InLanguage(Decoded("\u6307\u51fa\u54ea\u4e9b\u76ee\u6a19\u505a\u5230\u4e86\u5177\u9ad4\u3001\u53ef\u8861\u91cf\u3001\u53ef\u9054\u6210\u3001" & _
        "\u76f8\u95dc\u4e14\u6709\u671f\u9650\uff0c\u4ee5\u53ca\u54ea\u4e9b\u5730\u65b9\u9700\u8981\u4fee\u6539\u3002"), Decoded("\u6307\u51fa\u54ea\u4e9b\u76ee\u6807\u505a\u5230\u4e86\u5177\u4f53\u3001\u53ef\u8861\u91cf\u3001\u53ef\u5b9e\u73b0\u3001" & _
        "\u76f8\u5173\u4e14\u6709\u65f6\u9650\uff0c\u4ee5\u53ca\u54ea\u4e9b\u5730\u65b9\u9700\u8981\u4fee\u6539\u3002"), "Says which objectives are specific, measurable, achievable, relevant and time-bound, and what to mend.")
        Case "xlt_split"
            Found = InLanguage(Decoded("\u4f9d\u9078\u53d6\u7684\u6b0a\u91cd\u5206\u89e3\u5168\u5e74\u76ee\u6a19\uff0c\u4e26\u5728\u65c1\u908a\u5beb\u5165\u7cbe" & _
        "\u78ba\u7684\u5404\u90e8\u5206\u91d1\u984d\u3002"), Decoded("\u6309\u9009\u5b9a\u7684\u6743\u91cd\u5206\u89e3\u5168\u5e74\u76ee\u6807\uff0c\u5e76\u5728\u65c1\u8fb9\u5199\u5165\u7cbe" & _
        "\u786e\u7684\u5404\u90e8\u5206\u91d1\u989d\u3002"), "Splits the year's target by the selected weights, and writes the exact parts beside them.")
        Case "xlt_replan"
            Found = InLanguage(Decoded("\u6839\u64da\u8fc4\u4eca\u7684\u5be6\u969b\u696d\u7e3e\uff0c\u5efa\u8b70\u5269\u9918\u5404\u6708\u61c9\u5b8c\u6210\u7684" & _
        "\u91d1\u984d\u4e26\u8aaa\u660e\u7406\u7531\uff0c\u4f9b\u5beb\u5165\u300c\u8b8a\u66f4\u300d\u3002"), Decoded("\u6839\u636e\u8fc4\u4eca\u7684\u5b9e\u9645\u4e1a\u7ee9\uff0c\u5efa\u8bae\u5269\u4f59\u5404\u6708\u5e94\u5b8c\u6210\u7684" & _
        "\u91d1\u989d\u5e76\u8bf4\u660e\u7406\u7531\uff0c\u4f9b\u5199\u5165\u201c\u53d8\u66f4\u201d\u3002"), "Proposes what the open months must bring after the actuals so far, with reasons, for Changes.")
        Case "xlt_refresh"
            Found = InLanguage(Decoded("\u91cd\u65b0\u8b80\u53d6\u5404\u5718\u968a\u7684\u6d3b\u9801\u7c3f\uff0c\u66f4\u65b0\u672c\u8a08\u5206\u5361\u7684\u8cc7" & _
        "\u6599\u8868\u3002\u60a8\u8f38\u5165\u7684\u5167\u5bb9\u7dad\u6301\u4e0d\u8b8a\u3002"), Decoded("\u91cd\u65b0\u8bfb\u53d6\u5404\u56e2\u961f\u7684\u5de5\u4f5c\u7c3f\uff0c\u66f4\u65b0\u672c\u8bb0\u5206\u5361\u7684\u6570" & _
        "\u636e\u8868\u3002\u60a8\u8f93\u5165\u7684\u5185\u5bb9\u4fdd\u6301\u4e0d\u53d8\u3002"), "Reads the teams' workbooks again and renews this scorecard's own tables. What you typed stays.")
        Case "xlt_validate"
            Found = InLanguage(Decoded("\u6aa2\u67e5\u672c\u6d3b\u9801\u7c3f\uff1a\u54ea\u4e9b\u5167\u5bb9\u7f3a\u6f0f\u3001\u6709\u8aa4\u6216\u88ab\u8986\u84cb" & _
        "\uff0c\u4ee5\u53ca\u5982\u4f55\u4fee\u6b63\u3002"), Decoded("\u68c0\u67e5\u672c\u5de5\u4f5c\u7c3f\uff1a\u54ea\u4e9b\u5185\u5bb9\u7f3a\u5931\u3001\u6709\u8bef\u6216\u88ab\u8986\u76d6" & _
        "\uff0c\u4ee5\u53ca\u5982\u4f55\u4fee\u6b63\u3002"), "Checks this workbook: what is missing, wrong or was typed over, and how to mend it.")
        Case "xlt_consolidate"
            Found = InLanguage(Decoded("\u5c07\u4e00\u500b\u8cc7\u6599\u593e\u4e2d\u7684\u6d3b\u9801\u7c3f\u5f59\u7e3d\u70ba\u4e00\u4efd\u516c\u53f8\u8a08\u5206" & _
        "\u5361\uff0c\u4e26\u5217\u51fa\u672a\u7d0d\u5165\u7684\u6a94\u6848\u3002"), Decoded("\u5c06\u4e00\u4e2a\u6587\u4ef6\u5939\u4e2d\u7684\u5de5\u4f5c\u7c3f\u6c47\u603b\u4e3a\u4e00\u4efd\u516c\u53f8\u8bb0\u5206" & _
        "\u5361\uff0c\u5e76\u5217\u51fa\u672a\u7eb3\u5165\u7684\u6587\u4ef6\u3002"), "Puts the workbooks of a folder together into one company scorecard, and lists what was left out.")
        Case "xlt_report"
            Found = InLanguage(Decoded("\u7522\u751f\u4e00\u9801\u6703\u8b70\u8cc7\u6599\uff1a\u9054\u6210\u7387\u8207\u9032\u5ea6\u3001\u9700\u8981\u652f\u63f4" & _
        "\u7684\u4eba\u54e1\u3001\u98a8\u96aa\u8207\u5efa\u8b70\u3002"), Decoded("\u751f\u6210\u4e00\u9875\u4f1a\u8bae\u6750\u6599\uff1a\u8fbe\u6210\u7387\u4e0e\u8fdb\u5ea6\u3001\u9700\u8981\u652f\u6301" & _
        "\u7684\u4eba\u5458\u3001\u98ce\u9669\u4e0e\u5efa\u8bae\u3002"), "Writes a page for the meeting: attainment and pace, who needs help, risks and proposals.")
        Case "xlt_reconnect"
            Found = InLanguage(Decoded("\u5728\u986f\u793a #NAME? \u7684\u5730\u65b9\u91cd\u65b0\u8f38\u5165 xlTargets \u7684\u516c\u5f0f\u3002"), Decoded("\u5728\u663e\u793a #NAME? \u7684\u5730\u65b9\u91cd\u65b0\u8f93\u5165 xlTargets \u7684\u516c\u5f0f\u3002"), "Enters the formulas of xlTargets again where they show #NAME?.")
        Case "xlt_upgrade"
            Found = InLanguage("Writes a copy of this workbook in the newest version of its template, with all that you typed.", "Writes a copy of this workbook in the newest version of its template, with all that you typed.", "Writes a copy of this workbook in the newest version of its template, with all that you typed.")
        Case "xlt_help"
            Found = InLanguage(Decoded("\u8aaa\u660e xlTargets \u5728\u6b64\u8655\u80fd\u505a\u4ec0\u9ebc\uff0c\u4ee5\u53ca\u76ee\u524d\u7684\u7248\u672c\u3002"), Decoded("\u8bf4\u660e xlTargets \u5728\u6b64\u5904\u80fd\u505a\u4ec0\u4e48\uff0c\u4ee5\u53ca\u5f53\u524d\u7684\u7248\u672c\u3002"), "Says what xlTargets can do here, and which version it is.")
    End Select
    Tip = Found
End Function

Private Function InLanguage(ByVal Traditional As String, ByVal Simplified As String, ByVal English As String) As String
    Select Case Language()
        Case "zh-TW"
            InLanguage = Traditional
        Case "zh-CN"
            InLanguage = Simplified
        Case Else
            InLanguage = English
    End Select
End Function
