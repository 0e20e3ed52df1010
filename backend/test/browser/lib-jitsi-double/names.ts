/** Names as in the sources of lib-jitsi-meet (August 2026). */
export const events = {
  conference: {
    CONFERENCE_JOINED: 'conference.joined',
    CONFERENCE_LEFT: 'conference.left',
    CONFERENCE_FAILED: 'conference.failed',
    KICKED: 'conference.kicked',
    USER_JOINED: 'conference.userJoined',
    USER_LEFT: 'conference.userLeft',
    PARTICIPANT_PROPERTY_CHANGED: 'conference.participant_property_changed',
    PARTICIPANT_SOURCE_UPDATED: 'conference.participant_source_updated',
    TRACK_ADDED: 'conference.trackAdded',
    TRACK_REMOVED: 'conference.trackRemoved',
    TRACK_MUTE_CHANGED: 'conference.trackMuteChanged',
    TRACK_AUDIO_LEVEL_CHANGED: 'conference.audioLevelsChanged',
    DOMINANT_SPEAKER_CHANGED: 'conference.dominantSpeaker',
    CONNECTION_INTERRUPTED: 'conference.connectionInterrupted',
    CONNECTION_RESTORED: 'conference.connectionRestored',
    CONNECTION_ESTABLISHED: 'conference.connectionEstablished',
  },
  connection: {
    CONNECTION_ESTABLISHED: 'connection.connectionEstablished',
    CONNECTION_FAILED: 'connection.connectionFailed',
    CONNECTION_DISCONNECTED: 'connection.connectionDisconnected',
    CONNECTION_TOKEN_EXPIRED: 'connection.token_expired',
  },
  connectionQuality: {
    LOCAL_STATS_UPDATED: 'cq.local_stats_updated',
    REMOTE_STATS_UPDATED: 'cq.remote_stats_updated',
  },
  track: {
    TRACK_MUTE_CHANGED: 'track.trackMuteChanged',
    TRACK_OWNER_SET: 'track.owner_set',
    TRACK_VIDEOTYPE_CHANGED: 'track.videoTypeChanged',
  },
};
