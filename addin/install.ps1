# Installs ECVET Office for you alone, and puts its buttons into Excel. No administrator is needed.
#
#   Double-click install.cmd, or in PowerShell:  .\install.ps1 [-Wheels FOLDER]
#
# Where wheels lie beside this script, or in the folder named, nothing is fetched from the internet.
# This file is plain ASCII: Windows PowerShell 5.1 reads a script without a mark as text of the PC's own code page.
param([string] $Wheels = '')

$ErrorActionPreference = 'Stop'
$Place = Join-Path $env:LOCALAPPDATA 'ECVET Office'
$Python = Join-Path $Place 'Scripts\python.exe'
$Ecvet = Join-Path $Place 'Scripts\ecvet.exe'

function Stop-Installing([string] $Reason) {
    Write-Host ''
    Write-Host "NOT INSTALLED: $Reason" -ForegroundColor Red
    exit 2
}

# Runs a program and stops with a reason where it fails. Programs say so by a number, which PowerShell does not look at.
function Invoke-Program([string] $Program, [string[]] $Arguments, [string] $Reason) {
    & $Program @Arguments
    if ($LASTEXITCODE -ne 0) { Stop-Installing $Reason }
}

# Gives the path of a Python that is new enough. Windows has an empty python.exe that opens its shop: that one tells none.
function Find-Python {
    $Ask = 'import sys, venv; print(sys.executable if sys.version_info >= (3, 11) else str())'
    $Candidates = @(@('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('py', '-3'), @('python'))
    if ($env:ECVET_PYTHON) { $Candidates = @(, @($env:ECVET_PYTHON)) + $Candidates }
    foreach ($Candidate in $Candidates) {
        if (-not (Get-Command $Candidate[0] -ErrorAction SilentlyContinue)) { continue }
        $Rest = @($Candidate | Select-Object -Skip 1) + @('-c', $Ask)
        try { $Told = & $Candidate[0] @Rest 2>$null } catch { continue }
        if ($LASTEXITCODE -eq 0 -and $Told -and (Test-Path -LiteralPath "$Told")) { return "$Told" }
    }
    return ''
}

if (Get-Process -Name EXCEL -ErrorAction SilentlyContinue) {
    Stop-Installing 'Excel is running. Close all its windows, then start this again.'
}
$Base = Find-Python
if (-not $Base) {
    Stop-Installing 'Python 3.11 or newer was not found. Install it from https://www.python.org/downloads/ (no administrator is needed), then start this again.'
}

$Named = [bool] $Wheels
if (-not $Named) { $Wheels = $PSScriptRoot }
$Repository = Join-Path $PSScriptRoot '..'
$Reason = 'not everything could be fetched. Check the connection, then start this again.'
if (Get-ChildItem -LiteralPath $Wheels -Filter 'ecvet_office-*.whl' -ErrorAction SilentlyContinue) {
    $Source = "$Wheels (nothing is fetched)"
    $Wanted = @('--no-index', '--find-links', $Wheels, 'ecvet-office')
    $Reason = 'the folder of wheels is not for this Windows and its Python. Ask whoever collected it to run "ecvet addin bundle" on a PC like this one.'
} elseif ($Named) {
    Stop-Installing "there is no ECVET Office in ${Wheels}: a file ecvet_office-*.whl."
} elseif (Test-Path -LiteralPath (Join-Path $Repository 'pyproject.toml')) {
    $Source = 'the copy of the repository'
    $Wanted = @($Repository)
} else {
    $Source = 'the internet'
    $Wanted = @('ecvet-office')
}

Write-Host "Python: $Base"
Write-Host "Folder: $Place"
Write-Host "From:   $Source"
Invoke-Program $Base @('-m', 'venv', '--clear', $Place) 'the folder could not be made ready. Is Excel still open, or the disk full?'
Invoke-Program $Python (@('-m', 'pip', 'install', '--quiet', '--disable-pip-version-check') + $Wanted) $Reason
Invoke-Program $Ecvet @('addin', 'install') 'the buttons could not be put into Excel; what to do stands above.'
Write-Host ''
Write-Host 'What there is now:'
Invoke-Program $Ecvet @('doctor') 'something is missing; what to do stands above.'
Write-Host ''
Write-Host 'Installed. Start Excel: the tab ECVET stands beside Home.'
