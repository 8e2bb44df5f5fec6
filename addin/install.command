#!/bin/bash
# Installs ECVET Office for you alone on a Mac, and puts its buttons into Excel. No administrator is needed.
#
#   Double-click it in the Finder, or in Terminal:  ./install.command [FOLDER OF WHEELS]
#
# Where wheels lie beside this script, or in the folder named, nothing is fetched from the internet.
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
wheels="${1:-$here}"
place="$HOME/Library/Application Support/ECVET Office"

say() { printf '%s\n' "$*"; }
fail() {
  say "" "NOT INSTALLED: $1"
  exit 2
}

is_usable() { "$1" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local name
  for name in "${ECVET_PYTHON:-}" python3.13 python3.12 python3.11 python3 \
    /Library/Frameworks/Python.framework/Versions/Current/bin/python3 /opt/homebrew/bin/python3 /usr/local/bin/python3; do
    if [ -n "$name" ] && command -v "$name" >/dev/null 2>&1 && is_usable "$name"; then
      command -v "$name"
      return
    fi
  done
}

if pgrep -x "Microsoft Excel" >/dev/null 2>&1; then
  fail "Excel is running. Quit it (Cmd+Q), then start this again."
fi
python="$(find_python)"
[ -n "$python" ] || fail "Python 3.11 or newer was not found. Install it from https://www.python.org/downloads/, then start this again."

fetching="not everything could be fetched. Check the connection, then start this again."
if compgen -G "$wheels/ecvet_office-*.whl" >/dev/null; then
  source="$wheels (nothing is fetched)"
  wanted=(--no-index --find-links "$wheels" ecvet-office)
  reason="the folder of wheels is not for this Mac and its Python. Ask whoever collected it to run 'ecvet addin bundle' on a Mac like this one."
elif [ "$#" -gt 0 ]; then
  fail "there is no ECVET Office in $wheels: a file ecvet_office-….whl."
elif [ -f "$here/../pyproject.toml" ]; then
  source="the copy of the repository"
  wanted=("$here/..")
  reason="$fetching"
else
  source="the internet"
  wanted=(ecvet-office)
  reason="$fetching"
fi

say "Python: $python"
say "Folder: $place"
say "From:   $source"
mkdir -p "$place"
"$python" -m venv --clear "$place" || fail "the folder could not be made ready; is the disk full?"
"$place/bin/python" -m pip install --quiet --disable-pip-version-check "${wanted[@]}" || fail "$reason"
"$place/bin/ecvet" addin install || fail "the buttons could not be put into Excel; what to do stands above."
say "" "What there is now:"
"$place/bin/ecvet" doctor || fail "something is missing; what to do stands above."
say "" "Installed. Start Excel: the tab ECVET stands beside Home."
