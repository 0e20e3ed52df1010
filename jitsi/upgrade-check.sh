#!/usr/bin/env bash
# Before and after a change of JITSI_IMAGE_VERSION: is there a newer release, and is everything that we rely on in the images?
set -euo pipefail
cd "$(dirname "$0")"

failed=0
check() {
  local what=$1
  shift
  if "$@" >/dev/null 2>&1; then echo "ok    $what"; else echo "FAIL  $what" && failed=1; fi
}
# shellcheck disable=SC2317
inside() { docker compose exec -T "$@"; }

used=$(sed -n 's/^JITSI_IMAGE_VERSION=//p' .env)
newest=$(curl -fsS https://api.github.com/repos/jitsi/docker-jitsi-meet/releases/latest | sed -n 's/.*"tag_name": *"\([^"]*\)".*/\1/p' || true)
echo "in use $used, newest release ${newest:-unknown}"

domain=$(sed -n 's/^JITSI_DOMAIN=//p' .env)
main=/run/prosody/config/conf.d/jitsi-meet.cfg.lua
check 'compose file is valid' docker compose config --quiet
for part in web prosody jicofo jvb; do
  check "$part is healthy" bash -c "docker compose ps --format '{{.Health}}' $part | grep -qx healthy"
done
check 'roles come from the token (mod_token_affiliation)' inside prosody sh -c 'find /prosody-plugins /prosody-plugins-contrib -name "mod_token_affiliation.lua" | grep -q .'
check 'lobby bypass is there' inside prosody sh -c 'find /prosody-plugins /prosody-plugins-contrib -name "mod_token_lobby_bypass.lua" | grep -q .'
check 'attendance events are there' inside prosody sh -c 'find /prosody-plugins /prosody-plugins-contrib -name "mod_event_sync_component.lua" | grep -q .'
check 'tokens are checked with RS256' inside prosody grep -q 'signature_algorithm = "RS256"' "$main"
check 'the public key is one line with \n' inside prosody grep -qE 'app_secret = "-----BEGIN PUBLIC KEY-----\\n' "$main"
check 'empty tokens are refused' inside prosody grep -q 'allow_empty_token = false' "$main"
check 'only our audience is accepted' inside prosody grep -rqE 'asap_accepted_audiences *= *[{] *"jitsi" *[}]' /run/prosody/config
check 'rooms are asked for at the API' inside prosody grep -q 'reservations_api_prefix' "$main"
check 'lib-jitsi-meet is served to other origins' bash -c "curl -fsSI https://$domain/libs/lib-jitsi-meet.min.js | grep -qi '^access-control-allow-origin: \*'"
check 'XMPP over WebSocket answers' curl -fsS "https://$domain/xmpp-websocket"
exit "$failed"
