"""Skeletons: what each form of statement asks for, and the words one begins with, in both languages.

A blank in brackets is found by the checker until somebody fills it in, so that no skeleton goes out.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext

from hanjari.issues.models import Statement

Form = Statement.Form
BODY = "body"

PARTS: dict[str, dict[str, str | Promise]] = {
    Form.HOLDING: {
        "known": _("What we know"),
        "unknown": _("What we do not know yet"),
        "affected": _("Who is affected, and what to do now"),
        "doing": _("What we are doing"),
        "contact": _("Where to ask"),
    },
    Form.UPDATE: {
        "known": _("What is new"),
        "unknown": _("What we still do not know"),
        "doing": _("What we are doing"),
        "contact": _("Where to ask"),
    },
    Form.CORRECTION: {
        "fact": _("What is so"),
        "claim": _("The claim that went round"),
        "where": _("Where it went round"),
        "verdict": _("Whether it is right"),
        "wrong": _("What was wrong"),
        "evidence": _("What shows it"),
        "original": _("Our own words as they stood"),
    },
    Form.APOLOGY: {BODY: _("Words of the apology")},
}
"""Per form its parts in the order in which they are read. A correction begins and ends with the fact
(Debunking Handbook 2020)."""

_KO = {
    Form.HOLDING: {
        "known": "[○월 ○일 ○시] [어디]에서 [무슨 일]이 일어난 것을 확인했습니다.",
        "unknown": "[원인]과 [영향을 받은 분의 수]는 아직 모릅니다.",
        "affected": "[제품·서비스]를 쓰시는 분은 지금 [할 일]을 해 주십시오.",
        "doing": "저희는 지금 [하고 있는 일]을 하고 있습니다.",
        "contact": "[전화번호·주소] (담당 [이름])",
    },
    Form.UPDATE: {
        "known": "[앞서 알린 뒤로 새로 확인한 것]",
        "unknown": "[아직 모르는 것]",
        "doing": "저희는 [하고 있는 일]을 하고 있습니다.",
        "contact": "[전화번호·주소] (담당 [이름])",
    },
    Form.CORRECTION: {
        "fact": "[사실을 한 문장으로]",
        "claim": "[퍼진 말을 한 번만]",
        "where": "",
        "verdict": "[사실이 아닙니다 / 일부만 사실입니다]",
        "wrong": "",
        "evidence": "[누구나 확인할 수 있는 자료의 주소]",
        "original": "",
    },
    Form.APOLOGY: {
        BODY: "[○월 ○일 ○시] 저희가 [무엇을 어떻게] 해서 [누구 몇 분]께 [어떤 피해]를 끼쳤습니다.\n\n"
        "저희 책임입니다. [왜 그랬는지, 변명 없이]\n\n사과드립니다.\n\n"
        "[지금까지 한 조치]를 했습니다. [대상]께 [금액·방법]을 [○월 ○일]까지 해 드리겠습니다.\n\n"
        "[○월 ○일]까지 [담당]이 [재발을 막을 일]을 마치고 그 결과를 공개하겠습니다.\n\n"
        "문의 [전화번호]\n대표이사 [이름]"
    },
}
_EN = {
    Form.HOLDING: {
        "known": "We can confirm that [what] happened at [where] on [date and time].",
        "unknown": "We do not know yet [the cause] or [how many people are affected].",
        "affected": "If you use [product], please [what to do] now.",
        "doing": "We are [what we are doing].",
        "contact": "[number or address] ([name])",
    },
    Form.UPDATE: {
        "known": "[what we have confirmed since]",
        "unknown": "[what we still do not know]",
        "doing": "We are [what we are doing].",
        "contact": "[number or address] ([name])",
    },
    Form.CORRECTION: {
        "fact": "[the fact in one sentence]",
        "claim": "[what was said, once]",
        "where": "",
        "verdict": "[This is not so. / This is partly so.]",
        "wrong": "",
        "evidence": "[where anybody can check it]",
        "original": "",
    },
    Form.APOLOGY: {
        BODY: "On [date and time] we [did what, how], and [whom, how many] [were harmed in which way].\n\n"
        "This was our fault. [why it happened, without an excuse]\n\nWe apologise.\n\n"
        "We have [what was done so far]. By [date] we will [refund or repair what, for whom].\n\n"
        "By [date] [who] will have [what prevents it], and we will publish the result.\n\n"
        "Contact: [number]\n[Name], Chief Executive"
    },
}


def skeleton(form: str, language: str) -> dict[str, str]:
    """The words that a new statement begins with, by its parts' names."""
    return dict((_EN if language == "en" else _KO)[Form(form)])


def composed(form: str, language: str, parts: Mapping[str, str], said: str = "") -> str:
    """The whole as it is read: each part under its name, in the statement's own language.

    `said` is when we speak again, in words of that language; a body stands by itself.
    """
    with override(language):
        names = {name: str(title) for name, title in PARTS[form].items()}
        paragraphs = [
            words if name == BODY else f"{names[name]}\n{words}"
            for name in names
            if (words := parts.get(name, "").strip())
        ]
        if said:
            paragraphs.append(f"{pgettext('statement', 'Next update')}\n{said}")
    return "\n\n".join(paragraphs)
