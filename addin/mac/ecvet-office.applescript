-- Starts Python for the buttons of ECVET Office. Excel for the Mac runs only scripts that lie in its own folder
-- (~/Library/Application Scripts/com.microsoft.Excel). `ecvet addin install` puts this one there, with the place of the
-- program written into it. Everything that comes from Excel is handed on in quotes, and never chooses what runs.

property pythonProgram : "@INTERPRETER@"

on VbaHandler(everything)
	set saved to AppleScript's text item delimiters
	set AppleScript's text item delimiters to "|"
	set parts to text items of everything
	set AppleScript's text item delimiters to saved
	if (count of parts) is not 6 then return 1
	set orders to quoted form of (item 3 of parts)
	set workbookName to quoted form of ("--wb=" & (item 4 of parts))
	set excelName to quoted form of ("--app=" & (item 5 of parts))
	set logFile to quoted form of (item 6 of parts)
	set commandLine to (quoted form of pythonProgram) & " -P -B -u -W ignore -c " & orders & " " & workbookName & " --from_xl=1 " & excelName
	try
		return do shell script commandLine & " > /dev/null 2> " & logFile & " &"
	on error
		return 1
	end try
end VbaHandler
