"""Doors of the commitments room."""
