#!/bin/sh
# Makes an apt repository with Kubernetes for tests: kubelet, kubeadm and kubectl 1.20.2, compiled from Debian's own source
# package, and beside them versions that nobody may take, as stand-ins that say so.
# Usage: kubernetes.sh DIRECTORY; what is left there: Packages, Release, InRelease, Release.key, the packages, and in
# "fingerprint" the key's fingerprint. Needs golang-go, golang-github-modern-go-reflect2-dev, dpkg-dev, apt-utils and gpg.
set -eu
out=$1
version=1.20.2
suite=bookworm
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "kubernetes.sh: $*"; }

# The source, with a list of sources made from this machine's own; apt's state stays as it is.
fetch() {
  mkdir -p "$work/lists/partial" "$work/parts" "$work/source"
  sed -n 's/^URIs: *//p' /etc/apt/sources.list.d/*.sources 2>/dev/null >"$work/uris" || :
  sed -n 's/^deb \(\[[^]]*\] \)*\([^ ]*\) .*/\2/p' /etc/apt/sources.list >>"$work/uris" 2>/dev/null || :
  mirror=$(tr ' ' '\n' <"$work/uris" | grep -m 1 -E '/debian/?$')
  cat >"$work/parts/source.sources" <<END
Types: deb-src
URIs: $mirror
Suites: $suite
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
END
  set -- -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts="$work/parts" -o Dir::State::Lists="$work/lists" \
    -o APT::Sandbox::User=root
  apt-get "$@" update -q
  (cd "$work/source" && apt-get "$@" source -q --download-only kubernetes && dpkg-source --no-check -x ./*.dsc tree)
}

# In the old layout of Go's workspace, as the source package itself does.
compile() {
  export GO111MODULE=off GOPATH="$work/go" GOCACHE="${GOCACHE:-$work/gocache}" GOFLAGS='' CGO_ENABLED=0 HOME="$work"
  mkdir -p "$GOPATH/src/k8s.io" "$work/bin"
  ln -s "$work/source/tree" "$GOPATH/src/k8s.io/kubernetes"
  # The vendored reflect2 crashes when compiled by Go 1.18 and later. Debian has a newer one.
  vendored=$work/source/tree/vendor/github.com/modern-go/reflect2
  rm -rf "$vendored"
  cp -r /usr/share/gocode/src/github.com/modern-go/reflect2 "$vendored"
  flags=
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    package=k8s.io/kubernetes/vendor/$package
    flags="$flags -X $package.gitVersion=v$version -X $package.gitMajor=1 -X $package.gitMinor=20"
  done
  cd "$GOPATH/src/k8s.io/kubernetes"
  # Without the clouds' and Docker's code, which half of the time goes into.
  go build -tags providerless,dockerless -trimpath -ldflags "-s -w$flags" -o "$work/bin/" ./cmd/kubelet ./cmd/kubeadm ./cmd/kubectl
  cd /
  [ "$("$work/bin/kubelet" --version)" = "Kubernetes v$version" ]
}

# package NAME VERSION DEPENDS DESCRIPTION: packs the tree $work/NAME-VERSION.
package() {
  tree=$work/$1-$2
  mkdir -p "$tree/DEBIAN"
  cat >"$tree/DEBIAN/control" <<END
Package: $1
Version: $2
Architecture: amd64
Maintainer: K8sImage's tests <tests@k8simage.invalid>
Section: misc
Priority: optional
Depends: $3
Description: $4
END
  dpkg-deb --root-owner-group -Zzstd -b "$tree" "$out/$1_$2_amd64.deb"
  rm -rf "$tree"
}

real() {
  revision=$version-1.1
  for name in kubelet kubeadm kubectl; do
    install -D -m 755 "$work/bin/$name" "$work/$name-$revision/usr/bin/$name"
  done
  install -d "$work/kubelet-$revision/usr/lib/systemd/system" "$work/kubelet-$revision/etc/default" \
    "$work/kubelet-$revision/etc/kubernetes/manifests" "$work/kubeadm-$revision/usr/lib/systemd/system/kubelet.service.d"
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
  real="compiled by K8sImage's tests from Debian's source package"
  # ebtables is what a base image lacks: it comes from the distribution.
  package kubelet "$revision" "iptables, iproute2, mount, util-linux, conntrack, ethtool, ebtables" "kubelet $version, $real"
  package kubectl "$revision" "libc6" "kubectl $version, $real"
  package kubeadm "$revision" "kubelet (>= $version), kubectl (>= $version)" "kubeadm $version, $real"
}

# A newer revision, a newer patch, a newer minor: what an upgrade would take.
stand_ins() {
  for other in 1.20.1-1.1 1.20.3-1.1 1.21.0-1.1; do
    for name in kubelet kubeadm kubectl; do
      install -d "$work/$name-$other/usr/bin"
      printf '#!/bin/sh\necho "stand-in for %s %s"\n' "$name" "$other" >"$work/$name-$other/usr/bin/$name"
      chmod 755 "$work/$name-$other/usr/bin/$name"
      package "$name" "$other" "libc6" "stand-in for $name $other in K8sImage's tests, not Kubernetes"
    done
  done
}

# sign: a flat repository (sources.list(5)), signed by a key that is made now and thrown away.
sign() {
  export GNUPGHOME="$work/gnupg"
  mkdir -m 700 "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-generate-key "K8sImage's tests" ed25519 sign 10y
  cd "$out"
  apt-ftparchive packages . | sed 's,^Filename: \./,Filename: ,' >Packages
  apt-ftparchive -o APT::FTPArchive::Release::Origin=k8simage-tests -o APT::FTPArchive::Release::Label=k8simage-tests release . >"$work/Release"
  mv "$work/Release" Release
  gpg --batch --quiet --clearsign -o InRelease Release
  gpg --batch --quiet --armor --detach-sign -o Release.gpg Release
  gpg --batch --quiet --armor --export >Release.key
  gpg --batch --with-colons --fingerprint | awk -F: '$1 == "fpr" { print $10; exit }' >fingerprint
  cd /
  gpgconf --kill all
}

mkdir -p "$out"
say "fetching Kubernetes $version from Debian's source package"
fetch
say "compiling it; this takes minutes"
compile
say "packing and signing"
real
stand_ins
sign
