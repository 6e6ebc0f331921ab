#!/usr/bin/env bash
# The real clip and the real face that cameras are tested with: two files of Debian's opencv-doc, without installing its 270 MB.
set -euo pipefail
cd "$(dirname "$0")/.."
videos="${STOREPULSE_CACHE:-.storepulse/cache}/videos"
data=usr/share/doc/opencv-doc/examples/data

[ -f "$videos/vtest.avi" ] && [ -f "$videos/messi5.jpg" ] && exit 0
mkdir -p "$videos"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
target="$(cd "$videos" && pwd)"
cd "$folder"
apt-get download -q opencv-doc 2>&1 || { apt-get update -q && apt-get download -q opencv-doc; }
dpkg-deb --fsys-tarfile opencv-doc_*.deb | tar -x "./$data/vtest.avi" "./$data/messi5.jpg"
mv "$data/vtest.avi" "$data/messi5.jpg" "$target"
