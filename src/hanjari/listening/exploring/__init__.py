"""Exploring: what a search is, as its address tells it, and what is counted over its finds. Pure; no database."""
