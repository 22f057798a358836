#!/bin/sh
# Ends what a killed program left running. Reads lines: "+ MARK" is a task that runs, "- MARK" one that has ended. Its
# input ends with the program, however that dies; then every process with one of the marks is killed. mark.ts says where
# a process carries it.
set -u
running=" "
while read -r sign mark; do
  case $sign in
    +) running="$running$mark " ;;
    -) running="${running%% "$mark" *} ${running#* "$mark" }" ;;
  esac
done
for mark in $running; do
  round=0
  # One may be starting another: look until there is none.
  while [ "$round" -lt 500 ]; do
    round=$((round + 1))
    found=$(
      grep -slF "MISBUILT_CELL=$mark" /proc/[0-9]*/environ
      grep -slE "^Max realtime timeout +[0-9]+ +$mark " /proc/[0-9]*/limits
    )
    [ -n "$found" ] || break
    for file in $found; do
      pid=${file#/proc/}
      kill -s KILL "${pid%/*}" 2>/dev/null
    done
  done
done
