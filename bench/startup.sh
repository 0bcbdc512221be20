#!/usr/bin/env bash
# bench/startup.sh [PAIRS]: how much later an application is ready with the starter than without.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-10}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mvn -q -B -o -DskipTests package dependency:build-classpath -Dmdep.outputFile="$work/classpath" \
	-Dmdep.includeScope=runtime > "$work/maven.log" 2>&1 || mvn -q -B -DskipTests package \
	dependency:build-classpath -Dmdep.outputFile="$work/classpath" -Dmdep.includeScope=runtime
with=$(cat "$work/classpath")
without=$(tr ':' '\n' <<< "$with" | grep -vE '/(qsu-spring-boot-[a-z]+|jna)-[^/]*\.jar$|qsu-spring-boot-[a-z]+/target' | paste -sd:)
[ "$with" != "$without" ] || { echo "The class path has no starter to leave out: $with" >&2; exit 2; }
javac -cp "$with" -d "$work" bench/PlainApplication.java
exec java bench/Startup.java "$pairs" "$work:$with" "$work:$without"
