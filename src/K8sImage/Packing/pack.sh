#!/bin/sh
# Packs one release of Kubernetes from programs: a signed apt repository with kubelet, kubeadm, kubectl, cri-tools and
# kubernetes-cni, and an archive with the images of a control plane, as "ctr -n k8s.io images import" reads it.
# Usage: pack.sh PROGRAMS RELEASE DIRECTORY; PROGRAMS holds vRELEASE/, etcd-*/, etcd-tools-*/, coredns-*/, cri-tools-*/ and
# cni-plugins-*/. Left in DIRECTORY: repository/ (Packages, Release, InRelease, Release.key, fingerprint, the packages), images.tar,
# images.txt (the images' names), distribution.txt (the distribution's packages whose programs kube-proxy and the work image got).
# Needs apt-utils, dpkg-dev, gcc, gnupg, libc6-dev, zstd, and an apt that knows a mirror. With SOURCE_DATE_EPOCH, or without it by the
# programs' own date, packages and images are the same bytes each time; the signature is not.
set -eu
programs=$(cd "$1" && pwd)
release=$2
mkdir -p "$3"
made=$(cd "$3" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
umask 022
export LC_ALL=C
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(stat -c %Y "$programs/v$release/kube")}
export SOURCE_DATE_EPOCH
work=$(mktemp -d "$made/work.XXXXXX")
trap 'rm -rf "$work"' EXIT
out=$made/repository
say() { echo "pack.sh: $*"; }
# shellcheck source=packages.sh
. "$here/packages.sh"

# newest PATTERN: the newest of the directories that match, as coredns-1.14.6.
newest() {
  find "$programs" -mindepth 1 -maxdepth 1 -name "$1" -printf '%f\n' | sort -V | tail -n 1 | grep .
}

