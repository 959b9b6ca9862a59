# Settings that up.sh and down.sh share.
CLOUD_HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
CLOUD_DIR=${CLOUD_DIR:-/tmp/cloud}          # databases, configs, logs, volumes: all state
CLOUD_HOST=${CLOUD_HOST:-127.0.0.1}         # the address in the service catalog
CLOUD_PASSWORD=${CLOUD_PASSWORD:-secret}    # one password for every account
# What to start, in this order. RegionTwo's ports are RegionOne's with a 1 before.
CLOUD_SERVICES=${CLOUD_SERVICES:-glance placement neutron nova cinder heat swift}
# posix.PosixBackupDriver or swift.SwiftBackupDriver: store where both regions can read
CLOUD_BACKUP_DRIVER=${CLOUD_BACKUP_DRIVER:-posix.PosixBackupDriver}
# 2: RegionTwo is a cloud of its own, with its own Keystone, catalog and Swift
CLOUD_KEYSTONES=${CLOUD_KEYSTONES:-1}
CLOUD_BACKUP_SHARED=${CLOUD_BACKUP_SHARED:-yes}  # no: each region's posix backups in a directory of its own
CLOUD_QUOTA=${CLOUD_QUOTA:-1000}               # each tenant's volumes, backups, servers...
PY=/usr/bin/python3                         # Debian's, whatever PATH says

E_=$CLOUD_DIR/etc; L_=$CLOUD_DIR/log; P_=$CLOUD_DIR/run; D_=$CLOUD_DIR/data

has() { case " $CLOUD_SERVICES " in *" $1 "*) return 0;; esac; return 1; }
say() { printf '%4ds  %s\n' "$SECONDS" "$*"; }

alive() { [ -s "$P_/$1.pid" ] && kill -0 "$(cat "$P_/$1.pid")" 2>/dev/null; }

# start NAME COMMAND...: in its own process group, log and pid file named NAME
start() {
  local name=$1; shift
  alive "$name" && return 0
  setsid "$@" >>"$L_/$name.log" 2>&1 </dev/null &
  echo $! > "$P_/$name.pid"
}

# service NAME PYTHON_MODULE ARGS...: a Debian package's main(), named in ps
service() {
  local name=$1 module=$2; shift 2
  start "$name" "$PY" -c "import sys; sys.argv[0]='$name'
from $module import main
sys.exit(main())" "$@"
}

# tool NAME PYTHON_MODULE ARGS...: the same in the foreground
tool() {
  local name=$1 module=$2; shift 2
  "$PY" -c "import sys; sys.argv[0]='$name'
from $module import main
sys.exit(main())" "$@" >>"$L_/$name.log" 2>&1
}

# uwsgi NAME PORT WSGI_FILE PROCESSES UWSGI_ARGS...
wsgi() {
  local name=$1 port=$2 file=$3 processes=$4; shift 4
  start "$name" uwsgi_python3 --http-socket "$CLOUD_HOST:$port" --wsgi-file "$file" --master --need-app \
    --processes "$processes" --threads 4 --enable-threads --lazy-apps --buffer-size 65535 \
    --add-header 'Connection: close' --die-on-term --procname "$name" "$@"
}

wait_port() { # NAME PORT SECONDS
  local i
  for ((i = 0; i < $3 * 5; i++)); do
    (exec 3<>"/dev/tcp/$CLOUD_HOST/$2") 2>/dev/null && return 0
    alive "$1" || { echo "$1 died: see $L_/$1.log" >&2; return 1; }
    sleep 0.2
  done
  echo "$1 does not listen on $2 after $3 s" >&2; return 1
}

# regions FUNCTION: once per region. N is the prefix of its ports. In the second of
# two clouds K is the prefix of the ports that one cloud has once (Keystone,
# Swift), T what their directories and databases end in. S begins their pid files.
regions() {
  local S='' K='' T='' MEMCACHED=11211
  [ "$CLOUD_KEYSTONES" = 2 ] && S=r1-
  R=r1 REGION=RegionOne N=''; "$1"
  [ "$CLOUD_KEYSTONES" = 2 ] && S=r2- K=1 T=_r2 MEMCACHED=11212
  R=r2 REGION=RegionTwo N=1; "$1"
}

# clouds FUNCTION: once, or once for each of two clouds
clouds() {
  if [ "$CLOUD_KEYSTONES" = 2 ]; then regions "$1"; return; fi
  local S='' K='' T='' MEMCACHED=11211
  R=r1 REGION=RegionOne N=''; "$1"
}

sql() { mysql --no-defaults -uroot -S "$CLOUD_DIR/mysql.sock" "$@"; }
