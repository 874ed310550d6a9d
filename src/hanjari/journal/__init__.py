"""Journal: one append-only row per act, sealed into a hash chain in batches.

Owns: entries, the seal log outside the database, the listeners' cursors and retries.
Calls: people.
Announces: every entry, in sealed order, to whoever listens.
"""
