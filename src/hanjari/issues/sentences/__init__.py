"""What is done with issues, in plain words."""

from hanjari.issues.sentences import answers, birth, committee, review, statements, thresholds
from hanjari.journal.telling import teach

teach(answers.ANSWERS)
teach(birth.BIRTH, birth.WORDS)
teach(committee.COMMITTEE, committee.WORDS)
teach(review.REVIEW, review.WORDS)
teach(statements.STATEMENTS, statements.WORDS)
teach(thresholds.THRESHOLDS)
