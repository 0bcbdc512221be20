#!/usr/bin/env bash
# bench/throughput.sh [ROUNDS]: Tomcat on an inherited listener against Tomcat on one that it bound.
set -euo pipefail
cd "$(dirname "$0")/.."
rounds=${1:-10}
PATH=$PATH:$HOME/.cargo/bin
for program in systemfd wrk java; do
	command -v "$program" > /dev/null || { echo "$program is needed" >&2; exit 2; }
done
work=$(mktemp -d)
jar=sample-app/target/sample-app.jar
[ -e "$jar" ] || mvn -q -B -DskipTests package

systemfd -b 100 -s http::0 -- java -jar "$jar" > "$work/inherited.log" 2>&1 &
inherited=$!
java -jar "$jar" --server.port=0 > "$work/bound.log" 2>&1 &
bound=$!
trap 'kill $inherited $bound 2> /dev/null; wait; rm -rf "$work"' EXIT

port() {
	local try
	for try in $(seq 300); do
		if grep -q 'Started SampleApplication' "$1"; then
			grep -o 'Tomcat started on port [0-9]*' "$1" | grep -o '[0-9]*$'
			return
		fi
		sleep 0.1
	done
	cat "$1" >&2
	exit 2
}

# SECONDS PORT: prints requests per second and the 99th percentile of the latency in ms
load() {
	wrk -t 1 -c 16 -d "$1" --latency "http://127.0.0.1:$2/api/pid" | awk '
		$1 == "99%" { ms = $2; if (ms ~ /us$/) ms /= 1000; else if (ms ~ /ms$/) ms += 0; else ms *= 1000 }
		$1 == "Requests/sec:" { rate = $2 }
		/Socket errors|Non-2xx/ { print "errors: " $0 > "/dev/stderr"; exit 2 }
		END { print rate, ms }'
}

p_inherited=$(port "$work/inherited.log") p_bound=$(port "$work/bound.log")
load 10 "$p_inherited" > /dev/null
load 10 "$p_bound" > /dev/null
for round in $(seq "$rounds"); do
	if [ $((round % 2)) = 0 ]; then order="inherited bound"; else order="bound inherited"; fi
	for side in $order; do
		if [ "$side" = inherited ]; then p=$p_inherited; else p=$p_bound; fi
		echo "$side $(load 4 "$p")" | tee -a "$work/results"
	done
done

median() {
	awk -v side="$1" -v column="$2" '$1 == side { print $column }' "$work/results" | sort -n |
		awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

awk -v ti="$(median inherited 2)" -v tb="$(median bound 2)" -v li="$(median inherited 3)" -v lb="$(median bound 3)" '
	BEGIN {
		printf "requests/s: inherited %.0f, bound %.0f, ratio %.3f\n", ti, tb, ti / tb
		printf "p99 in ms: inherited %.2f, bound %.2f, ratio bound/inherited %.3f\n", li, lb, lb / li
		exit (ti / tb >= 0.98 && lb / li >= 0.98) ? 0 : 1
	}'
