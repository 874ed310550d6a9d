"""Commitments: what we promised to change, by when, with which evidence.

Owns: commitments, their steps, evidence, and the traces by which anything cites what people said.
Calls: people, journal.
Announces: commitment.*, trace.*
"""
