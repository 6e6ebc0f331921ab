"""How fast it is. `python -m tests.bench` measures; nothing here is a test."""
