#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is needed, builds, and runs the tests: the hermetic suites, and those against real TensorFlow and Keras
# (in a venv below build/).
#   sh tests/run.sh [hermetic] [interop] [sanitized]     default: the first two
# sanitized builds core again with AddressSanitizer and UndefinedBehaviorSanitizer and runs its hermetic suites.
set -eu
cd "$(dirname "$0")/.."
. installer/packages.sh
parts=${*:-hermetic interop}

# shellcheck disable=SC2086
install_packages $build_packages $run_packages $test_packages

# run_suites PRESET: every Qt Test program, quiet but for failures; prints ctest's closing lines.
run_suites() {
    echo "Running the hermetic suites ($1)"
    ctest --preset "$1" --parallel "$(nproc)" --quiet --output-log "build/ctest-$1.log" || true
    if ! tail -n 40 "build/ctest-$1.log" | grep -q '100% tests passed'; then
        grep -E -B 2 -A 12 'FAIL!|\*\*\*|Sanitizer|runtime error' "build/ctest-$1.log" | tail -n 200 >&2
        tail -n 30 "build/ctest-$1.log" >&2
        return 1
    fi
    grep 'tests passed' "build/ctest-$1.log"
}

prepare_venv() {
    venv=build/venv
    if ! cmp -s tests/interop/requirements.txt "$venv/installed.txt"; then
        echo "Installing TensorFlow and Keras into $venv; this takes a few minutes"
        rm -rf "$venv"
        python3 -m venv "$venv"
        "$venv/bin/pip" install --quiet --disable-pip-version-check -r tests/interop/requirements.txt
        cp tests/interop/requirements.txt "$venv/installed.txt"
    fi
}

failed=0
for part in $parts; do
    case $part in
    hermetic) build release && run_suites release || failed=1 ;;
    sanitized) build dev-asan -DLAYERWRIGHT_UI=OFF && run_suites dev-asan || failed=1 ;;
    interop)
        build release && prepare_venv && echo "Checking against real TensorFlow and Keras" &&
            build/venv/bin/python tests/interop/run.py build/release/bin/layerwright-cli build/interop || failed=1
        ;;
    *)
        echo "tests/run.sh: unknown part \"$part\": hermetic, sanitized or interop" >&2
        exit 2
        ;;
    esac
done
exit $failed
