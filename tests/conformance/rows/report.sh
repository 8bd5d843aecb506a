#!/bin/sh
# Says of each row of the conformance specification, section 2, how it is tested: under free time, conducted time or both,
# by the checker over every trace, or why not. Reads the names of the tests and what hosts they run under.
#
#   report.sh           prints the table
#   report.sh --check   the same, and fails where a row has neither a test nor a reason, or both
here=$(dirname "$0")
tests="$here/../.."
find "$tests/conformance" "$tests/unit" "$tests/e2e" "$tests/bench" -name '*_test.cpp' | sort |
    xargs awk -v check="${1:-}" -f "$here/report.awk" "$here/rows.txt"
