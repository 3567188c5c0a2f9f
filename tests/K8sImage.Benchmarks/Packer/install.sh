#!/bin/sh
# What packer does to the base: by hand and in order what a worker's steps of the stage image do. The guide's commands, with
# the same packages from the same repository through the same proxy.
set -eu
export DEBIAN_FRONTEND=noninteractive
cloud-init status --wait >/dev/null || :
timedatectl set-timezone Asia/Shanghai
printf 'LANG=C.UTF-8\n' >/etc/default/locale
printf 'overlay\nbr_netfilter\n' >/etc/modules-load.d/k8s.conf
printf 'ip_vs\nip_vs_rr\nip_vs_wrr\nip_vs_sh\nnf_conntrack\n' >/etc/modules-load.d/ipvs.conf
modprobe -a overlay br_netfilter ip_vs ip_vs_rr ip_vs_wrr ip_vs_sh nf_conntrack
cat >/etc/sysctl.d/99-zz-kubernetes.conf <<'END'
net.bridge.bridge-nf-call-ip6tables = 1
net.bridge.bridge-nf-call-iptables = 1
net.ipv4.ip_forward = 1
END
sysctl -q --system
swapoff -a
sed -i '/ swap /s/^/# /' /etc/fstab
systemctl mask swap.target
mkdir -p /etc/containerd
containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' >/etc/containerd/config.toml
systemctl enable containerd
systemctl restart containerd

echo 'Acquire::http::Proxy "http://10.0.2.100:3142";' >/etc/apt/apt.conf.d/90proxy
rm -f /etc/apt/sources.list /etc/apt/sources.list.d/*
cat >/etc/apt/sources.list.d/debian.sources <<END
Types: deb
URIs: $MIRROR
Suites: trixie
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: $SECURITY
Suites: trixie-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
/usr/lib/apt/apt-helper download-file "${REPOSITORY}Release.key" /etc/apt/keyrings/kubernetes.asc
chmod 644 /etc/apt/keyrings/kubernetes.asc
echo "deb [signed-by=/etc/apt/keyrings/kubernetes.asc] $REPOSITORY /" >/etc/apt/sources.list.d/kubernetes.list
apt-get update -q
apt-get install -y -q --no-install-recommends ipset ipvsadm containerd cron ntpsec-ntpdate ca-certificates gpg \
  "kubelet=$VERSION-*" "kubeadm=$VERSION-*" "kubectl=$VERSION-*"
apt-mark hold kubelet kubeadm kubectl

cloud-init clean --logs --machine-id --seed
rm -f /etc/ssh/ssh_host_* /var/lib/systemd/random-seed
rm -rf /var/lib/apt/lists/* /tmp/* /var/tmp/*
apt-get clean
fstrim /
sync
