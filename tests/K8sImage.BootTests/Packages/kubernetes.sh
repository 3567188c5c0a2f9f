#!/bin/sh
# Makes an apt repository with Kubernetes for tests. Left in DIRECTORY: Packages, Release, InRelease, Release.key, the packages,
# and in "fingerprint" the key's fingerprint.
# Usage: kubernetes.sh DIRECTORY beside REPOSITORY NEWER OTHER OTHER
#   The packages of a packed release, kubelet, kubeadm and kubectl of a newer minor version, and as versions that nobody may take
#   stand-ins that say so.
# Usage: kubernetes.sh DIRECTORY [upgrade]
#   Where no release is at hand: kubelet, kubeadm and kubectl 1.20.2, compiled from Debian's own source package, and beside them
#   stand-ins. With "upgrade": not the stand-ins, but the same source once more, which then calls itself 1.20.3, and in
#   images.tar.zst the images of a control plane in both versions, without kube-proxy, and with a stand-in for CoreDNS.
#   Needs golang-go, golang-github-modern-go-reflect2-dev and dpkg-dev too.
# Needs apt-utils and gnupg.
set -eu
out=$1
purpose=${2-}
version=1.20.2
newer=1.20.3
suite=bookworm
umask 022
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say() { echo "kubernetes.sh: $*"; }
# shellcheck source=../../../src/K8sImage/Packing/packages.sh
. "$(dirname "$0")/../../../src/K8sImage/Packing/packages.sh"

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
prepare() {
  export GO111MODULE=off GOPATH="$work/go" GOCACHE="${GOCACHE:-$work/gocache}" GOFLAGS='' CGO_ENABLED=0 HOME="$work"
  mkdir -p "$GOPATH/src/k8s.io"
  ln -s "$work/source/tree" "$GOPATH/src/k8s.io/kubernetes"
  # The vendored reflect2 crashes when compiled by Go 1.18 and later. Debian has a newer one.
  vendored=$work/source/tree/vendor/github.com/modern-go/reflect2
  rm -rf "$vendored"
  cp -r /usr/share/gocode/src/github.com/modern-go/reflect2 "$vendored"
}

