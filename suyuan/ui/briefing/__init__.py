"""Briefings: the mode for a room, the views collected for it."""
