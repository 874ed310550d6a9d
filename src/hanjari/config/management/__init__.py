"""Commands of Django's own that the house runs in its way."""
