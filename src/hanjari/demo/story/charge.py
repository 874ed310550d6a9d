"""The double charge as an issue, from three complaints to what was learned: when each step is taken."""

from hanjari.demo.story.beats import Beat, Led, Moment

CHARGE: list[Beat] = [
    Led(Moment(3, "10:45"), "raise"),
    Led(Moment(3, "10:51"), "sit"),
    Led(Moment(3, "10:58"), "find_out"),
    Led(Moment(3, "11:15"), "decide"),
    Led(Moment(3, "11:40"), "hold"),
    Led(Moment(3, "14:30"), "apologise"),
    Led(Moment(3, "15:10"), "promise"),
    Led(Moment(3, "17:34"), "refund"),
    Led(Moment(3, "17:48"), "update"),
    Led(Moment(2, "09:40"), "confirm"),
    Led(Moment(2, "10:30"), "release"),
    Led(Moment(2, "11:05"), "tell_everyone"),
    Led(Moment(2, "17:30"), "close"),
    Led(Moment(1, "16:20"), "review"),
]
