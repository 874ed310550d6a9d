"""Demo: the cast of Hanbit and two played-through weeks; seeds the demo, and the tests' fixtures.

Owns: no rows of its own.
Calls: every room below, through their actions.
Announces: nothing.
"""
