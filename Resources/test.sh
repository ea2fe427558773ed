#!/usr/bin/env bash
# Sets up and runs all tests.
set -euo pipefail
cd "$(dirname "$0")/.."
Resources/setup.sh
exec swift test --disable-xctest "$@"
