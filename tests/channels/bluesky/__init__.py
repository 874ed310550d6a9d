"""Bluesky on a real network of our own; Jetstream and what servers do wrong on simulators."""
