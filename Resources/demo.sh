#!/usr/bin/env bash
# Sets up, builds and opens the dashboard on the built-in demo.
set -euo pipefail
cd "$(dirname "$0")/.."
Resources/setup.sh
swift build -c release --product funneltop
exec .build/release/funneltop demo "$@"
