"""Kit: pure helpers that know no room.

Owns: the guarded http client, the clock, sealing of secrets, business time, web fragments, errands.
Calls: nobody.
Announces: nothing.
"""
