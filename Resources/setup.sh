#!/usr/bin/env bash
# Installs the Debian packages funneltop is built and tested with; what is there already is skipped.
# With --checks also those that only the checks of .ci/run need.
set -euo pipefail

packages=(libncurses-dev libzstd-dev libisal-dev libvterm-dev)
[ "${1-}" = --checks ] && packages+=(binutils valgrind)

missing=()
for package in "${packages[@]}"; do
  state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null || true)
  [ "$state" = installed ] || missing+=("$package")
done

if ! command -v swift >/dev/null 2>&1; then
  echo "setup: no swift in PATH; install a Swift 6.2 (or later) toolchain from https://swift.org/install" >&2
  exit 1
fi
[ ${#missing[@]} -eq 0 ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
  echo "setup: no apt-get here; install by other means the equivalents of: ${missing[*]}" >&2
  exit 1
fi
as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "setup: run as root (or install sudo): these packages are missing: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi
"${as_root[@]}" apt-get update -qq
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
