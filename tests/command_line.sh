#!/usr/bin/env bash
# command_line.sh FASTBUSY: what its caller sees beside the answer: exit codes, streams, files.
set -uo pipefail
fastbusy=$1
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
healthy=$work/healthy.yaml
cat >"$healthy" <<'YAML'
title: "one phone \e[2J\a"
source: made up for this test
version: 2
duration: 10min
devices:
  pbx: {kind: call_server, address: 10.0.0.1/24}
  phone: {kind: phone, address: 10.0.0.9/24, call_servers: [pbx]}
links: [phone - pbx]
expect: [{that: phone.losses, is: 0}]
YAML
failures=0
expect() { # expect WHAT CODE COMMAND...
  local what=$1 code=$2 got; shift 2
  "$@" >"$work/out" 2>"$work/err" </dev/null; got=$?
  [ "$got" = "$code" ] || { echo "$what: exit $got instead of $code"; cat "$work/err"; failures=$((failures + 1)); }
}
says() { # says WHAT FILE TEXT
  grep -qF -- "$3" "$work/$2" || { echo "$1: '$3' is missing in:"; cat "$work/$2"; failures=$((failures + 1)); }
}
full() { "$fastbusy" "$@" >/dev/full; }
piped() { "$fastbusy" "$@" | head -n 1 >"$work/first"; return "${PIPESTATUS[0]}"; }
closed() { "$fastbusy" "$@" >&-; }
fed() { "$fastbusy" "$@" <"$healthy"; }

expect "all holds" 0 "$fastbusy" run "$healthy"
says "a title's control characters are shown" out '\x1b[2J\x07'
! grep -q $'\e' "$work/out" || { echo "an escape reached the terminal"; failures=$((failures + 1)); }
expect "a full disk" 2 full run "$healthy"
says "a full disk" err "No space left"
expect "help on a full disk" 2 full --help
expect "a schema on a full disk" 2 full schema
expect "a closed stdout" 2 closed run "$healthy"
expect "a reader that has left" 2 piped schema
[ ! -s "$work/err" ] || { echo "a reader that has left: not quiet"; failures=$((failures + 1)); }
expect "an unknown command" 2 "$fastbusy" rum "$healthy"
says "an unknown command" err "did you mean 'run'?"
expect "an unknown command's help" 2 "$fastbusy" UNKNOWN --help
expect "an unknown option" 2 "$fastbusy" run "$healthy" --jsom x
says "an unknown option" err "did you mean '--json'?"
expect "an unknown option of the program" 2 "$fastbusy" --hlep
says "an unknown option of the program" err "did you mean '--help'?"
expect "help as a word" 0 "$fastbusy" help run
says "help as a word" out "--no-calls  "
expect "an unknown shell" 2 "$fastbusy" completion tcsh
expect "completion of bash" 0 "$fastbusy" completion bash
cp "$work/out" "$work/completion"
PATH=$(dirname "$fastbusy"):$PATH bash -eu - "$work/completion" <<'SH' || failures=$((failures + 1))
. "$1"
completes() { # completes WORDS WANTED: all that there is
  read -r -a COMP_WORDS <<<"$1"; [ "${1% }" = "$1" ] || COMP_WORDS+=(""); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
  _fastbusy; [ "${COMPREPLY[*]}" = "$2" ] || { echo "completion of '$1': '${COMPREPLY[*]}'"; exit 1; }
}
completes "fastbusy comp" "compare-captures completion"
completes "fastbusy run --js" "--json"
completes "fastbusy run cisco/sip-h" "cisco/sip-healthy"
completes "fastbusy run x --json /dev/nul" "/dev/null"
completes "fastbusy run x --json = /dev/nul" "/dev/null"
completes "fastbusy list " "scenarios profiles facts fates"
completes "fastbusy new --nat linux" "linux-nat linux-host"
SH
for shell in zsh fish; do
  expect "completion of $shell" 0 "$fastbusy" completion "$shell"
  ! command -v "$shell" >/dev/null || expect "completion of $shell is read" 0 "$shell" -n "$work/out"
done
expect "a manual page" 0 "$fastbusy" man
says "a manual page" out ".SS compare\-captures"
! command -v groff >/dev/null || { cp "$work/out" "$work/fastbusy.1"; expect "roff" 0 groff -man -ww -z "$work/fastbusy.1"
  [ ! -s "$work/err" ] || { echo "a manual page:"; cat "$work/err"; failures=$((failures + 1)); }; }
