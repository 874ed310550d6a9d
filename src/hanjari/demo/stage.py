"""The stage: Hanbit's places, rules, prepared words and targets, before the story begins."""

from hanjari.channels import actions as channels
from hanjari.channels.models import Account
from hanjari.conversations.actions import approvals, macros, targets
from hanjari.demo.cast import Company
from hanjari.issues import actions as issues
from hanjari.issues.thresholds import HOURS, PEOPLE

RULES = {
    "돈과 책임": ["환불", "취소", "보상"],
    "시험과 안전": ["성적서", "안전"],
    "설치 일정": ["이전 설치"],
}
MACROS = {
    "첫인사": "{{person}}님, {{company}} {{member}}입니다. ",
    "확인 중": "{{person}}님, 지금 담당 부서에 확인하고 있습니다. 오늘 18시까지 다시 알려 드리겠습니다.",
    "전원 분리 안내": "먼저 전원 코드를 뽑고 급수 밸브를 잠가 주세요. 연기나 냄새가 나면 119에 먼저 알려 주세요.",
}
SIMILAR = 20
"""Hanbit hears the same complaint from a few people every day: it is an issue from so many on."""
WHY_SIMILAR = "같은 불만이 하루에 서너 건은 늘 있어, 그때마다 이슈로 만들면 진짜 일을 놓칩니다"


def set_stage(company: Company) -> dict[str, Account]:
    """Connect the places and lay out the rules; returns the places by their short names.

    The mailbox and the feed have no server behind them: they rest, and say so on the channels page.
    The web form is real: whoever writes there arrives live.
    """
    yuna = company.members["yuna"]
    targets.seed_targets(company.organisation, by=yuna)
    for name, words in RULES.items():
        approvals.save_rule(company.organisation, by=yuna, name=name, words=words)
    numbers = {**PEOPLE, "complaints": SIMILAR}
    issues.set_thresholds(HOURS, numbers, by=yuna, reason=WHY_SIMILAR)
    for name, text in MACROS.items():
        macros.save_macro(by=yuna, name=name, text=text)
    care = company.departments["고객응대"]
    mail = channels.connect_account(
        "mail",
        channels.Connection("고객 메일", {"address": "desk@hanbit.example"}, department=care),
        by=yuna,
    )
    blog = channels.connect_account(
        "feed", channels.Connection("블로그와 카페", {"url": "https://blog.example/feed"}), by=yuna
    )
    form = channels.connect_account(
        "webform",
        channels.Connection(
            "홈페이지 문의",
            {"title": "무엇을 도와드릴까요?", "mail_notice": False},
            department=care,
        ),
        by=yuna,
    )
    Account.objects.filter(pk=form.pk).update(door="hanbit")
    for resting in (mail, blog):
        channels.pause_account(resting, by=yuna)
    return {"mail": mail, "blog": blog, "form": form}
