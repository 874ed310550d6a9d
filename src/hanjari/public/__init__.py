"""Public: the open page: asked, answered, promised, kept, broken.

Owns: what of it is shown and who approved that, the subscribers, the drawn pages.
Calls: every room below, by their questions.
Announces: public.*, subscriber.*
"""
