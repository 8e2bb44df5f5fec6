Attribute VB_Name = "EcvetHost"
Option Explicit

' What the buttons need of Excel and of the computer.

' Shows a message. Kept apart, so that a test can record messages instead of showing them.
Public Sub Tell(ByVal message As String)
    MsgBox message, vbExclamation, "ECVET"
End Sub

' The Python that was chosen when the add-in was installed. It stands on the add-in's own hidden sheet, and nowhere else
' is looked for it. On the Mac the script beside Excel knows it, and the cell holds a name without a folder.
Public Function Interpreter() As String
    Interpreter = CStr(ThisWorkbook.Worksheets(1).Range("B1").Value)
End Function

Public Function InterpreterIsThere() As Boolean
    Dim place As String
    place = Interpreter()
    If InStr(place, "\") = 0 And InStr(place, "/") = 0 Then
        InterpreterIsThere = True
    Else
        ' A drive that is not connected is an error for Dir, and means the same: not there.
        On Error Resume Next
        InterpreterIsThere = (Dir(place) <> "")
    End If
End Function

' Excel for the Mac hands the name of the workbook over in one text with others, which these two signs divide.
Public Function NameCanBeHandedOver(ByVal name As String) As Boolean
    NameCanBeHandedOver = (InStr(name, "|") = 0 And InStr(name, "=") = 0)
End Function
