#!/usr/bin/env bash
# bench/controls.sh [ROUNDS] [COUNT]: sends COUNT user controls as fast as possible to a service under the
# Service Control Manager of Wine, and prints how long each stayed in the handler, and how long the sender
# waited for it. Needs .ci/windows-peers.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-5} count=${2:-10000}
peers=${QSU_PEERS:-/opt/qsu-peers}/windows
work=$(mktemp -d)
export WINEPREFIX=$work/prefix
cleanup() {
	"$peers/run" wineserver -k || true
	rm -rf "$work"
}
trap cleanup EXIT

windows() {
	sed 's#/#\\#g; s#^#Z:#' <<< "$1"
}

mvn -q -B -o test-compile -pl qsu-spring-boot-autoconfigure > "$work/maven.log" 2>&1 ||
	mvn -q -B test-compile -pl qsu-spring-boot-autoconfigure
module=$PWD/qsu-spring-boot-autoconfigure
classpath=
for entry in "$module/target/classes" "$module/target/test-classes" $(tr : ' ' < "$module/target/test.class-path"); do
	classpath+="$(windows "$entry");"
done
x86_64-w64-mingw32-gcc -municode -O2 -o "$work/scm.exe" sample-app/src/test/c/scm.c -ladvapi32
cp -a "$peers/prefix" "$WINEPREFIX"
printf -- '-cp "%s"\n' "${classpath//\\/\\\\}" > "$work/arguments"

mkfifo "$work/input"
"$peers/run" wine64 cmd < "$work/input" > /dev/null &
exec 3> "$work/input"

scm() {
	timeout 300 "$peers/run" wine64 "$work/scm.exe" "$@"
}
log=$work/log
scm create latency "$(windows "$peers/jre-25/bin/java.exe") -Xrs @$(windows "$work/arguments") dev.qsu.boot.windows.ControlLatency run-service --logging.file.name=$(windows "$log")"
for round in $(seq "$rounds"); do
	rm -f "$log"
	scm start latency > /dev/null
	for try in $(seq 300); do
		scm query latency | grep -q state=4 && break
		sleep 0.1
	done
	scm flood latency 128 "$count"
	scm stopwatch latency 60000 > /dev/null
	grep -o 'CONTROLS .*' "$log" | tee -a "$work/results" || { cat "$log"; exit 1; }
done
lost=$(grep -vc "handled=$count received=$count misplaced=0 " "$work/results") || true
p99=$(grep -o 'p99=[0-9]*' "$work/results" | cut -d= -f2 | sort -n | sed -n "$(((rounds + 1) / 2))p")
echo "median of p99: $p99 microseconds (target: below 1000); rounds with lost or reordered controls: $lost"
[ "$lost" -eq 0 ] && [ "$p99" -lt 1000 ]
