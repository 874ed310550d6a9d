"""People: who works here and what each may do.

Owns: organisation, department, member, role, invitation, business hours, letters to members,
    calls to members by mail, notification and webhook.
Calls: kit.
Announces: nothing itself; the journal above records what members do.
"""
