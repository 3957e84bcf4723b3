#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up on Debian 12 and opens the window on a sample model.
#   sh installer/run.sh [--no-window] [FILE...]     installs into ~/.local, or $PREFIX
set -eu
cd "$(dirname "$0")/.."
. installer/packages.sh

window=yes
if [ "${1:-}" = --no-window ]; then
    window=no
    shift
fi
prefix=${PREFIX:-$HOME/.local}

# shellcheck disable=SC2086
install_packages $build_packages $run_packages
build release
cmake --install build/release --prefix "$prefix" >build/install.log
update-mime-database "$prefix/share/mime" >/dev/null 2>&1 || true
update-desktop-database "$prefix/share/applications" >/dev/null 2>&1 || true
gtk-update-icon-cache -q -t "$prefix/share/icons/hicolor" >/dev/null 2>&1 || true
echo "Layerwright is installed in $prefix"
case ":$PATH:" in
*":$prefix/bin:"*) ;;
*) echo "Add $prefix/bin to PATH to start layerwright and layerwright-cli by name" ;;
esac
[ "$window" = yes ] || exit 0
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    echo "There is no display here; start $prefix/bin/layerwright from a desktop"
    exit 0
fi
[ $# -gt 0 ] || set -- resources/samples/digits.h5
exec "$prefix/bin/layerwright" "$@"
