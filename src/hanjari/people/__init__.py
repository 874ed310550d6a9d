"""People: who works here and what each may do.

Owns: organisation, department, member, role, invitation, business hours, letters to members.
Calls: kit.
Announces: nothing itself; the journal above records what members do.
"""
