#!/usr/bin/env bash
# Build the wheel, install it in a clean environment, then write a map with Node and the network away.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
.venv/bin/python -m pip wheel --quiet --no-deps --wheel-dir "$work" .
.venv/bin/python -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet "$work"/geomap-*.whl
mkdir "$work/home" "$work/empty"
cp seeds/*.txt "$work/empty/"
run=(unshare --net --map-root-user env -i HOME="$work/home" PATH="$work/venv/bin" LANG=C.UTF-8)
cd "$work/empty"
"${run[@]}" "$work/venv/bin/geomap" map . -o map.html
test -s map.html
grep -q 'id="geomap-data"' map.html
echo "the wheel alone writes a map, $(stat -c %s map.html) bytes"
