"""Commands of the journal for `python -m django`."""
