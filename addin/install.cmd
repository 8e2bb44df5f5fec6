@echo off
rem Starts install.ps1, which a double click would only show. Only this one run may execute a script; nothing is changed.
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0install.ps1" %*
set RESULT=%ERRORLEVEL%
echo.
pause
exit /b %RESULT%