# What the community's packages depend on: kubernetes/release, cmd/krel/templates/latest (metadata.yaml and the .spec files). There
# iptables is only recommended since September 2026 (#4518), and kubeadm brings cri-tools up to 1.31.
packages() {
  mkdir -p "$out"
  minor=$(echo "$release" | cut -d . -f 2)
  if [ "$minor" -ge 37 ]; then
    kubelet='Depends: kubernetes-cni (>= 1.2.0), mount, util-linux
Recommends: iptables (>= 1.8.4)'
  else
    kubelet='Depends: iptables (>= 1.4.21), kubernetes-cni (>= 1.2.0), mount, util-linux'
  fi
  kubeadm=
  [ "$minor" -ge 32 ] || kubeadm='Depends: cri-tools (>= 1.30.0)'
  kubernetes_packages "$programs/v$release" "$release" "built from its own modules, packed by K8sImage" "$kubelet" "$kubeadm"
  tools=$(newest 'cri-tools-*')
  install -D -m 755 "$programs/$tools/crictl" "$work/$tools-1.1/usr/bin/crictl"
  package cri-tools "${tools#cri-tools-}-1.1" '' "crictl ${tools#cri-tools-}, built from its own modules, packed by K8sImage"
  plugins=$(newest 'cni-plugins-*')
  version=${plugins#cni-plugins-}
  install -d "$work/kubernetes-cni-$version-1.1/opt/cni/bin"
  install -m 755 "$programs/$plugins"/* "$work/kubernetes-cni-$version-1.1/opt/cni/bin"
  package kubernetes-cni "$version-1.1" '' "CNI plugins $version, built from their own modules, packed by K8sImage"
  sign
}

# distribution PACKAGE ...: unpacks them with all that they depend on into $work/distribution. This machine's own apt fetches and
# checks them; an empty list of what is installed makes it name every dependency.
distribution() {
  mkdir -p "$work/debs/partial"
  : >"$work/status"
  apt-get -q -y --download-only --no-install-recommends -o Debug::NoLocking=1 -o Dir::State::status="$work/status" \
    -o Dir::Cache::archives="$work/debs" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User="$(id -un)" install "$@" >"$work/apt" 2>&1 || {
    tail -n 5 "$work/apt"
    say "apt can't fetch $*"
    exit 1
  }
  for directory in bin lib lib64 sbin; do
    mkdir -p "$work/distribution/usr/$directory"
    ln -s "usr/$directory" "$work/distribution/$directory"
  done
  for deb in "$work"/debs/*.deb; do
    dpkg-deb -x "$deb" "$work/distribution"
    # shellcheck disable=SC2016
    dpkg-deb -W --showformat '${Package} ${Version}\n' "$deb"
  done >"$made/distribution.txt"
}

# layer ROOT: into $work/images; its digest is left in $layer.
layer() {
  tar --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$1" -cf "$work/images/layer" .
  layer=$(sha256sum "$work/images/layer" | cut -d ' ' -f 1)
  mv "$work/images/layer" "$work/images/$layer.tar"
  rm -rf "$1"
}

# image NAME:TAG ENTRYPOINT LAYER ...: the configuration, and the line of the manifest, as "docker save" writes them.
image() {
  name=$1 entrypoint=$2
  shift 2
  digests=$(printf '"sha256:%s",' "$@")
  files=$(printf '"%s.tar",' "$@")
  printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],"Entrypoint":["%s"]},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$entrypoint" "${digests%,}" >"$work/images/config"
  config=$(sha256sum "$work/images/config" | cut -d ' ' -f 1)
  mv "$work/images/config" "$work/images/$config.json"
  manifest="${manifest:+$manifest,}{\"Config\":\"$config.json\",\"RepoTags\":[\"$name\"],\"Layers\":[${files%,}]}"
  echo "$name" >>"$made/images.txt"
}

# asked NAME: the image of that name that this release's kubeadm asks for.
asked() {
  grep "/$1:" "$work/asked"
}

images() {
  manifest=
  mkdir "$work/images"
  : >"$made/images.txt"
  "$programs/v$release/kubeadm" config images list --kubernetes-version "v$release" >"$work/asked"

  # One program is all of them, by the name that it is called by: one layer, which a node keeps once.
  install -D -m 755 "$programs/v$release/kube" "$work/root/usr/local/bin/kube"
  for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do
    ln -s kube "$work/root/usr/local/bin/$name"
  done
  layer "$work/root"
  kube=$layer
  for name in kube-apiserver kube-controller-manager kube-scheduler; do
    image "$(asked "$name")" "/usr/local/bin/$name" "$kube"
  done

  # kube-proxy calls the distribution's programs. /etc/protocols is netbase's: without it ipset knows no 'tcp', kube-proxy is Ready
  # all the same, and no pod reaches a service.
  distribution conntrack ipset iptables kmod netbase nftables busybox-static
  root=$work/distribution
  install -D -m 755 "$root/bin/busybox" "$work/work-image/bin/busybox"
  rm "$root/bin/busybox"
  rm -rf "$root/usr/share/doc" "$root/usr/share/man" "$root/usr/share/info" "$root/usr/share/lintian" "$root/usr/share/locale" \
    "$root"/usr/lib/*/gconv "$root/usr/share/initramfs-tools"
  # What update-alternatives makes of them where they are installed.
  for family in iptables ip6tables; do
    for name in "$family" "$family-save" "$family-restore"; do
      ln -sf xtables-nft-multi "$root/usr/sbin/$name"
    done
  done
  [ -s "$root/etc/protocols" ]
  layer "$root"
  image "$(asked kube-proxy)" /usr/local/bin/kube-proxy "$kube" "$layer"

  # Named for what is in them: kubeadm is told by etcd.local.imageTag and dns.imageTag.
  wanted=$(asked etcd)
  wanted=${wanted##*:}
  etcd=$(newest "etcd-${wanted%.*}.*")
  tools=$(newest 'etcd-tools-*')
  install -D -m 755 -t "$work/root/usr/local/bin" "$programs/$etcd/etcd" "$programs/$tools/etcdctl" "$programs/$tools/etcdutl"
  layer "$work/root"
  image "registry.k8s.io/etcd:${etcd#etcd-}-0" /usr/local/bin/etcd "$layer"

  coredns=$(newest 'coredns-*')
  install -D -m 755 "$programs/$coredns/coredns" "$work/root/coredns"
  layer "$work/root"
  image "registry.k8s.io/coredns/coredns:v${coredns#coredns-}" /coredns "$layer"

  wanted=$(asked pause)
  mkdir "$work/root"
  gcc -Os -static -s -Wall -Werror -DVERSION="\"${wanted##*:}\"" -o "$work/root/pause" "$here/pause.c"
  layer "$work/root"
  image "$wanted" /pause "$layer"

  # For checks: sh, wget, nc, httpd, nslookup and what else busybox is.
  root=$work/work-image
  "$root/bin/busybox" --list | grep -vx busybox | while read -r name; do
    ln -s busybox "$root/bin/$name"
  done
  mkdir -p "$root/etc" "$root/root" "$root/var"
  install -d -m 1777 "$root/tmp" "$root/var/tmp"
  printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  printf 'root:x:0:\nnogroup:x:65534:\n' >"$root/etc/group"
  echo 'hosts: files dns' >"$root/etc/nsswitch.conf"
  layer "$root"
  image k8simage.test/work:1 /bin/sh "$layer"

  printf '[%s]' "$manifest" >"$work/images/manifest.json"
  tar --format=gnu --sort=name --mtime="@$SOURCE_DATE_EPOCH" --owner=0 --group=0 --numeric-owner -C "$work/images" \
    -cf "$made/images.tar" .
}

say "packing the packages of $release"
packages
say "packing its images"
images
say "packed $release: $(wc -l <"$made/images.txt") images"
