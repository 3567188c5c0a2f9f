#!/bin/sh
# Makes a network in namespaces of its own (unshare(1)) and starts QEMU in it: a bridge with the gateway's address, a name
# server, and servers that are led through unix sockets. No interface leads out.
# Arguments: GATEWAY/PREFIX, the address that DHCP gives; "nameserver ADDRESS"; "service ADDRESS HOST PORT SOCKET"; --; QEMU.
set -eu
gateway=$1 dhcp=$2
shift 2
ip link set lo up
ip link add br0 type bridge
ip address add "$gateway" dev br0
ip link set br0 up
ip tuntap add tap0 mode tap
ip link set tap0 master br0 up

# What is the guest's by routing is this side's by an address on lo: it answers on every interface.
dns="--listen-address=${gateway%/*}"
while [ "$1" != -- ]; do
  case $1 in
    nameserver)
      ip address replace "$2/32" dev lo
      dns="$dns --listen-address=$2"
      shift 2 ;;
    service)
      ip address replace "$2/32" dev lo
      dns="$dns --address=/$3/$2"
      socat "TCP-LISTEN:$4,bind=$2,fork,reuseaddr" "UNIX-CONNECT:$5" &
      shift 5 ;;
  esac
done
shift
# --no-daemon: else it changes its group, which a namespace without root's rights refuses.
# No name but those of the services exists.
# shellcheck disable=SC2086 # one word an option
dnsmasq --no-daemon --conf-file=/dev/null --pid-file= --no-resolv --no-hosts --no-ping --bind-interfaces $dns \
  --address=/#/ --dhcp-range="$dhcp,$dhcp" --leasefile-ro --log-facility=/dev/null &
exec "$@"
