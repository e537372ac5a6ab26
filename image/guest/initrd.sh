#!/bin/sh
# The initrd's init: load what reaches the disk and the console, mount the root, hand over.
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sysfs /sys
mount -t devtmpfs dev /dev
for module in /modules/*; do
  insmod "$module" || echo "initrd: cannot load $module"
done
tries=0
while [ ! -b /dev/sda ] && [ $tries -lt 50 ]; do
  sleep 0.1
  tries=$((tries + 1))
done
# What nobody reads is not to be saved: no reading ahead (the supervisor's settle turns it on again).
echo 0 > /sys/block/sda/queue/read_ahead_kb
mount -t erofs -o ro /dev/sda /root || echo "initrd: cannot mount the root image"
mount --move /dev /root/dev
mount --move /sys /root/sys
mount --move /proc /root/proc
exec switch_root /root /opt/handshake/init.sh
