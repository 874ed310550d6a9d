"""What is done with issues, in plain words."""

from hanjari.issues.sentences import birth, committee, statements
from hanjari.journal.telling import teach

teach(birth.BIRTH, birth.WORDS)
teach(committee.COMMITTEE, committee.WORDS)
teach(statements.STATEMENTS, statements.WORDS)
