#!/usr/bin/env bash
# Counts the instructions of one step of some workloads under valgrind and compares them with instructions.txt: noise
# does not move them. Valgrind shows the program AVX2 at most. The count of a step is the difference of two lengths of
# the same run, so starting up and compiling do not count. `--write` records new figures.
set -eu -o pipefail
cd "$(dirname "$0")"
program=RnnGen.Benchmarks/bin/Release/net10.0/RnnGen.Benchmarks
table=instructions.txt
command -v valgrind >/dev/null || { echo 'Not checked: there is no valgrind.'; exit 0; }
export DOTNET_TieredCompilation=0 DOTNET_EnableWriteXorExecute=0

count() { # workload kind repetitions
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" repeat "$@" 2>&1 |
    awk '/Collected/ { print $4; found = 1 } END { exit !found }'
}

step() { # workload kind fewer more: both lengths at the same time, on two cores
  local few many
  exec 3< <(count "$1" "$2" "$3")
  many=$(count "$1" "$2" "$4") || return
  read -r few <&3 || return
  echo $(((many - few) / ($4 - $3)))
}

failed=0 lines=()
while read -r workload kind few many expected; do
  actual=$(step "$workload" "$kind" "$few" "$many") || { echo "$workload $kind does not run."; exit 1; }
  verdict=ok
  if [ $((actual * 100)) -gt $((expected * 103)) ]; then verdict='MORE than 3 % above'; failed=1; fi
  if [ $((actual * 100)) -lt $((expected * 90)) ]; then
    # Faster, or work that is no longer done: somebody should look.
    verdict='more than 10 % BELOW: record it with --write'
    failed=1
  fi
  printf '%-4s %-8s %12d instructions a step, recorded %12d  %s\n' "$workload" "$kind" "$actual" "$expected" "$verdict"
  lines+=("$(printf '%-4s %-8s %6d %6d %12d' "$workload" "$kind" "$few" "$many" "$actual")")
done <"$table"
if [ "${1:-}" = --write ]; then
  printf '%s\n' "${lines[@]}" >"$table"
  exit 0
fi
exit $failed
