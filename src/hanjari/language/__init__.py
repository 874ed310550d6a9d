"""Language: understanding text; pure functions and shipped tables, no database, no Django.

Owns: tokens, normalising, language, intents, urgency, personal data spans and their masks.
Calls: nobody.
Announces: nothing.
"""
