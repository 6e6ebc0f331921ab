"""Any file as a stream of events: a mapping says what its columns mean."""
