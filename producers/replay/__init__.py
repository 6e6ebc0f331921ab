"""Replays: historical datasets put on the event topics as if they happened again."""
