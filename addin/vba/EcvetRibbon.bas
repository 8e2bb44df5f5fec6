Attribute VB_Name = "EcvetRibbon"
Option Explicit

' One procedure for each button. Each runs one action of ecvet_office.excel.desktop; what it does stands there, in Python.

Public Sub Check(control As IRibbonControl)
    Perform "'check'"
End Sub

Public Sub ComputeCredit(control As IRibbonControl)
    Perform "'compute_credit'"
End Sub

Public Sub SharePoints(control As IRibbonControl)
    Perform "'share_points'"
End Sub

Public Sub Enrol(control As IRibbonControl)
    Perform "'enrol'"
End Sub

Public Sub Memorandum(control As IRibbonControl)
    Perform "'memorandum'"
End Sub

Public Sub LearningAgreements(control As IRibbonControl)
    Perform "'learning_agreements'"
End Sub

Public Sub LearningAgreementsForSelected(control As IRibbonControl)
    Perform "'learning_agreements', selected=True"
End Sub

Public Sub Transcripts(control As IRibbonControl)
    Perform "'transcripts'"
End Sub

Public Sub TranscriptsForSelected(control As IRibbonControl)
    Perform "'transcripts', selected=True"
End Sub

Public Sub AllDocuments(control As IRibbonControl)
    Perform "'all_documents'"
End Sub

Public Sub AllDocumentsForSelected(control As IRibbonControl)
    Perform "'all_documents', selected=True"
End Sub

Public Sub Papers(control As IRibbonControl)
    Perform "'papers'"
End Sub

Public Sub Amend(control As IRibbonControl)
    Perform "'amend', selected=True"
End Sub

Public Sub ReadReturned(control As IRibbonControl)
    Perform "'read_returned'"
End Sub

Public Sub HostGrids(control As IRibbonControl)
    Perform "'host_grids'"
End Sub

Public Sub Meeting(control As IRibbonControl)
    Perform "'meeting'"
End Sub

Public Sub MeetingPapers(control As IRibbonControl)
    Perform "'meeting_papers'"
End Sub

Public Sub Decide(control As IRibbonControl)
    Perform "'decide'"
End Sub

Public Sub DecideForSelected(control As IRibbonControl)
    Perform "'decide', selected=True"
End Sub

Public Sub Audit(control As IRibbonControl)
    Perform "'audit', selected=True"
End Sub

Public Sub Export(control As IRibbonControl)
    Perform "'export'"
End Sub

Public Sub NextYear(control As IRibbonControl)
    Perform "'next_year'"
End Sub

Public Sub PersonalData(control As IRibbonControl)
    Perform "'personal_data', selected=True"
End Sub

Public Sub Extract(control As IRibbonControl)
    Perform "'extract', selected=True"
End Sub

Public Sub Anonymise(control As IRibbonControl)
    Perform "'anonymise'"
End Sub

Public Sub Forget(control As IRibbonControl)
    Perform "'forget', selected=True"
End Sub

Public Sub ExplainFinding(control As IRibbonControl)
    Perform "'explain_finding'"
End Sub

Public Sub OpenFolder(control As IRibbonControl)
    Perform "'open_folder'"
End Sub

Public Sub CheckInstallation(control As IRibbonControl)
    Perform "'check_installation'"
End Sub

Public Sub Help(control As IRibbonControl)
    Perform "'help'"
End Sub

' Says what is missing where nothing can be done; otherwise runs the action on the workbook in front.
Private Sub Perform(ByVal arguments As String)
    If ActiveWorkbook Is Nothing Then
        Tell "No workbook is open for editing. Open your ECVET workbook. If it was sent to you and a yellow bar says " & _
             "Protected View: press Enable Editing in it, then this button again."
    ElseIf Not InterpreterIsThere() Then
        Tell "ECVET Office was moved or removed: there is no longer " & Interpreter() & ". Run the installer of ECVET " & _
             "Office again, then close Excel and open it."
    ElseIf Not NameCanBeHandedOver(ActiveWorkbook.Name) Then
        Tell "The name of this workbook holds the character | or =. Save it under a name without it, then " & _
             "press the button again."
    Else
        RunPython "from ecvet_office.excel.desktop import run; run(" & arguments & ")"
    End If
End Sub
