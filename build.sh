#!/usr/bin/env bash
# Compiles build/ if something changed, then runs it with the arguments given here. See docs/adr/0001-nuke-stand-in.md.

set -eo pipefail

root=$(cd "${BASH_SOURCE[0]%"${BASH_SOURCE[0]##*/}"}." && pwd)
# Below build/, so that Nuke finds build/_build.csproj above the assembly; apart from what the solution builds.
home="$root/build/bin/bootstrap"
# Three lines: the directory of the assembly, the path of dotnet, the version of the package Nuke.Common, empty for the
# stand-in. It is as old as the start of its compilation.
current="$home/current"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# The package Nuke.Common would otherwise write a property into build/_build.csproj, and send what is run.
export NUKE_TELEMETRY_OPTOUT=1
# MSBuild takes a variable of the environment for a property; _build.csproj reads this one.
package=${NukePackage:-}

# A deleted file shows by its directory.
is_current() {
  local compiled_with
  [[ -f $current ]] && { read -r assembly && read -r dotnet && read -r compiled_with; } <"$current" || return 1
  [[ -f $home/$assembly/_build.dll && -x $dotnet && $compiled_with == "$package" ]] || return 1
  [[ -z $(find "$root/build" "$root/src" "$root/global.json" "$root"/Directory.* "$root/docs/findings.md" "$root"/[Nn]u[Gg]et.[Cc]onfig \
    \( -name bin -o -name obj \) -prune -o -newer "$current" -print -quit 2>/dev/null) ]]
}

# Finds a dotnet that has the SDK of global.json; where there is none, fetches it with the vendor's script, as Nuke does.
find_dotnet() {
  dotnet=$(command -v dotnet || true)
  if [[ -n $dotnet ]] && (cd "$root" && "$dotnet" --version &>/dev/null); then
    return
  fi
  local sdk="$root/.nuke/temp/dotnet-unix" script="$root/.nuke/temp/dotnet-install.sh" version
  version=$(sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' "$root/global.json")
  dotnet="$sdk/dotnet"
  if [[ -x $dotnet ]] && (cd "$root" && "$dotnet" --version &>/dev/null); then
    return
  fi
  echo "build.sh: no .NET SDK $version here; fetching it into .nuke/temp/dotnet-unix" >&2
  mkdir -p "$sdk"
  curl --proto '=https' --tlsv1.2 -fsSL --retry 3 -o "$script" https://dot.net/v1/dotnet-install.sh
  bash "$script" --version "$version" --install-dir "$sdk" --no-path >&2
}

# publish <directory> [argument...]
publish() {
  (cd "$root" && "$dotnet" publish build/_build.csproj -c Release -v quiet -nologo -clp:NoSummary -nodeReuse:false \
    -p:UseSharedCompilation=false --artifacts-path "$home/artifacts" --output "$1" "${@:2}")
}

compile() {
  local next log="$home/compile.log"
  echo "build.sh: compiling build/" >&2
  touch "$home/next" # before the compilation: what is saved meanwhile is newer
  find_dotnet
  next=$(date +%s)-$$
  # Native code for all assemblies starts three times as fast. It needs a package of the registry's, which may be away.
  # All in one image: so the generics of one assembly over the types of another are native, too.
  if ! publish "$home/$next" --use-current-runtime --self-contained false \
    -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true &>"$log"; then
    if ! grep -Eq 'error (NU1[0-9]{3}|NETSDK1094|NETSDK1112)' "$log"; then
      cat "$log" >&2
      return 1
    fi
    rm -rf "${home:?}/$next"
    if ! publish "$home/$next" &>"$log"; then
      cat "$log" >&2
      return 1
    fi
    echo "build.sh: the compiler to native code can't be restored; the build starts slower without it" >&2
  fi
  printf '%s\n' "$next" "$dotnet" "$package" >"$home/next.tmp"
  touch -r "$home/next" "$home/next.tmp"
  mv "$home/next.tmp" "$current"
  rm -f "$home/next"
  # A run that has been going for long may still load from an older directory.
  local old=("$home"/[0-9]*-*/)
  while ((${#old[@]} > 5)); do
    rm -rf "${old[0]}"
    old=("${old[@]:1}")
  done
}

# Runs a command while no other build.sh of this checkout does. Compilers that outlive it must not inherit the lock.
locked() {
  mkdir -p "$home"
  if command -v flock >/dev/null; then
    {
      flock 9
      "$@" 9>&-
    } 9>"$home/lock"
    return
  fi
  until mkdir "$home/lock.d" 2>/dev/null; do
    local owner
    owner=$(cat "$home/lock.d/pid" 2>/dev/null || true)
    if [[ -n $owner ]] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$home/lock.d"
    else
      sleep 1
    fi
  done
  trap 'rm -rf "$home/lock.d"' EXIT
  echo $$ >"$home/lock.d/pid"
  "$@"
  rm -rf "$home/lock.d"
  trap - EXIT
}

compile_unless_current() {
  is_current || compile
}

if ! is_current; then
  locked compile_unless_current
  { read -r assembly && read -r dotnet; } <"$current"
fi

# Targets that call dotnet get the one that compiled the build.
export DOTNET_EXE="$dotnet"
if [[ $dotnet == "$root"/.nuke/* ]]; then
  export DOTNET_ROOT="${dotnet%/*}" PATH="${dotnet%/*}:$PATH"
fi
exec "$dotnet" "$home/$assembly/_build.dll" "$@"
