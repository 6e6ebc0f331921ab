#!/usr/bin/env bash
# The real clip that cameras are tested with: one file of Debian's opencv-doc, without installing its 270 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
videos="${STOREPULSE_CACHE:-.storepulse/cache}/videos"
clip=usr/share/doc/opencv-doc/examples/data/vtest.avi

[ -f "$videos/vtest.avi" ] && exit 0
mkdir -p "$videos"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
target="$(cd "$videos" && pwd)/vtest.avi"
cd "$folder"
apt-get download -q opencv-doc 2>&1 || { apt-get update -q && apt-get download -q opencv-doc; }
dpkg-deb --fsys-tarfile opencv-doc_*.deb | tar -xO "./$clip" > vtest.avi
mv vtest.avi "$target"
