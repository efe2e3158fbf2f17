#!/bin/sh
# The tests in this folder start a Spark cluster, which needs Java 17. Install it where that is possible; say what to
# do where not.
set -eu

found() {
    [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ] && return 0
    command -v java >/dev/null 2>&1
}

if found; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless
    found && exit 0
fi
cat >&2 <<'MESSAGE'
The Spark tests need Java 17. Install it once, as root:
    apt-get install openjdk-17-jre-headless
or name a Java that is there already:
    export JAVA_HOME=/path/to/java
MESSAGE
exit 1
