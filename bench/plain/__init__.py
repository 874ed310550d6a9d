"""The page that a team would write first: ORM objects and a Django template, behind the same middleware."""
