"""Kinds: one complete folder per network, found by `channels.registry`; no list is kept by hand."""