# What "make generated_files" makes, and the API server alone needs.
generate() {
  cd "$GOPATH/src/k8s.io/kubernetes"
  go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  tagged=$(grep -rlF --include='*.go' '+k8s:openapi-gen=' pkg staging/src/k8s.io/*/ |
    grep -vE '_test.go$|/code-generator/|/sample-|/generated/' | sed 's,^staging/src/,vendor/,' | xargs -n 1 dirname |
    sort -u | sed 's,^,k8s.io/kubernetes/,' | paste -sd ,)
  "$work/openapi-gen" -i "$tagged" -p k8s.io/kubernetes/pkg/generated/openapi -O zz_generated.openapi \
    -h hack/boilerplate/boilerplate.generatego.txt -r "$work/violations"
  # An API server describes its interface before it serves it, which takes an emulated processor four minutes: as long as kubeadm
  # and the kubelet's probes wait. This one describes nothing, and nobody here asks; authentication alone wants the configuration.
  sed -i 's/^\tgenericConfig\.Authorization\.Authorizer, .*BuildAuthorizer/\tgenericConfig.OpenAPIConfig = nil\n&/' cmd/kube-apiserver/app/server.go
  grep -q 'OpenAPIConfig = nil' cmd/kube-apiserver/app/server.go
  cd /
}

# compile VERSION COMMAND ...: into $work/VERSION.
compile() {
  as=$1
  shift
  flags=
  for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
    package=k8s.io/kubernetes/vendor/$package
    flags="$flags -X $package.gitVersion=v$as -X $package.gitMajor=1 -X $package.gitMinor=20"
  done
  mkdir -p "$work/$as"
  cd "$GOPATH/src/k8s.io/kubernetes"
  # Without the clouds' and Docker's code, which half of the time goes into.
  go build -tags providerless,dockerless -trimpath -ldflags "-s -w$flags" -o "$work/$as/" "$@"
  cd /
  [ "$("$work/$as/kubelet" --version)" = "Kubernetes v$as" ]
}

# What was compiled. ebtables is what a base image lacks: it comes from the distribution.
compiled() {
  kubernetes_packages "$work/$1" "$1" "$2" \
    'Depends: iptables, iproute2, mount, util-linux, conntrack, ethtool, ebtables' \
    "Depends: kubelet (>= $version), kubectl (>= $version)"
}

# A stand-in for crictl, which Debian 13 has not: kubeadm 1.20 asks it whether the node is fit. What it says of the runtime is real; of
# images it says that they are there.
cri_tools() {
  tree=$work/cri-tools-$version-1.1
  install -d "$tree/usr/bin"
  cat >"$tree/usr/bin/crictl" <<'END'
#!/bin/sh
case " $* " in
  *' info '* | *' version '*)
    # Whoever has used an old interface of containerd is warned about by it, at every call: no error.
    said=$(ctr --connect-timeout 10s version 2>&1) && exit 0
    echo "$said" >&2
    exit 1
    ;;
  *' inspecti '*) exit 0 ;;
esac
echo "this is a stand-in: $*" >&2
exit 1
END
  chmod 755 "$tree/usr/bin/crictl"
  package cri-tools "$version-1.1" '' "stand-in for crictl in K8sImage's tests"
}

# stand_ins VERSION ...: versions that nobody may take.
stand_ins() {
  for other in "$@"; do
    for name in kubelet kubeadm kubectl; do
      install -d "$work/$name-$other/usr/bin"
      printf '#!/bin/sh\necho "stand-in for %s %s"\n' "$name" "$other" >"$work/$name-$other/usr/bin/$name"
      chmod 755 "$work/$name-$other/usr/bin/$name"
      package "$name" "$other" '' "stand-in for $name $other in K8sImage's tests, not Kubernetes"
    done
  done
}

# image NAME:TAG ROOT ENTRYPOINT: one layer and its configuration, as "docker save" writes them.
image() {
  tar --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -C "$2" -cf "$work/images/layer" .
  layer=$(sha256sum "$work/images/layer" | cut -d ' ' -f 1)
  mv "$work/images/layer" "$work/images/$layer.tar"
  printf '{"architecture":"amd64","os":"linux","config":{"Env":["PATH=/usr/local/bin"],"Entrypoint":[%s]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$3" "$layer" >"$work/images/config"
  config=$(sha256sum "$work/images/config" | cut -d ' ' -f 1)
  mv "$work/images/config" "$work/images/$config.json"
  manifest="${manifest:+$manifest,}{\"Config\":\"$config.json\",\"RepoTags\":[\"k8s.gcr.io/$1\"],\"Layers\":[\"$layer.tar\"]}"
  rm -rf "$2"
}

images() {
  manifest=
  mkdir "$work/images"
  for as in "$version" "$newer"; do
    for name in kube-apiserver kube-controller-manager kube-scheduler; do
      install -D -m 755 "$work/$as/$name" "$work/root/usr/local/bin/$name"
      image "$name:v$as" "$work/root" ''
    done
  done
  mkdir "$work/root"
  gcc -Os -static -DVERSION=3.2 -o "$work/root/pause" "$work/source/tree/build/pause/linux/pause.c"
  image pause:3.2 "$work/root" '"/pause"'
  # A stand-in for CoreDNS, which Debian does not have: it answers the probes and no names. kubeadm waits for it when it upgrades.
  cat >"$work/ready.go" <<'END'
package main

import "net/http"

func main() {
	ready := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	go http.ListenAndServe(":8080", ready)
	http.ListenAndServe(":8181", ready)
}
END
  mkdir "$work/root"
  go build -ldflags '-s -w' -o "$work/root/coredns" "$work/ready.go"
  image coredns:1.7.0 "$work/root" '"/coredns"'
  # Debian's etcd, with the libraries that it is linked to.
  (cd "$work" && apt-get download -q etcd-server && dpkg -x etcd-server_*.deb etcd)
  install -D -m 755 "$work/etcd/usr/bin/etcd" "$work/root/usr/local/bin/etcd"
  ldd "$work/etcd/usr/bin/etcd" | grep -oE '/[^ ]+' | while read -r library; do
    install -D -m 755 "$library" "$work/root$library"
  done
  image etcd:3.4.13-0 "$work/root" ''
  printf '[%s]' "$manifest" >"$work/images/manifest.json"
  tar -C "$work/images" -cf - . | zstd -q -T0 -o "$out/images.tar.zst"
}

mkdir -p "$out"
if [ "$purpose" = beside ]; then
  cp "$3"/*.deb "$4"/kube[acl]*.deb "$out"
  stand_ins "$5" "$6"
else
  say "fetching Kubernetes $version from Debian's source package"
  fetch
  say "compiling it; this takes minutes"
  prepare
fi
case $purpose in
  beside) ;;
  upgrade)
    generate
    for as in "$version" "$newer"; do
      compile "$as" ./cmd/kubelet ./cmd/kubeadm ./cmd/kubectl ./cmd/kube-apiserver ./cmd/kube-controller-manager ./cmd/kube-scheduler
    done
    compiled "$version" "compiled by K8sImage's tests from Debian's source package"
    compiled "$newer" "which is $version under another name, to upgrade to in K8sImage's tests"
    cri_tools
    images
    ;;
  *)
    compile "$version" ./cmd/kubelet ./cmd/kubeadm ./cmd/kubectl
    compiled "$version" "compiled by K8sImage's tests from Debian's source package"
    cri_tools
    # A newer revision, a newer patch, a newer minor: what an upgrade would take.
    stand_ins 1.20.1-1.1 1.20.3-1.1 1.21.0-1.1
    ;;
esac
say "packing and signing"
sign
