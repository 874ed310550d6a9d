"""The doors of the company's rules: prepared texts, labels, response targets, approval rules."""

import pytest
from django.test import Client

from hanjari.conversations.actions import approvals, labels, macros, targets
from hanjari.conversations.models import ApprovalRule, Label, Macro, Target

LISTS = ["macros", "targets", "rules", "labels", "routing", "judgements"]
GOOD: dict[str, dict[str, object]] = {
    "macros": {"name": "인사", "text": "{{person}}님, {{member}}입니다."},
    "targets": {"kind": "mail", "first_human": 60},
    "rules": {"name": "약속", "with_promise_only": "on", "words": "환불, 보상", "is_active": "on"},
}
BAD: dict[str, dict[str, object]] = {
    "macros": {"name": "인사", "text": "{{order}}번 주문"},
    "targets": {"kind": "pigeon", "first_human": -1},
    "rules": {"name": ""},
}


@pytest.fixture
def lead(client: Client, jiho) -> Client:
    jiho.language = "en"
    jiho.save()
    client.force_login(jiho)
    return client


@pytest.mark.parametrize("page", LISTS)
def test_a_page_opens_for_who_makes_rules_and_for_nobody_else(lead, doyun, minseo, page):
    assert lead.get(f"/settings/{page}/").status_code == 200
    for member in (doyun, minseo):
        lead.force_login(member)
        assert lead.get(f"/settings/{page}/").status_code == 403


@pytest.mark.parametrize("page", GOOD)
def test_a_good_form_is_kept_and_shown(lead, page):
    assert lead.post(f"/settings/{page}/", GOOD[page]).status_code == 302
    kept = {"macros": Macro, "targets": Target, "rules": ApprovalRule}[page].objects.get()
    assert f"/settings/{page}/{kept.pk}/" in lead.get(f"/settings/{page}/").content.decode()


@pytest.mark.parametrize("page", BAD)
def test_a_bad_form_comes_back_with_what_is_wrong(lead, page):
    response = lead.post(f"/settings/{page}/", BAD[page])
    assert response.status_code == 422
    assert 'class="field__error"' in response.content.decode()


def test_a_name_is_used_once(lead):
    lead.post("/settings/macros/", GOOD["macros"])
    assert lead.post("/settings/macros/", GOOD["macros"]).status_code == 422
    kept = Macro.objects.get()
    changed = {**GOOD["macros"], "text": "{{person}}님"}
    assert lead.post(f"/settings/macros/{kept.pk}/", changed).status_code == 302
    assert Macro.objects.get().text == "{{person}}님"


def test_words_of_a_rule_are_a_list(lead):
    lead.post("/settings/rules/", GOOD["rules"])
    assert ApprovalRule.objects.get().words == ["환불", "보상"]


def test_a_target_that_is_for_somebody_else_now_leaves_its_place(lead):
    lead.post("/settings/targets/", GOOD["targets"])
    old = Target.objects.get()
    lead.post(f"/settings/targets/{old.pk}/", {"kind": "feed", "first_human": 30})
    assert [(one.kind, one.first_human) for one in Target.objects.all()] == [("feed", 30)]


@pytest.fixture
def rows(jiho, say) -> dict[str, int]:
    found = {
        "macros": macros.save_macro(by=jiho, name="인사", text="안녕하세요"),
        "targets": targets.set_target(
            jiho.organisation, by=jiho, kind="mail", intent="", urgency=0
        ),
        "rules": approvals.save_rule(jiho.organisation, by=jiho, name="모두"),
        "labels": labels.label(say("1"), "환불", by=jiho),
    }
    return {page: row.pk for page, row in found.items()}


def test_each_can_be_removed(lead, rows):
    for page, pk in rows.items():
        assert lead.get(f"/settings/{page}/{pk}/").status_code == 200, page
        assert lead.get(f"/settings/{page}/{pk}/remove/").status_code == 405, page
        assert lead.post(f"/settings/{page}/{pk}/remove/").status_code == 302, page
    assert not any(model.objects.exists() for model in (Macro, Target, ApprovalRule, Label))


def test_a_stranger_finds_none_of_them(client: Client, taeyang, rows):
    client.force_login(taeyang)
    for page, pk in rows.items():
        assert client.get(f"/settings/{page}/{pk}/").status_code == 404, page
        assert client.post(f"/settings/{page}/{pk}/remove/").status_code == 404, page


def test_a_label_is_renamed_on_every_conversation(lead, rows):
    lead.post(f"/settings/labels/{rows['labels']}/", {"name": "반품"})
    assert Label.objects.get().conversations.get().label_words == ["반품"]
