"""Journal: one append-only row per act, sealed into a hash chain in batches.

Owns: entries, seals, the listeners' cursors.
Calls: people.
Announces: every entry, in sealed order, to whoever listens.
"""
