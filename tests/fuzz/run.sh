#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Builds the fuzz targets (clang, both sanitizers) and runs them one after another; quiet when nothing is found.
#   sh tests/fuzz/run.sh [SECONDS] [TARGET...]     default: 60 seconds each, all targets
# Corpora grow in build/fuzz/corpus and begin with the fixtures. What breaks a target is left in build/fuzz/found.
set -eu
cd "$(dirname "$0")/../.."
. installer/packages.sh
seconds=60
case ${1:-} in
[0-9]*) seconds=$1 && shift ;;
esac

# shellcheck disable=SC2086
install_packages $build_packages $fuzz_packages
build_targets=fuzzers
build fuzz
python3 tests/fuzz/corpus.py build/fuzz/corpus
mkdir -p build/fuzz/found
# shellcheck disable=SC2046
[ $# -gt 0 ] || set -- $(cd build/fuzz/bin && ls -d fuzz_* | sed 's/^fuzz_//')

# Files that stand for models lie in memory; they go when the target ends, also when it crashes.
scratch=$(mktemp -d /dev/shm/layerwright-fuzz.XXXXXX)
trap 'rm -rf "$scratch"' EXIT INT TERM
# Without llvm, whose symbolizer they look for, the sanitizers name places with binutils.
export ASAN_OPTIONS="external_symbolizer_path=$(command -v addr2line)" UBSAN_OPTIONS="print_stacktrace=1"
failed=0
for target in "$@"; do
    echo "Fuzzing $target for $seconds seconds"
    log=build/fuzz/$target.log
    mkdir -p "build/fuzz/corpus/$target"
    if TMPDIR=$scratch build/fuzz/bin/fuzz_"$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
        -malloc_limit_mb=1024 -max_len=262144 -dict=build/fuzz/corpus/json.dict -artifact_prefix="build/fuzz/found/$target-" \
        -print_final_stats=1 "build/fuzz/corpus/$target" >"$log" 2>&1; then
        sed -n 's/^stat::number_of_executed_units: /    inputs: /p' "$log"
    else
        failed=1
        grep -E -A 25 'ERROR|SUMMARY|runtime error|Broken promise|deadly signal' "$log" | head -n 60 >&2
        echo "    $target failed: all of its output is in $log, the input in build/fuzz/found" >&2
    fi
done
exit $failed
