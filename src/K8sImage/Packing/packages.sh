# Functions that make Kubernetes' packages and sign a repository of them. They want $work, a directory that is thrown away, and $out,
# the repository's.
# shellcheck shell=sh disable=SC2154

# package NAME VERSION FIELDS DESCRIPTION: packs the tree $work/NAME-VERSION.
package() {
  tree=$work/$1-$2
  mkdir -p "$tree/DEBIAN"
  cat >"$tree/DEBIAN/control" <<END
Package: $1
Version: $2
Architecture: amd64
Maintainer: K8sImage <packages@k8simage.invalid>
Section: misc
Priority: optional${3:+
$3}
Description: $4
END
  # Quick to pack, and quick to unpack in an emulated guest.
  dpkg-deb --root-owner-group -Zzstd -z3 -b "$tree" "$out/$1_$2_amd64.deb" >/dev/null
  rm -rf "$tree"
}

# kubernetes_packages PROGRAMS RELEASE WORDS KUBELET_FIELDS KUBEADM_FIELDS: kubelet, kubeadm and kubectl of a directory.
kubernetes_packages() {
  revision=$2-1.1
  for name in kubelet kubeadm kubectl; do
    install -D -m 755 "$1/$name" "$work/$name-$revision/usr/bin/$name"
  done
  install -d "$work/kubelet-$revision/usr/lib/systemd/system" "$work/kubelet-$revision/etc/default" \
    "$work/kubelet-$revision/etc/kubernetes/manifests" "$work/kubelet-$revision/var/lib/kubelet" \
    "$work/kubeadm-$revision/usr/lib/systemd/system/kubelet.service.d"
  cat >"$work/kubelet-$revision/usr/lib/systemd/system/kubelet.service" <<END
[Unit]
Description=The agent of a Kubernetes node
Wants=network-online.target
After=network-online.target

[Service]
ExecStart=/usr/bin/kubelet
Restart=always
RestartSec=10
StartLimitIntervalSec=0

[Install]
WantedBy=multi-user.target
END
  cat >"$work/kubeadm-$revision/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf" <<'END'
# Called as kubeadm expects it (kubeadm's documentation, "Configuring each kubelet in your cluster using kubeadm").
[Service]
Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
EnvironmentFile=-/etc/default/kubelet
ExecStart=
ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS
END
  package kubelet "$revision" "$4" "kubelet $2, $3"
  package kubectl "$revision" '' "kubectl $2, $3"
  package kubeadm "$revision" "$5" "kubeadm $2, $3"
}

# sign: a flat repository (sources.list(5)), signed by a key that is made now and thrown away.
sign() {
  # Not below $work, whose path may be too long for the agent's socket.
  GNUPGHOME=$(mktemp -d)
  export GNUPGHOME
  gpg --batch --quiet --passphrase '' --quick-generate-key "K8sImage's packages of Kubernetes" ed25519 sign 10y
  cd "$out" || return
  apt-ftparchive packages . | sed 's,^Filename: \./,Filename: ,' >Packages
  apt-ftparchive -o APT::FTPArchive::Release::Origin=k8simage -o APT::FTPArchive::Release::Label=k8simage release . >"$work/Release"
  mv "$work/Release" Release
  gpg --batch --quiet --clearsign -o InRelease Release
  gpg --batch --quiet --armor --detach-sign -o Release.gpg Release
  gpg --batch --quiet --armor --export >Release.key
  gpg --batch --with-colons --fingerprint | awk -F: '$1 == "fpr" { print $10; exit }' >fingerprint
  cd /
  gpgconf --kill all
  rm -rf "$GNUPGHOME"
}
