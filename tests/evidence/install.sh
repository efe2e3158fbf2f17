#!/bin/sh
# The tests in this folder read the dossiers with pdftotext. Install it where that is possible; say what to do where not.
set -eu

command -v pdftotext >/dev/null 2>&1 && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends poppler-utils
    command -v pdftotext >/dev/null 2>&1 && exit 0
fi
echo 'The dossier tests need pdftotext. Install it once, as root: apt-get install poppler-utils' >&2
exit 1
