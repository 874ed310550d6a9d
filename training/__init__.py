"""Training: how each shipped table of weights was made; run from the root with training/requirements.txt."""
