"""How many take how often, and how much there is; shared by the takers and their test."""

THREADS, TRIES, MOST = 6, 12, 60
BUDGET_CENTS, PRICE = 30, 500_000
"""Sixty at half a cent, where two processes try twice as often."""
