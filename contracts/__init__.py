"""The shared table: what two rooms must agree on, and nothing else. No clock, no I/O beyond reading its own files."""
