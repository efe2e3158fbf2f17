#!/bin/sh
# The casework tests start a PostgreSQL of their own from Debian's package. Install it where that is possible; say what
# to do where not. No service is started: the tests run initdb and postgres under an unprivileged user.
set -eu

found() {
    [ -n "${SUYUAN_POSTGRES:-}" ] && [ -x "$SUYUAN_POSTGRES/initdb" ] && return 0
    command -v initdb >/dev/null 2>&1 && return 0
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

if found; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # The package would make a cluster and start it: not here.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo "create_main_cluster = false" >/etc/postgresql-common/createcluster.conf
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
    found && exit 0
fi
cat >&2 <<'MESSAGE'
The casework tests need PostgreSQL's programs. Install them once, as root:
    apt-get install postgresql
or name a folder that holds initdb and postgres:
    export SUYUAN_POSTGRES=/path/to/bin
MESSAGE
exit 1
