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

Private Function Label(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
        Case "xlt_group_plan"
            Found = InLanguage("Plan", Decoded("\u8ba1\u5212"), Decoded("\u8a08\u756b"))
        Case "xlt_new"
            Found = InLanguage("New from template", Decoded("\u4ece\u6a21\u677f\u65b0\u5efa"), Decoded("\u5f9e\u7bc4\u672c\u65b0\u589e"))
        Case "xlt_new_target_plan"
            Found = InLanguage("Target plan", Decoded("\u76ee\u6807\u8ba1\u5212"), Decoded("\u76ee\u6a19\u8a08\u756b"))
        Case "xlt_new_team_scorecard"
            Found = InLanguage("Team scorecard", Decoded("\u56e2\u961f\u8bb0\u5206\u5361"), Decoded("\u5718\u968a\u8a08\u5206\u5361"))
        Case "xlt_new_crm_log"
            Found = InLanguage("CRM log", Decoded("CRM \u8bb0\u5f55"), Decoded("CRM \u7d00\u9304"))
        Case "xlt_new_risk_register"
            Found = InLanguage("Risk register", Decoded("\u98ce\u9669\u767b\u8bb0\u518c"), Decoded("\u98a8\u96aa\u767b\u8a18\u518a"))
        Case "xlt_check_smart"
            Found = InLanguage("Check SMART", Decoded("\u68c0\u67e5 SMART"), Decoded("\u6aa2\u67e5 SMART"))
        Case "xlt_split"
            Found = InLanguage("Split target", Decoded("\u5206\u89e3\u76ee\u6807"), Decoded("\u5206\u89e3\u76ee\u6a19"))
        Case "xlt_replan"
            Found = InLanguage("Re-plan", Decoded("\u91cd\u65b0\u8ba1\u5212"), Decoded("\u91cd\u65b0\u898f\u5283"))
        Case "xlt_adopt"
            Found = InLanguage("Approve changes", Decoded("\u6279\u51c6\u8c03\u6574"), Decoded("\u6838\u51c6\u8abf\u6574"))
        Case "xlt_group_team"
            Found = InLanguage("Team", Decoded("\u56e2\u961f"), Decoded("\u5718\u968a"))
        Case "xlt_refresh"
            Found = InLanguage("Refresh", Decoded("\u5237\u65b0"), Decoded("\u91cd\u65b0\u6574\u7406"))
        Case "xlt_validate"
            Found = InLanguage("Validate", Decoded("\u68c0\u67e5"), Decoded("\u6aa2\u67e5"))
        Case "xlt_statements"
            Found = InLanguage("Statements", Decoded("\u63d0\u6210\u660e\u7ec6"), Decoded("\u734e\u91d1\u660e\u7d30"))
        Case "xlt_group_company"
            Found = InLanguage("Company", Decoded("\u516c\u53f8"), Decoded("\u516c\u53f8"))
        Case "xlt_hand_out"
            Found = InLanguage("Hand out", Decoded("\u4e0b\u8fbe\u76ee\u6807"), Decoded("\u4e0b\u9054\u76ee\u6a19"))
        Case "xlt_consolidate"
            Found = InLanguage("Consolidate", Decoded("\u6c47\u603b"), Decoded("\u5f59\u7e3d"))
        Case "xlt_close"
            Found = InLanguage("Close period", Decoded("\u6708\u5ea6\u7ed3\u8d26"), Decoded("\u6708\u5ea6\u7d50\u5e33"))
        Case "xlt_report"
            Found = InLanguage("Report", Decoded("\u62a5\u544a"), Decoded("\u5831\u544a"))
        Case "xlt_group_more"
            Found = InLanguage("More", Decoded("\u66f4\u591a"), Decoded("\u66f4\u591a"))
        Case "xlt_reconnect"
            Found = InLanguage("Reconnect formulas", Decoded("\u91cd\u65b0\u8fde\u63a5\u516c\u5f0f"), Decoded("\u91cd\u65b0\u9023\u63a5\u516c\u5f0f"))
        Case "xlt_upgrade"
            Found = InLanguage("Upgrade workbook", Decoded("\u5347\u7ea7\u5de5\u4f5c\u7c3f"), Decoded("\u5347\u7d1a\u6d3b\u9801\u7c3f"))
        Case "xlt_help"
            Found = InLanguage("Help", Decoded("\u5e2e\u52a9"), Decoded("\u8aaa\u660e"))
    End Select
    Label = Found
End Function

Private Function Tip(ByVal Key As String) As String
    Dim Found As String
    Select Case Key
        Case "xlt_new"
            Found = InLanguage("Writes a new target plan, team scorecard, CRM log or risk register, and opens it.", Decoded("\u65b0\u5efa\u76ee\u6807\u8ba1\u5212\u3001\u56e2\u961f\u8bb0\u5206\u5361\u3001CRM \u8bb0\u5f55\u6216\u98ce\u9669\u767b\u" & _
        "8bb0\u518c\uff0c\u5e76\u5c06\u5176\u6253\u5f00\u3002"), Decoded("\u65b0\u589e\u76ee\u6a19\u8a08\u756b\u3001\u5718\u968a\u8a08\u5206\u5361\u3001CRM \u7d00\u9304\u6216\u98a8\u96aa\u767b\u" & _
        "8a18\u518a\uff0c\u4e26\u5c07\u5176\u958b\u555f\u3002"))
        Case "xlt_new_target_plan"
            Found = InLanguage("Sets a year's sales target, splits it over months and people, and follows it month by month.", Decoded("\u8bbe\u5b9a\u5168\u5e74\u9500\u552e\u76ee\u6807\uff0c\u5206\u89e3\u5230\u5404\u6708\u548c\u5404\u4eba\uff0c\u5e76\u9010" & _
        "\u6708\u8ddf\u8e2a\u3002"), Decoded("\u8a2d\u5b9a\u5168\u5e74\u92b7\u552e\u76ee\u6a19\uff0c\u5206\u89e3\u5230\u5404\u6708\u548c\u5404\u4eba\uff0c\u4e26\u9010" & _
        "\u6708\u8ffd\u8e64\u3002"))
        Case "xlt_new_team_scorecard"
            Found = InLanguage("Follows a team month by month: attainment, KPIs, reviews and commission, member by member.", Decoded("\u9010\u6708\u8ddf\u8e2a\u56e2\u961f\uff1a\u6bcf\u4f4d\u6210\u5458\u7684\u8fbe\u6210\u7387\u3001KPI\u3001\u8bc4\u4f30\u5" & _
        "48c\u63d0\u6210\u3002"), Decoded("\u9010\u6708\u8ffd\u8e64\u5718\u968a\uff1a\u6bcf\u4f4d\u6210\u54e1\u7684\u9054\u6210\u7387\u3001KPI\u3001\u8a55\u4f30\u5" & _
        "48c\u734e\u91d1\u3002"))
        Case "xlt_new_crm_log"
            Found = InLanguage("Keeps customers, contacts and opportunities, and tells who is to be looked after next.", Decoded("\u8bb0\u5f55\u5ba2\u6237\u3001\u8054\u7cfb\u5f80\u6765\u548c\u5546\u673a\uff0c\u5e76\u63d0\u793a\u63a5\u4e0b\u6765\u8be5" & _
        "\u8ddf\u8fdb\u8c01\u3002"), Decoded("\u8a18\u9304\u5ba2\u6236\u3001\u806f\u7e6b\u5f80\u4f86\u548c\u5546\u6a5f\uff0c\u4e26\u63d0\u793a\u63a5\u4e0b\u4f86\u8a72" & _
        "\u8ddf\u9032\u8ab0\u3002"))
        Case "xlt_new_risk_register"
            Found = InLanguage("Lists what threatens the target, watches what warns of it, and follows what is done about it.", Decoded("\u5217\u51fa\u5a01\u80c1\u76ee\u6807\u7684\u98ce\u9669\uff0c\u76d1\u63a7\u9884\u8b66\u4fe1\u53f7\uff0c\u5e76\u8ddf\u8e2a" & _
        "\u5e94\u5bf9\u63aa\u65bd\u3002"), Decoded("\u5217\u51fa\u5a01\u8105\u76ee\u6a19\u7684\u98a8\u96aa\uff0c\u76e3\u63a7\u9810\u8b66\u8a0a\u865f\uff0c\u4e26\u8ffd\u8e64" & _
        "\u56e0\u61c9\u63aa\u65bd\u3002"))
        Case "xlt_check_smart"
            Found = InLanguage("Says which objectives are specific, measurable, achievable, relevant and time-bound, and what to mend.", Decoded("\u6307\u51fa\u54ea\u4e9b\u5de5\u4f5c\u76ee\u6807\u505a\u5230\u4e86\u5177\u4f53\u3001\u53ef\u8861\u91cf\u3001\u53ef\u5b9e" & _
        "\u73b0\u3001\u76f8\u5173\u4e14\u6709\u65f6\u9650\uff0c\u4ee5\u53ca\u54ea\u4e9b\u5730\u65b9\u9700\u8981\u4fee\u6539\u3002"), Decoded("\u6307\u51fa\u54ea\u4e9b\u76ee\u6a19\u505a\u5230\u4e86\u5177\u9ad4\u3001\u53ef\u8861\u91cf\u3001\u53ef\u9054\u6210\u3001" & _
        "\u76f8\u95dc\u4e14\u6709\u671f\u9650\uff0c\u4ee5\u53ca\u54ea\u4e9b\u5730\u65b9\u9700\u8981\u4fee\u6539\u3002"))
        Case "xlt_split"
            Found = InLanguage("Splits the year's target by the selected weights, and writes the exact parts beside them.", Decoded("\u6309\u9009\u5b9a\u7684\u6743\u91cd\u5206\u89e3\u5168\u5e74\u76ee\u6807\uff0c\u5e76\u5728\u65c1\u8fb9\u5199\u5165\u7cbe" & _
        "\u786e\u7684\u5404\u90e8\u5206\u91d1\u989d\u3002"), Decoded("\u4f9d\u9078\u53d6\u7684\u6b0a\u91cd\u5206\u89e3\u5168\u5e74\u76ee\u6a19\uff0c\u4e26\u5728\u65c1\u908a\u5beb\u5165\u7cbe" & _
        "\u78ba\u7684\u5404\u90e8\u5206\u91d1\u984d\u3002"))
        Case "xlt_replan"
            Found = InLanguage("Proposes what the open months must bring after the actuals so far, with reasons, for Changes.", Decoded("\u6839\u636e\u7d2f\u8ba1\u5b8c\u6210\u7684\u4e1a\u7ee9\uff0c\u5efa\u8bae\u5269\u4f59\u5404\u6708\u5e94\u5b8c\u6210\u7684" & _
        "\u91d1\u989d\u5e76\u8bf4\u660e\u7406\u7531\uff0c\u4f9b\u5199\u5165\u201c\u76ee\u6807\u8c03\u6574\u8bb0\u5f55\u201d\u3002"), Decoded("\u6839\u64da\u7d2f\u8a08\u5be6\u7e3e\uff0c\u5efa\u8b70\u5269\u9918\u5404\u6708\u61c9\u5b8c\u6210\u7684\u91d1\u984d\u4e26" & _
        "\u8aaa\u660e\u7406\u7531\uff0c\u4f9b\u5beb\u5165\u300c\u76ee\u6a19\u8abf\u6574\u7d00\u9304\u300d\u3002"))
        Case "xlt_adopt"
            Found = InLanguage("Approves the open changes of this plan in the name of an approver that it lists; never their own.", Decoded("\u4ee5\u540d\u5355\u4e2d\u4e00\u4f4d\u6279\u51c6\u4eba\u7684\u540d\u4e49\u6279\u51c6\u672c\u8ba1\u5212\u4e2d\u5f85\u6279" & _
        "\u51c6\u7684\u8c03\u6574\uff1b\u672c\u4eba\u63d0\u51fa\u7684\u9664\u5916\u3002"), Decoded("\u4ee5\u540d\u55ae\u4e2d\u4e00\u4f4d\u6838\u51c6\u4eba\u7684\u540d\u7fa9\u6838\u51c6\u672c\u8a08\u756b\u4e2d\u5f85\u6838" & _
        "\u51c6\u7684\u8abf\u6574\uff1b\u672c\u4eba\u63d0\u51fa\u7684\u9664\u5916\u3002"))
        Case "xlt_refresh"
            Found = InLanguage("Renews this workbook from the others of its unit in the same folder. What you typed stays.", Decoded("\u7528\u540c\u4e00\u6587\u4ef6\u5939\u91cc\u672c\u5355\u4f4d\u7684\u5176\u4ed6\u5de5\u4f5c\u7c3f\u66f4\u65b0\u6b64\u5de5" & _
        "\u4f5c\u7c3f\u3002\u60a8\u8f93\u5165\u7684\u5185\u5bb9\u4fdd\u6301\u4e0d\u53d8\u3002"), Decoded("\u7528\u540c\u4e00\u8cc7\u6599\u593e\u5167\u672c\u55ae\u4f4d\u7684\u5176\u4ed6\u6d3b\u9801\u7c3f\u66f4\u65b0\u6b64\u6d3b" & _
        "\u9801\u7c3f\u3002\u60a8\u8f38\u5165\u7684\u5167\u5bb9\u4fdd\u6301\u4e0d\u8b8a\u3002"))
        Case "xlt_validate"
            Found = InLanguage("Checks this workbook: what is missing, wrong or was typed over, and how to mend it.", Decoded("\u68c0\u67e5\u672c\u5de5\u4f5c\u7c3f\uff1a\u54ea\u4e9b\u5185\u5bb9\u7f3a\u5931\u3001\u6709\u8bef\u6216\u88ab\u8986\u76d6" & _
        "\uff0c\u4ee5\u53ca\u5982\u4f55\u4fee\u6b63\u3002"), Decoded("\u6aa2\u67e5\u672c\u6d3b\u9801\u7c3f\uff1a\u54ea\u4e9b\u5167\u5bb9\u7f3a\u6f0f\u3001\u6709\u8aa4\u6216\u88ab\u8986\u84cb" & _
        "\uff0c\u4ee5\u53ca\u5982\u4f55\u4fee\u6b63\u3002"))
        Case "xlt_statements"
            Found = InLanguage("Writes a page for each member of this scorecard, from the sales to the payout, into a folder.", Decoded("\u4e3a\u672c\u8bb0\u5206\u5361\u7684\u6bcf\u4f4d\u6210\u5458\u751f\u6210\u4e00\u9875\u4ece\u4e1a\u7ee9\u5230\u53d1\u653e" & _
        "\u7684\u63d0\u6210\u660e\u7ec6\uff0c\u5199\u5165\u6240\u9009\u6587\u4ef6\u5939\u3002"), Decoded("\u70ba\u672c\u8a08\u5206\u5361\u7684\u6bcf\u4f4d\u6210\u54e1\u7522\u751f\u4e00\u9801\u5f9e\u696d\u7e3e\u5230\u767c\u653e" & _
        "\u7684\u734e\u91d1\u660e\u7d30\uff0c\u5beb\u5165\u6240\u9078\u8cc7\u6599\u593e\u3002"))
        Case "xlt_hand_out"
            Found = InLanguage("Writes each unit's workbooks from this company plan into a folder, or renews those that are there.", Decoded("\u6309\u672c\u516c\u53f8\u8ba1\u5212\u5c06\u5404\u5355\u4f4d\u7684\u5de5\u4f5c\u7c3f\u5199\u5165\u6240\u9009\u6587\u4ef6" & _
        "\u5939\uff0c\u5df2\u6709\u7684\u5219\u66f4\u65b0\u3002"), Decoded("\u4f9d\u672c\u516c\u53f8\u8a08\u756b\u5c07\u5404\u55ae\u4f4d\u7684\u6d3b\u9801\u7c3f\u5beb\u5165\u6240\u9078\u8cc7\u6599" & _
        "\u593e\uff0c\u5df2\u6709\u7684\u5247\u66f4\u65b0\u3002"))
        Case "xlt_consolidate"
            Found = InLanguage("Puts the workbooks of a folder together into one company scorecard, and lists what was left out.", Decoded("\u5c06\u4e00\u4e2a\u6587\u4ef6\u5939\u4e2d\u7684\u5de5\u4f5c\u7c3f\u6c47\u603b\u4e3a\u4e00\u4efd\u516c\u53f8\u8bb0\u5206" & _
        "\u5361\uff0c\u5e76\u5217\u51fa\u672a\u7eb3\u5165\u7684\u6587\u4ef6\u3002"), Decoded("\u5c07\u4e00\u500b\u8cc7\u6599\u593e\u4e2d\u7684\u6d3b\u9801\u7c3f\u5f59\u7e3d\u70ba\u4e00\u4efd\u516c\u53f8\u8a08\u5206" & _
        "\u5361\uff0c\u4e26\u5217\u51fa\u672a\u7d0d\u5165\u7684\u6a94\u6848\u3002"))
        Case "xlt_close"
            Found = InLanguage("Enters in the ledger what everybody earned and is paid, from the scorecards of a folder.", Decoded("\u6839\u636e\u6587\u4ef6\u5939\u4e2d\u7684\u8bb0\u5206\u5361\uff0c\u5c06\u6bcf\u4e2a\u4eba\u5e94\u5f97\u548c\u5e94\u53d1" & _
        "\u7684\u91d1\u989d\u8bb0\u5165\u53f0\u8d26\u3002"), Decoded("\u4f9d\u8cc7\u6599\u593e\u4e2d\u7684\u8a08\u5206\u5361\uff0c\u5c07\u6bcf\u500b\u4eba\u61c9\u5f97\u548c\u61c9\u767c\u7684" & _
        "\u91d1\u984d\u8a18\u5165\u5e33\u672c\u3002"))
        Case "xlt_report"
            Found = InLanguage("Writes a page for the meeting: attainment and pace, who needs help, risks and proposals.", Decoded("\u751f\u6210\u4e00\u9875\u4f1a\u8bae\u6750\u6599\uff1a\u8fbe\u6210\u7387\u4e0e\u8fdb\u5ea6\u3001\u9700\u8981\u652f\u6301" & _
        "\u7684\u4eba\u5458\u3001\u98ce\u9669\u4e0e\u5efa\u8bae\u3002"), Decoded("\u7522\u751f\u4e00\u9801\u6703\u8b70\u8cc7\u6599\uff1a\u9054\u6210\u7387\u8207\u9032\u5ea6\u3001\u9700\u8981\u652f\u63f4" & _
        "\u7684\u4eba\u54e1\u3001\u98a8\u96aa\u8207\u5efa\u8b70\u3002"))
        Case "xlt_reconnect"
            Found = InLanguage("Enters the formulas of xlTargets again where they show #NAME?.", Decoded("\u5728\u663e\u793a #NAME? \u7684\u5730\u65b9\u91cd\u65b0\u8f93\u5165 xlTargets \u7684\u516c\u5f0f\u3002"), Decoded("\u5728\u986f\u793a #NAME? \u7684\u5730\u65b9\u91cd\u65b0\u8f38\u5165 xlTargets \u7684\u516c\u5f0f\u3002"))
        Case "xlt_upgrade"
            Found = InLanguage("Writes a copy of this workbook in the newest version of its template, with all that you typed.", Decoded("\u6309\u6a21\u677f\u7684\u6700\u65b0\u7248\u672c\u53e6\u5b58\u4e00\u4efd\u672c\u5de5\u4f5c\u7c3f\uff0c\u60a8\u8f93\u5165" & _
        "\u7684\u5185\u5bb9\u5168\u90e8\u4fdd\u7559\u3002"), Decoded("\u4f9d\u7bc4\u672c\u7684\u6700\u65b0\u7248\u672c\u53e6\u5b58\u4e00\u4efd\u672c\u6d3b\u9801\u7c3f\uff0c\u60a8\u8f38\u5165" & _
        "\u7684\u5167\u5bb9\u5168\u90e8\u4fdd\u7559\u3002"))
        Case "xlt_help"
            Found = InLanguage("Says what xlTargets can do here, and which version it is.", Decoded("\u8bf4\u660e xlTargets \u5728\u6b64\u5904\u80fd\u505a\u4ec0\u4e48\uff0c\u4ee5\u53ca\u5f53\u524d\u7684\u7248\u672c\u3002"), Decoded("\u8aaa\u660e xlTargets \u5728\u6b64\u8655\u80fd\u505a\u4ec0\u9ebc\uff0c\u4ee5\u53ca\u76ee\u524d\u7684\u7248\u672c\u3002"))
    End Select
    Tip = Found
End Function

Private Function InLanguage(ByVal In_en As String, ByVal In_zh_CN As String, ByVal In_zh_TW As String) As String
    Select Case Language()
        Case "zh-CN"
            InLanguage = In_zh_CN
        Case "zh-TW"
            InLanguage = In_zh_TW
        Case Else
            InLanguage = In_en
    End Select
End Function
