# SPDX-License-Identifier: GPL-3.0-or-later
# Debian 12 packages, by what they are for. Sourced by run.sh and tests/run.sh; installs only what is missing.

build_packages="g++ cmake ninja-build lld ccache qt6-base-dev qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools qt6-svg-dev libgl-dev
libqcustomplot-dev libhdf5-dev libprotobuf-dev protobuf-compiler libdnnl-dev libcli11-dev libseccomp-dev zlib1g-dev"
run_packages="qt6-qpa-plugins qt6-translations-l10n libqt6svg6 fonts-dejavu-core fonts-noto-cjk desktop-file-utils shared-mime-info xdg-utils"
test_packages="python3 python3-venv xvfb xauth"
fuzz_packages="clang-16 libclang-rt-16-dev python3"

# install_packages NAME...: quiet, and instant when nothing is missing.
install_packages() {
    missing=""
    for package in "$@"; do
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    echo "Installing packages:$missing"
    as_root=""
    [ "$(id -u)" = 0 ] || as_root=sudo
    log=$(mktemp)
    # shellcheck disable=SC2086
    if ! { $as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
        cat "$log" >&2
        return 1
    fi
    rm -f "$log"
}

# build PRESET [CMAKE_OPTION...]: configures and builds ($build_targets, else all), showing output only when it fails.
build() {
    preset=$1
    shift
    echo "Building ($preset); the first time takes several minutes"
    log=build/$preset.log
    mkdir -p build
    # Objects are shared between checkouts: the compiler cache sees paths relative to this folder.
    export CCACHE_BASEDIR="$PWD" CCACHE_NOHASHDIR=1
    # shellcheck disable=SC2086
    if ! { cmake --preset "$preset" "$@" && cmake --build --preset "$preset" ${build_targets:+--target $build_targets}; } >"$log" 2>&1; then
        grep -E -A 12 'error|FAILED|Error' "$log" | tail -n 80 >&2
        echo "The build failed; all of its output is in $log" >&2
        return 1
    fi
}
