#!/bin/sh
# Makes the boot loader's images with the guest's own GRUB, and puts the tree into a file system. No loop device and no
# mounted disk: mke2fs reads the tree (mke2fs(8), -d).
# Called by mmdebstrap with the tree's path, the UUID of the root file system, and a directory that holds the (empty)
# files boot.img, core.img, bootx64.efi and root.ext4.
set -eu
root=$1 root_uuid=$2 results=$3

cat > "$root/tmp/early.cfg" <<END
search --no-floppy --fs-uuid --set=root $root_uuid
set prefix=(\$root)/boot/grub
configfile \$prefix/grub.cfg
END
modules="ext2 part_gpt search search_fs_uuid configfile normal linux serial terminal echo test minicmd ls cat reboot halt gzio"
# shellcheck disable=SC2086 # a list of words
chroot "$root" grub-mkimage -O i386-pc -c /tmp/early.cfg -p /boot/grub -o /tmp/core.img biosdisk $modules
# shellcheck disable=SC2086
chroot "$root" grub-mkimage -O x86_64-efi -c /tmp/early.cfg -p /boot/grub -o /tmp/bootx64.efi fat efi_gop $modules
# The files are there already, writable for all: without root this runs as another user.
cat "$root/tmp/core.img" > "$results/core.img"
cat "$root/tmp/bootx64.efi" > "$results/bootx64.efi"
cat "$root/usr/lib/grub/i386-pc/boot.img" > "$results/boot.img"
cp -r "$root/usr/lib/grub/i386-pc" "$root/usr/lib/grub/x86_64-efi" "$root/boot/grub/"
# Not all of /tmp: mmdebstrap's configuration of apt is there, and without it apt would work on the host.
rm "$root/tmp/early.cfg" "$root/tmp/core.img" "$root/tmp/bootx64.efi"

# What mmdebstrap takes back after the last hook: a disk that had it would start no service of a new package.
if [ -e "$root/usr/sbin/start-stop-daemon.REAL" ]; then
  mv -f "$root/usr/sbin/start-stop-daemon.REAL" "$root/usr/sbin/start-stop-daemon"
fi
rm -f "$root/usr/sbin/policy-rc.d" "$root"/etc/apt/apt.conf.d/*mmdebstrap "$root"/etc/dpkg/dpkg.cfg.d/*mmdebstrap

# /proc, /sys and /dev are mounted in the tree while hooks run. A bind mount that isn't recursive shows the tree without
# them; its namespace ends with this command.
# shellcheck disable=SC2016 # the inner shell expands
ROOT=$root ROOT_UUID=$root_uuid RESULTS=$results unshare --mount sh -eu -c '
  mount --bind "$ROOT" /mnt
  mount -t tmpfs -o mode=1777 none /mnt/tmp
  mount -t tmpfs -o mode=0755 none /mnt/run
  mkfs.ext4 -q -F -L cloudimg-rootfs -U "$ROOT_UUID" -E lazy_itable_init=0,lazy_journal_init=0 \
    -d /mnt "$RESULTS/root.ext4"
'
