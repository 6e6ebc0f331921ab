#!/usr/bin/env bash
# Starts the broker of docker-compose.yml. A new log gets an id of its own: rows name the log they came from by that id, and with
# the image's constant one a new log would be taken for one whose rows are stored already.
set -euo pipefail
config=${KAFKA_CONFIG:-/etc/storepulse/server.properties}
bin=${KAFKA_BIN:-/opt/kafka/bin}
data=$(sed -n 's/^log\.dirs=//p' "$config")
if [ ! -e "$data/meta.properties" ]; then
    "$bin/kafka-storage.sh" format --cluster-id "$("$bin/kafka-storage.sh" random-uuid)" --config "$config"
fi
exec "$bin/kafka-server-start.sh" "$config"
