#!/bin/sh
# Makes of a tree of installed packages what a published cloud image is: nothing in it belongs to one machine.
# Called by mmdebstrap with the tree's path, the UUIDs of the root and the EFI file system, a directory for results, the
# suites of Debian's mirror, and that of the mirror of security updates, which may be empty.
set -eu
root=$1 root_uuid=$2 esp_uuid=$3 results=$4 suites=$5 security=$6

cat > "$root/etc/fstab" <<END
UUID=$root_uuid / ext4 rw,discard,errors=remount-ro,x-systemd.growfs 0 1
UUID=$esp_uuid /boot/efi vfat defaults,umask=077,nofail 0 0
END
mkdir -p "$root/boot/efi" "$root/boot/grub" "$root/etc/default/grub.d" "$root/etc/systemd/system.conf.d"

# In an emulator on a busy machine udev may need longer than systemd's 90 seconds to see the serial port and the EFI file
# system; nothing is wrong with a node then.
cat > "$root/etc/systemd/system.conf.d/20-slow-machine.conf" <<END
[Manager]
DefaultDeviceTimeoutSec=10min
END

# Both consoles: a virtual machine may have a screen, a serial port, or both. The last one is /dev/console.
kernel_line="console=tty0 console=ttyS0,115200 earlyprintk=ttyS0,115200 consoleblank=0"
cat > "$root/etc/default/grub.d/15_cloud.cfg" <<END
GRUB_CMDLINE_LINUX="$kernel_line"
GRUB_CMDLINE_LINUX_DEFAULT=""
GRUB_TERMINAL="console serial"
GRUB_SERIAL_COMMAND="serial --speed=115200"
GRUB_TIMEOUT=0
END
# update-grub replaces this at the first kernel update; /vmlinuz and /initrd.img are links that the kernel package keeps.
cat > "$root/boot/grub/grub.cfg" <<END
serial --unit=0 --speed=115200
terminal_output console serial
search --no-floppy --fs-uuid --set=root $root_uuid
linux /vmlinuz root=UUID=$root_uuid ro $kernel_line
initrd /initrd.img
boot
END

echo localhost > "$root/etc/hostname"
cat > "$root/etc/hosts" <<END
127.0.0.1 localhost
::1 localhost ip6-localhost ip6-loopback
ff02::1 ip6-allnodes
ff02::2 ip6-allrouters
END
ln -sf /run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
chroot "$root" systemctl enable systemd-networkd systemd-resolved systemd-timesyncd ssh cron

# What makes a machine itself is made at its first boot. An empty machine-id is filled then; a missing one would be too,
# but systemd takes an empty file for the first boot of a golden image (machine-id(5)).
: > "$root/etc/machine-id"
rm -f "$root/var/lib/dbus/machine-id" "$root/var/lib/systemd/random-seed" "$root"/etc/ssh/ssh_host_*
chroot "$root" passwd --lock root

# The mirror that this disk was built from is this machine's affair; a node gets the one that Debian's cloud-init names.
# cloud-init leaves the file as it is (preserve_sources_list).
mirror() { sed -n "s/^ *$1: *\(http[^ ]*\)\$/\1/p" "$root/etc/cloud/cloud.cfg" | head -n 1; }
rm -f "$root/etc/apt/sources.list" "$root"/etc/apt/sources.list.d/*
cat > "$root/etc/apt/sources.list.d/debian.sources" <<END
Types: deb
URIs: $(mirror primary)
Suites: $suites
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
if [ -n "$security" ]; then
  cat >> "$root/etc/apt/sources.list.d/debian.sources" <<END

Types: deb
URIs: $(mirror security)
Suites: $security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
fi
grep -q '^URIs: http' "$root/etc/apt/sources.list.d/debian.sources"

chroot "$root" dpkg-query --show > "$results/packages.txt"
# mmdebstrap cleans up only when this has been called.
rm -rf "$root"/var/cache/apt/archives/*.deb
rm -rf "$root"/var/log/*.log "$root"/var/log/apt/* "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin
