#!/usr/bin/env bash
# Takes the pictures in screenshots/ anew from the real program on a pseudo-terminal.
set -euo pipefail
cd "$(dirname "$0")/.."
Resources/setup.sh
rm -f screenshots/*.svg
FUNNELTOP_SCREENSHOTS="$PWD/screenshots" swift test --disable-xctest --filter DashboardSceneTests
ls screenshots
