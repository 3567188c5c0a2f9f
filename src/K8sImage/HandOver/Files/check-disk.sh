# A disk belongs to the seed that it was made for, whose instance-id stands beside it. Another cluster of this name has another one,
# and so has a later bundle of this cluster.
check_disk() {
  if [ ! -e "$1" ] && [ ! -L "$1" ]; then
    return
  elif [ -n "$new_seed" ]; then
    echo "$2" >"$1.instance-id"
  elif [ "$2" != "$(cat "$1.instance-id" 2>/dev/null)" ]; then
    echo "$1 was not made for this seed, $2" >&2
    echo "If it is another cluster's of this name: --disks DIR. If an earlier bundle of this cluster made it: --new-seed." >&2
    exit 1
  fi
}
