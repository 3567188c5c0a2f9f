#!/bin/sh
# A libvirt of its own in namespaces of its own (unshare(1)): its networks lead nowhere, its machines end with it, and what
# libvirt this machine has is not touched.
# Usage: unshare --net --mount --pid --fork --kill-child --mount-proc sh libvirt.sh STATE
# STATE: a directory that becomes /var/lib/libvirt; the daemon's log is there.
set -eu
state=$1
mount -t tmpfs tmpfs /run
mkdir -p /run/libvirt /run/lock
# Packages that would start another libvirt make these, and they are not installed.
mkdir -p /var/lib/libvirt /etc/libvirt /var/log/libvirt /var/cache/libvirt
mount --bind "$state" /var/lib/libvirt
for directory in /etc/libvirt /var/log/libvirt /var/cache/libvirt; do
  mount -t tmpfs tmpfs "$directory"
done
mkdir /var/log/libvirt/qemu
# The user of its package libvirt-daemon-system, which would start another one: libvirtd wants it to exist, even unused.
for file in passwd group; do
  cp "/etc/$file" "/run/$file"
done
echo 'libvirt-qemu:x:64055:64055::/:/bin/false' >>/run/passwd
echo 'libvirt-qemu:x:64055:' >>/run/group
for file in passwd group; do
  mount --bind "/run/$file" "/etc/$file"
done
# The serial ports' files are written by QEMU itself: no second daemon.
cat >/etc/libvirt/qemu.conf <<'END'
user = "root"
group = "root"
security_driver = "none"
namespaces = []
cgroup_controllers = []
stdio_handler = "file"
END
ip link set lo up
libvirtd >"$state/libvirtd.log" 2>&1 &
wait
