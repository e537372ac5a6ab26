#!/bin/sh
# Process 1 until the supervisor takes its place: mounts, limits, clock.
export PATH=/usr/bin LC_ALL=C

# Sizes are bounded so that filling a disk ends in ENOSPC; /run is the supervisor's alone.
mount -t tmpfs -o mode=1777,size=16m,nosuid,nodev tmp /tmp
mount -t tmpfs -o mode=0755,size=100%,nosuid,nodev run /run
mount -t tmpfs -o mode=0755,size=16m,nosuid,nodev lesson /lesson
# Terminals of sessions.
mkdir -p /dev/pts
mount -t devpts -o mode=0620,ptmxmode=0666,nosuid,noexec devpts /dev/pts
mkdir /lesson/work
chown 1000:1000 /lesson/work

# Everything of the learner's lives in one control group: counted, bounded, and killed as one.
mount -t cgroup2 cgroup /sys/fs/cgroup
echo '+memory +pids' > /sys/fs/cgroup/cgroup.subtree_control
mkdir /sys/fs/cgroup/lesson
cd /sys/fs/cgroup/lesson
echo 80M > memory.max
echo 1 > memory.oom.group
echo 64 > pids.max
cd /

ulimit -c 0
ulimit -n 512
ulimit -u 96
sysctl -q -w kernel.dmesg_restrict=1 user.max_user_namespaces=0 kernel.printk=1 vm.overcommit_memory=0

# A guest clock in the past: OpenSSL reseeds when it sees the time jump, which the host makes it do on restore.
date -s '2016-01-01 00:00:00' > /dev/null
hostname handshake
ip link set lo up
# Who joins a group and names no interface means the only one there is.
ip route add 224.0.0.0/4 dev lo

# What only booting read is not worth keeping.
echo 3 > /proc/sys/vm/drop_caches

# Termios last only while the console is open, so it is opened here and passed on as standard input.
exec 0<>/dev/hvc0 1>/dev/ttyS0 2>&1
stty raw -echo
exec perl /opt/handshake/supervisor.pl
