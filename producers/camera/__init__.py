"""Cameras: a picture becomes people, people become tracks, tracks become events of the floor. Nothing of a person leaves this room."""
