#!/usr/bin/env bash
# Sends finished recordings to Course Organizer. Jibri runs it with the folder of one recording and waits for its end.
#   finalize.sh FOLDER            send one recording now
#   finalize.sh --sweep           send every leftover that nobody has written to for a while
#   finalize.sh --sweep-forever   the same every SWEEP_SECONDS
# A file is deleted only after the API has answered 2xx; sending one twice is harmless, its key is session and name.
set -euo pipefail

recordings=${JIBRI_RECORDING_DIR:-/storage/recordings}
url=${RECORDINGS_URL:?is not set}
secret=${JITSI_WEBHOOK_SECRET:?is not set}
tries=${UPLOAD_TRIES:-6}
pause=${UPLOAD_PAUSE_SECONDS:-5}
idle_minutes=${SWEEP_IDLE_MINUTES:-10}

log() { echo "$(date -u +%FT%TZ) finalize: $*" >&2; }

# The room is the last part of the meeting's address in metadata.json.
room_of() {
  local address
  address=$(jq -r '.meeting_url // ""' "$1/metadata.json" 2>/dev/null || true)
  address=${address%%[?#]*}
  echo "${address##*/}"
}

# send ROOM SESSION FILE: prints the HTTP status, 000 when nobody answered. The secret stays out of the process list.
send() {
  curl --silent --output /dev/null --write-out '%{http_code}' --connect-timeout 10 --speed-limit 1 --speed-time 60 \
    --config - --request POST --upload-file "$3" --header 'Content-Type: video/mp4' \
    --url-query "room=$1" --url-query "session=$2" --url-query "file=$(basename "$3")" "$url" \
    <<<"header = \"Authorization: Bearer $secret\"" || true
}

# Tries again on no answer, 408, 425, 429 and 5xx, with doubling pauses; other refusals are left for a person to see.
send_with_retry() {
  local wait=$pause try status
  for ((try = 1; try <= tries; try++)); do
    status=$(send "$@")
    case $status in
      2??) log "sent $3" && return 0 ;;
      000 | 408 | 425 | 429 | 5??) log "attempt $try of $tries for $3: $status" ;;
      *) log "refused with $status: $3" && return 1 ;;
    esac
    if ((try < tries)); then sleep "$wait"; fi
    wait=$((wait * 2))
  done
  return 1
}

send_folder() {
  local folder=$1 room file
  room=$(room_of "$folder")
  while IFS= read -r -d '' file; do
    send_with_retry "$room" "$(basename "$folder")" "$file" || return 1
    rm -- "$file"
  done < <(find "$folder" -maxdepth 1 -type f -name '*.mp4' -print0)
  rm -rf -- "$folder"
}

# Jibri and the sweeper never send the same folder at once.
locked_send() {
  local lock
  [[ -d $1 ]] || return 0
  exec {lock}<"$1"
  if ! flock --nonblock "$lock"; then log "already being sent: $1" && return 0; fi
  local result=0
  send_folder "$1" || result=$?
  exec {lock}<&-
  return "$result"
}

sweep() {
  local folder
  [[ -d $recordings ]] || return 0
  while IFS= read -r -d '' folder; do
    # A running recording grows all the time.
    if [[ -n $(find "$folder" -mmin "-$idle_minutes" -print -quit) ]]; then continue; fi
    locked_send "$folder" || log "kept for the next sweep: $folder"
  done < <(find "$recordings" -mindepth 1 -maxdepth 1 -type d -print0)
}

case ${1:-} in
  --sweep) sweep ;;
  --sweep-forever) while true; do sweep && sleep "${SWEEP_SECONDS:-300}"; done ;;
  '' | -*) echo 'usage: finalize.sh FOLDER | --sweep | --sweep-forever' >&2 && exit 2 ;;
  *) locked_send "${1%/}" || { log "kept for the sweeper: $1" && exit 1; } ;;
esac