interrupted() { "$fastbusy" "$@" & local pid=$!; sleep 1; kill -TERM $pid; wait $pid; }
days=(cisco/sip-sixteen-minute-cycle --duration 40000h)
expect "a run that is interrupted" 4 interrupted run "${days[@]}" --no-calls
expect "an explanation that is interrupted" 4 interrupted explain "${days[@]}"
grep -qE "until |interrupted" "$work/out" || { echo "an interrupted explanation does not say so"; failures=$((failures + 1)); }
expect "many phones" 2 "$fastbusy" --memory 1GB run "$healthy" --set phone.count=2000000
says "many phones" err "devices need about"
expect "a bound behind the command" 2 "$fastbusy" run "$healthy" --memory 1kB
expect "no size" 2 "$fastbusy" run "$healthy" --memory 5
says "no size" err "is no size"
expect "a scenario from stdin" 0 fed run -
expect "the input as output" 2 "$fastbusy" run "$healthy" --json "$healthy"
says "the input as output" err "which is read"
grep -q made "$healthy" || { echo "the input was overwritten"; failures=$((failures + 1)); }
expect "one file for two" 2 "$fastbusy" run "$healthy" --json "$work/x" --csv "$work/x"
expect "an option where a file should stand" 2 "$fastbusy" run "$healthy" --json --quiet
says "an option where a file should stand" err "--json lacks its file"
expect "a device as output" 0 "$fastbusy" run "$healthy" --json /dev/null --quiet
[ -c /dev/null ] || { echo "/dev/null was replaced"; failures=$((failures + 1)); }
expect "durations without a space" 0 "$fastbusy" run "$healthy" --duration 6min3s
expect "its limits" 0 "$fastbusy" run "$healthy" --limits
says "its limits" out "NOT LOOKED AT, of phone"
expect "alike" 0 "$fastbusy" diff "$healthy" "$healthy"
says "alike" out "Both are configured alike."
expect "another duration of an outage" 1 "$fastbusy" diff "$healthy" --set phone.start=2min
says "another duration of an outage" out "phone.first_registered"
expect "what is allowed" 0 "$fastbusy" diff "$healthy" --set phone.start=2min --allow 'phone.*'
expect "one file and nothing else" 2 "$fastbusy" diff "$healthy"
says "one file and nothing else" err "a second file is missing"
expect "a pattern that fits nobody" 2 "$fastbusy" diff "$healthy" --set 'sw*.mac_aging=1h'
expect "each fails once" 0 "$fastbusy" impact "$healthy" --outage 1min --json "$work/impact.json"
says "each fails once" out "single point: cuts off 1 phone"
expect "a planned restart" 0 "$fastbusy" impact "$healthy" --reboot pbx
expect "no such device" 2 "$fastbusy" impact "$healthy" --reboot pbx9
expect "a phone is who suffers" 2 "$fastbusy" impact "$healthy" --reboot phone
says "a phone is who suffers" err "a phone is who would be without service"
expect "no clock" 2 "$fastbusy" impact "$healthy" --at 20:00
says "no clock" err "does not say when it begins"
expect "nothing fits" 2 "$fastbusy" impact "$healthy" --only 'x*'
solve=("$fastbusy" solve "$healthy" --for phone.start)
expect "a boundary" 0 "${solve[@]}" --until 'phone.registered is 1 at 3min' --from 1min --to 5min
says "a boundary" out "holds up to"
expect "no value holds" 1 "${solve[@]}" --until 'phone.registered is 1 at 1s' --from 1min --to 5min
expect "no fact" 2 "${solve[@]}" --until 'phone.happy is 1'
sweep=("$fastbusy" sweep "$healthy" --vary phone.start=10s..30s:10s --quiet)
expect "a sweep" 0 "${sweep[@]}" --resume "$work/journal" --csv "$work/whole.csv"
head -n 3 "$work/journal" >"$work/half"
expect "a sweep resumed" 0 "${sweep[@]}" --resume "$work/half" --csv "$work/resumed.csv"
cmp "$work/whole.csv" "$work/resumed.csv" || { echo "a sweep resumed: another file"; failures=$((failures + 1)); }
expect "another sweep's journal" 2 "${sweep[@]}" --seeds 2 --resume "$work/journal"
says "another sweep's journal" err "another sweep"
expect "a folder as journal" 2 "${sweep[@]}" --resume "$work"
expect "a device as journal" 2 "${sweep[@]}" --resume /dev/zero
sed 's/losses, is: 0/losses, is: 7/' "$healthy" >"$work/wrong.yaml"
expect "an expectation that fails" 1 "$fastbusy" check "$work/wrong.yaml" --sarif "$work/sarif"
python3 - "$work/sarif" <<'PY' || { echo "SARIF: not as expected"; failures=$((failures + 1)); }
import json, sys
run = json.load(open(sys.argv[1]))["runs"][0]
one = run["results"][0]
assert one["level"] == "error" and one["ruleId"] in [r["id"] for r in run["tool"]["driver"]["rules"]]
assert one["locations"][0]["physicalLocation"]["region"]["startLine"] == 9
assert len(run["results"]) == 1
PY
expect "nothing to tell in SARIF" 0 "$fastbusy" check "$healthy" --sarif -
grep -q '"results": \[\]' "$work/out" || { echo "SARIF on stdout"; failures=$((failures + 1)); }
expect "a lint that finds nothing" 0 "$fastbusy" lint "$healthy"
says "a lint that finds nothing" out "1 file: 0 errors, 0 warnings, 0 notes"
expect "a lint that finds something" 1 "$fastbusy" lint "$(dirname "$0")/lint/FB501.yaml"
says "a lint that finds something" out "[FB501 grant-and-refresh]"
expect "a lint that may find something" 0 "$fastbusy" lint "$(dirname "$0")/lint/FB501.yaml" --fail-on never --json -
grep -q '"code": "FB501"' "$work/out" || { echo "lint: JSON on stdout"; failures=$((failures + 1)); }
expect "passed over without a reason" 2 "$fastbusy" lint "$healthy" --ignore FB101
says "passed over without a reason" err "lacks its reason"
expect "a lint over its input" 2 "$fastbusy" lint "$healthy" --sarif "$healthy"
expect "the rules" 0 "$fastbusy" lint --rules
expect "a baseline is written" 0 "$fastbusy" check "$healthy" --save-baseline "$work/baseline"
expect "nothing moved" 0 "$fastbusy" check "$healthy" --baseline "$work/baseline"
says "nothing moved" out "1 of 1 scenarios compared, 0 facts moved"
expect "a timer moved" 1 "$fastbusy" check "$healthy" --baseline "$work/baseline" --set phone.start=2min
says "a timer moved" out "phone.first_registered"
expect "within the tolerance" 0 "$fastbusy" check "$healthy" --baseline "$work/baseline" --set phone.start=2min --tolerance 5min
cp "$work/baseline" "$work/kept"
expect "a part is no baseline" 2 "$fastbusy" check "$healthy" "$work/nothere.yaml" --save-baseline "$work/kept"
cmp "$work/baseline" "$work/kept" || { echo "a partial baseline was written"; failures=$((failures + 1)); }
expect "no baseline" 2 "$fastbusy" check "$healthy" --baseline "$healthy"
expect "no file" 2 "$fastbusy" check "$healthy" --baseline "$work/none"
sites=$(dirname "$0")/import
expect "nothing is lost" 0 "$fastbusy" import "$sites/cycle/configs" --with "$sites/cycle/site.yaml" --strict -o "$work/site.yaml"
expect "what was imported holds" 0 "$fastbusy" check "$work/site.yaml"
expect "something relevant is lost" 3 "$fastbusy" import "$sites/branch/configs" --with "$sites/branch/site.yaml" --strict -o "$work/site.yaml"
expect "an account" 0 "$fastbusy" import "$sites/branch/configs" --coverage text
says "an account" out "r1.nat.udp_timeout"
! grep -q "not-this-one" "$work/out" || { echo "a password was shown"; failures=$((failures + 1)); }
expect "no configuration" 2 "$fastbusy" import "$healthy"
expect "no form of an account" 2 "$fastbusy" import "$sites/branch/configs" --coverage xml
expect "a bad range" 2 "$fastbusy" sweep "$healthy" --vary phone.start=30s..10s:1s
expect "no runs" 2 "$fastbusy" sweep "$healthy" --seeds 0
[ "$failures" = 0 ]
