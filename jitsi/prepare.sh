#!/usr/bin/env bash
# Makes the folders, the missing passwords and copies our files to where the containers read them. Safe to run again.
set -euo pipefail
cd "$(dirname "$0")"

if [[ ! -f .env ]]; then
  cp .env.example .env
  echo 'made .env: fill in its first block'
fi
chmod 600 .env

for name in JITSI_WEBHOOK_SECRET JICOFO_AUTH_PASSWORD JVB_AUTH_PASSWORD JIBRI_XMPP_PASSWORD JIBRI_RECORDER_PASSWORD TURN_SECRET; do
  if grep -q "^$name=\$" .env; then
    sed -i "s/^$name=\$/$name=$(openssl rand -hex 24)/" .env
    echo "made $name"
  fi
done

config=$(sed -n 's/^CONFIG=//p' .env)
mkdir -p "$config"/{web,prosody/config/conf.d,prosody/prosody-plugins-custom,jicofo,jvb,jvb2,jibri,tmp/web-load-test} \
  "$config"/storage/{web,prosody,jibri,transcripts}
install -m 644 prosody/event-sync.cfg.lua "$config/prosody/config/conf.d/esync.cfg.lua"
install -m 755 jibri/finalize.sh "$config/jibri/finalize.sh"
# The containers run as user 1000 and refuse to start on folders that they cannot write.
if [[ $(id -u) == 0 ]]; then chown -R 1000:1000 "$config"; fi
echo "folders are in $config"
