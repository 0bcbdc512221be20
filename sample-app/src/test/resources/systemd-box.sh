#!/usr/bin/env bash
# Boots a real systemd as PID 1 of a throw-away container and runs commands in it. Needs root.
#
#   systemd-box.sh start DIR ROOT [BIND...]   boot ROOT (a directory with a Debian) over a memory overlay;
#                                             each BIND is a host directory, mounted read-only
#   systemd-box.sh exec DIR COMMAND...        run a command inside as root
#   systemd-box.sh stop DIR                   power off and clean up
#
# DIR holds the state of the container and is made by 'start'. The network is that of the host.
set -euo pipefail

command=$1 dir=$2
shift 2
name=qsu-$(basename "$dir")
groups=/sys/fs/cgroup/unified
[ -d "$groups" ] || groups=/sys/fs/cgroup

fail() {
	echo "systemd-box: $*" >&2
	exit 1
}

nspawn_alive() {
	[ -s "$dir/pid" ] && [ "$(cat "/proc/$(cat "$dir/pid")/comm" 2>/dev/null)" = systemd-nspawn ]
}

init_pid() {
	pgrep -P "$(cat "$dir/pid")" -x systemd | head -n 1
}

inside() {
	local init
	init=$(init_pid) || fail "the container does not run"
	nsenter -t "$init" -m -u -i -n -p -C -r -w env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
		SYSTEMD_PAGER= SYSTEMD_COLORS=0 "$@"
}

# What is left after nspawn has ended sits in the container's own groups and nowhere else.
remove_groups() {
	local try
	for try in $(seq 60); do
		[ -d "$groups/$name" ] || return 0
		find "$groups/$name" -depth -type d -exec rmdir {} + 2>/dev/null || true
		[ ! -d "$groups/$name" ] || [ "$try" -lt 10 ] || echo 1 > "$groups/$name/cgroup.kill"
		sleep 0.05
	done
}

case $command in
enter) # in a mount namespace of its own
	echo $$ > "$groups/$name/cgroup.procs"
	mount -t cgroup2 cgroup2 /sys/fs/cgroup
	mkdir -p /run/systemd/nspawn
	mount -t tmpfs tmpfs /run/systemd/nspawn
	echo $$ > "$dir/pid"
	exec systemd-nspawn "$@"
	;;
start)
	root=$1
	shift
	mkdir -p "$dir"
	printf '[Unit]\nDescription=Container for tests\nRequires=basic.target\nAfter=basic.target\nWants=dbus.socket\n' \
		> "$dir/box.target"
	options=(--quiet --directory="$root" --volatile=overlay --machine="$name" --boot --register=no --keep-unit
		--console=pipe --kill-signal=SIGRTMIN+3 --resolv-conf=off --timezone=off --link-journal=no
		--bind-ro="$dir/box.target:/etc/systemd/system/box.target")
	for bind in "$@"; do
		[ ! -e "$bind" ] || options+=(--bind-ro="$bind")
	done
	mkdir -p "$groups/$name"
	setsid unshare -m --propagation private -- "$0" enter "$dir" "${options[@]}" -- --unit=box.target \
		< /dev/null > "$dir/console.log" 2>&1 &
	for _ in $(seq 300); do
		sleep 0.1
		if nspawn_alive && [ -n "$(init_pid)" ]; then
			case $(inside systemctl is-system-running --wait 2>/dev/null || true) in
			running | degraded) exit 0 ;;
			esac
		fi
	done
	fail "did not boot: $(tail -n 5 "$dir/console.log")"
	;;
exec)
	inside "$@"
	;;
stop)
	if nspawn_alive; then
		kill -TERM "$(cat "$dir/pid")"
		for _ in $(seq 300); do
			nspawn_alive || break
			sleep 0.05
		done
	fi
	remove_groups
	;;
*)
	fail "unknown command '$command'"
	;;
esac
