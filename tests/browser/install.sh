#!/bin/sh
# The tests in this folder drive Debian's chromium. Install it where that is possible; say what to do where not.
set -eu

found() {
    [ -n "${SUYUAN_CHROMIUM:-}" ] && [ -x "$SUYUAN_CHROMIUM" ] && return 0
    command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1
}

if found; then
    exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    # Ubuntu's chromium is a snap wrapper that fails in containers; the fonts draw Chinese in the pictures.
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-cjk
    found && exit 0
fi
cat >&2 <<'MESSAGE'
The browser tests need chromium. Install it once, as root:
    apt-get install chromium fonts-noto-cjk
or name a chromium that is there already:
    export SUYUAN_CHROMIUM=/path/to/chromium
MESSAGE
exit 1
