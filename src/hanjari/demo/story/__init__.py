"""Two weeks at Hanbit's desk, as beats in the order of time."""

from hanjari.demo.story.beats import Beat
from hanjari.demo.story.care import CARE
from hanjari.demo.story.charge import CHARGE
from hanjari.demo.story.storm import ANGRY, MISUNDERSTANDING, SPAM_WAVE
from hanjari.demo.story.today import TODAY

STORY: list[Beat] = [*CARE, *MISUNDERSTANDING, *SPAM_WAVE, *ANGRY, *CHARGE, *TODAY]
