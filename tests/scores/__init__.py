"""How good the models are: over real files, predicting before they learn, beside naive rivals.

`make scores` measures and writes docs/scores.md.
"""
