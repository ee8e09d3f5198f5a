"""Actions: details that the assistant fills in with the visitor, before a handoff or without one."""
