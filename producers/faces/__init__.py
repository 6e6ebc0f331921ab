"""Who comes: age bands and genders of people a camera sees, as counts. Off unless it is asked for, and a consent note is set."""
