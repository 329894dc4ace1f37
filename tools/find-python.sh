# Sets $python to one that can make an environment, or says in one sentence how to get one.
# Sourced by ./run and ./test with $root set; plain POSIX sh, because nothing else is known to be there yet.

probe='
import sys
found = "%d.%d" % sys.version_info[:2]
if sys.version_info < (3, 11):
    sys.exit(found + " old")
try:
    import ensurepip, venv
except ImportError:
    sys.exit(found + " bare")
sys.exit(found + " good")
'
python=''
bare=''
old=''

ask() {
  answer=$("$1" -c "$probe" 2>&1 >/dev/null) || true
  case $answer in
    [0-9]*' good') python=$1 ;;
    [0-9]*' bare') bare=${bare:-${answer% *}} ;;
    [0-9]*' old') old=${old:-${answer% *}} ;;
  esac
}

# Real programs first: a shim of pyenv and the like starts slowly and may stand for a Python that is not there.
look() {
  for name in python3 python3.13 python3.12 python3.11 python3.14 python; do
    IFS=:
    for folder in $PATH; do
      unset IFS
      case $folder in */shims) kind=shims ;; *) kind=real ;; esac
      if [ "$kind" = "$1" ] && [ -z "$python" ] && [ -f "$folder/$name" ] && [ -x "$folder/$name" ]; then
        ask "$folder/$name"
      fi
    done
    unset IFS
  done
}

if [ -f "$root/.venv/stamp.json" ] && [ ! -e "$root/.venv/unfinished" ] && "$root/.venv/bin/python" -c '' 2>/dev/null; then
  python=$root/.venv/bin/python
else
  set -f
  look real
  [ -n "$python" ] || look shims
  set +f
fi

if [ -z "$python" ]; then
  sudo='sudo '
  [ "$(id -u)" != 0 ] || sudo=''
  if [ -f /etc/debian_version ]; then
    remedy="type \`${sudo}apt install python3 python3-venv\`"
  else
    remedy='install it from your package manager or from python.org'
  fi
  if [ -n "$bare" ]; then
    [ ! -f /etc/debian_version ] || remedy="type \`${sudo}apt install python$bare-venv\`"
    echo "Python $bare is here but its venv module is missing: $remedy, then ./run again." >&2
  elif [ -n "$old" ]; then
    echo "KotaCerdas needs Python 3.11 or newer and this machine has $old: $remedy on Debian 12, Ubuntu 24.04 or newer, then ./run again." >&2
  else
    echo "KotaCerdas needs Python 3.11 or newer and found none: $remedy, then ./run again." >&2
  fi
  exit 2
fi
