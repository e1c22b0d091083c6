#!/bin/sh
# A backup with the moment in its name, and away with those, whole or half, older than KEEP_DAYS (35). Run by sumairu-backup.timer.
#   backup.sh FOLDER [COMMAND…]      COMMAND is how sumairu is called here: /opt/sumairu/.venv/bin/python -m bot.cli
set -eu
folder=$1
shift
[ $# -gt 0 ] || set -- sumairu
umask 077
mkdir -p "$folder"
"$@" db backup "$folder/sumairu-$(date -u +%Y%m%dT%H%M%SZ).backup"
find "$folder" \( -name 'sumairu-*.backup' -o -name 'sumairu-*.backup.partial' \) -type f -mtime "+${KEEP_DAYS:-35}" -delete
