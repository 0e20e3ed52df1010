-- Tells Course Organizer who entered and left which room (attendance). A file of its own, because a Component written
-- into GLOBAL_CONFIG would swallow every global option after it.
Component "esync.meet.jitsi" "event_sync_component"
    muc_component = "muc.meet.jitsi"
    breakout_component = "breakout.meet.jitsi"
    api_prefix = ENV_EVENT_SYNC_URL
    api_headers = { ["Authorization"] = "Bearer " .. ENV_EVENT_SYNC_SECRET }
