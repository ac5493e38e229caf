# Sourced by demo, test and bench: installs what scripts/packages.txt lists and is missing. Works as root and with sudo.
set -euo pipefail
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repository"

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

install_packages() {
  local wanted missing=()
  for wanted in $(grep -v '^#' scripts/packages.txt); do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$wanted" 2>/dev/null)" = installed ] || missing+=("$wanted")
  done
  [ ${#missing[@]} = 0 ] && return 0
  echo "Installing ${#missing[@]} Debian packages (scripts/packages.txt) ..."
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build <preset> [target ...]
build() {
  local preset=$1
  shift
  cmake --preset "$preset" >/dev/null
  cmake --build --preset "$preset" ${@:+--target "$@"}
}

install_packages
