#!/bin/bash
# bench/memory.sh [GRAINS]: how much memory a stock grain takes. Makes GRAINS (100,000) stocks with one receipt each, restarts the
# server, reads a few stocks, notes its resident memory, reads all of them, and prints the growth per grain.
set -u
grains=${1:-100000}
case $grains in *[!0-9]*|'') echo "usage: bench/memory.sh [GRAINS]" >&2; exit 2 ;; esac
. "$(dirname -- "$0")/common.sh"
need curl
build
stores=50 skus=$(((grains + 49) / 50))

resident() {
  awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"
}

start
# Three lots of one piece each.
terminals --prepare --stores $stores --skus $skus --stock 3 --seconds 1 --terminals 32 >"$folder/prepared" || { cat "$folder/prepared" >&2; exit 1; }
stop
start
terminals --activate 500
before=$(resident)
terminals --activate "$grains"
after=$(resident)
echo "resident: $((before / 1024)) MiB before, $((after / 1024)) MiB with $grains grains: $(((after - before) * 1024 / (grains - 500))) bytes per grain"
