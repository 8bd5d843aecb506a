#!/bin/sh
# Runs a test program that must fail: a mutated constant that no test notices is a gap in the tests.
# A crash or a hang does not count as noticing.
output=$(timeout 60 "$1" 2>&1)
status=$?
if [ "$status" -eq 1 ] && printf '%s\n' "$output" | grep -q '^\[  FAILED  \]'; then
    printf '%s\n' "$output" | grep '^\[  FAILED  \]' | sort -u
    exit 0
fi
printf '%s\n' "$output" | tail -20
echo "the mutant was not noticed (status $status)"
exit 1
