"""Who may do what, and what is left out of the data for whom."""

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.domain.access import (
    ACTIONS,
    EVERYTHING,
    LOCAL_VISITOR,
    NOTHING_INTERNAL,
    Action,
    Actor,
    Clearance,
    Grade,
    Grades,
    Role,
    clearance,
    cleared_changes,
    cleared_records,
    cleared_unapproved,
    may,
)
from dashboard.domain.history import Change, ChangeKind, UnapprovedChange
from dashboard.domain.records import Assignment, Document
from dashboard.domain.runs import Findings, SetAside, UnmappedWord, UnreadField, cleared_findings
from db.sources.tables import TABLES
from tests.builders import plan_fund, planned_dates, project, report

MONEY = Grades(frozenset({"plan_fund.amount", "status_report.issue"}), frozenset({"status_report.issue"}))


def actor(role: Role, department: str | None = None) -> Actor:
    return Actor("누구", role, department)


def test_every_role_has_its_actions_and_nobody_without_a_name_has_any() -> None:
    assert set(ACTIONS) == set(Role)
    for role in Role:
        allowed = {action for action in Action if may(actor(role), action)}
        assert allowed == ACTIONS[role]
        assert not any(may(Actor("", role), action) for action in Action)


def test_a_wall_only_looks() -> None:
    """But that whoever stands before it may receive guests, and say that a notice was seen."""
    assert ACTIONS[Role.WALL] == {Action.VIEW_WALL, Action.RECEIVE_GUESTS, Action.ACKNOWLEDGE}


def test_nobody_keeps_the_system_and_edits_the_data() -> None:
    """행정안전부 정보보안지침 §52: who administers is not who edits, and neither touches the record."""
    editing = {Action.MARK_MEETING, Action.SAVE_VIEW}
    managing = {Action.MANAGE_ACCOUNTS, Action.MANAGE_WALLS, Action.MANAGE_SOURCES}
    for role, actions in ACTIONS.items():
        assert not (actions & managing and actions & editing), role
        assert not (actions & managing and Action.VIEW_AUDIT in actions), role
        assert not (Action.VIEW_AUDIT in actions and actions & editing), role


@pytest.mark.parametrize(
    ("role", "department", "may_see"),
    [
        (Role.WALL, None, False),
        (Role.MAYOR, None, True),
        (Role.STAFF, None, True),
        (Role.EDITOR, "d1", True),
        (Role.EDITOR, "d2", False),
        (Role.EDITOR, None, False),
        (Role.AUDITOR, None, True),
        (Role.ADMIN, None, False),
    ],
)
def test_internal_data_are_seen_by_those_who_work_with_them(
    role: Role, department: str | None, may_see: bool
) -> None:
    action = Action.VIEW_WALL

    assert may(actor(role, department), action, Grade.INTERNAL, ("d1",)) is may_see
    assert may(actor(role, department), action, Grade.PUBLIC, ("d1",))


def test_a_clearance_hides_internal_fields_but_those_marked_for_the_wall() -> None:
    assert clearance(actor(Role.STAFF), MONEY) == EVERYTHING
    assert clearance(actor(Role.WALL), MONEY) == Clearance(frozenset({"plan_fund.amount"}))
    assert clearance(actor(Role.ADMIN), MONEY) == Clearance(MONEY.internal)
    assert clearance(actor(Role.EDITOR, "d1"), MONEY) == Clearance(MONEY.internal, "d1")
    assert clearance(actor(Role.WALL), NOTHING_INTERNAL) == EVERYTHING
    assert clearance(LOCAL_VISITOR, MONEY) == EVERYTHING


def test_grades_of_two_sources_hide_what_either_hides() -> None:
    other = Grades(frozenset({"status_report.issue", "project.purpose"}))

    both = MONEY.together(other)

    assert both.internal == {"plan_fund.amount", "status_report.issue", "project.purpose"}
    assert both.on_wall == frozenset()
    assert MONEY.together(MONEY) == MONEY


def test_an_editor_sees_the_internal_fields_of_the_projects_of_the_own_department() -> None:
    tables = {
        "project": (project("p1", purpose="하나"), project("p2", purpose="둘")),
        "assignment": (Assignment("p1", "d1"), Assignment("p2", "d2")),
        "plan_fund": (plan_fund(5), plan_fund(7, project_id="p2")),
    }
    seen = Clearance(frozenset({"project.purpose", "plan_fund.amount"}), "d1")

    cleared = cleared_records(tables, seen)

    assert [each.purpose for each in cleared["project"]] == ["하나", None]
    assert [each.amount for each in cleared["plan_fund"]] == [5, None]
    assert cleared["assignment"] == tables["assignment"]


def test_the_raw_text_of_a_hidden_field_is_hidden_with_it() -> None:
    unread = (("issue", "못 읽은 문제점"), ("progress", "8O%"))
    tables = {"status_report": (replace(report("p1"), unread=unread),)}

    [cleared] = cleared_records(tables, Clearance(frozenset({"status_report.issue"})))["status_report"]

    assert cleared.unread == (("progress", "8O%"),)


HIDEABLE = sorted(
    f"{name}.{part.name}"
    for name, table in TABLES.items()
    for part in fields(table.record)
    if part.name in table.columns and part.default is None
)


@given(hidden=st.sets(st.sampled_from(HIDEABLE)))
def test_what_is_hidden_is_missing_and_nothing_else_changes(hidden: set[str]) -> None:
    tables = {name: (_filled(table.record),) for name, table in TABLES.items()}

    cleared = cleared_records(tables, Clearance(frozenset(hidden)))

    for name, (record,) in tables.items():
        [seen] = cleared[name]
        for part in fields(record):
            expected = None if f"{name}.{part.name}" in hidden else getattr(record, part.name)
            assert getattr(seen, part.name) == expected, (name, part.name)


def _filled(record: type[Any]) -> Any:
    """A record with a text in every field; the types of the fields do not matter to who may see them."""
    return record(**{part.name: () if part.name == "unread" else "값" for part in fields(record)})


def test_a_change_of_a_hidden_field_is_no_change_and_a_new_row_hides_its_amount() -> None:
    changes = (
        Change("plan_fund", "p1", "p1", ChangeKind.CHANGED, "amount", 1, 2),
        Change("plan_fund", "p1", "p1", ChangeKind.ADDED, after=2),
        Change("plan_fund", "p2", "p2", ChangeKind.CHANGED, "amount", 1, 2),
        Change("status_report", "p1", "p1", ChangeKind.CHANGED, "progress", 0.1, 0.2),
    )
    own = [Assignment("p2", "d1")]

    shown = cleared_changes(changes, Clearance(frozenset({"plan_fund.amount"}), "d1"), own)

    assert shown == (replace(changes[1], after=None), changes[2], changes[3])
    assert cleared_changes(changes, EVERYTHING, own) == changes


def test_an_unapproved_change_of_a_hidden_date_is_not_told() -> None:
    day = date(2025, 1, 1)
    changes = (
        UnapprovedChange("p1", "k", "s", "end", day, day, day),
        UnapprovedChange("p1", "k", "s", "start", day, day, day),
        UnapprovedChange("p2", "k", "s", "end", day, day, day),
    )

    shown = cleared_unapproved(
        changes, Clearance(frozenset({"stage_plan.end"}), "d1"), [Assignment("p2", "d1")]
    )

    assert shown == changes[1:]


def test_what_is_not_read_of_a_period_is_hidden_with_either_end() -> None:
    unread = (("start", "2024. 7 ~ 2025. 6x"), ("end", "2024. 7 ~ 2025. 6x"))
    tables = {"stage_plan": (replace(planned_dates(), unread=unread),)}

    [cleared] = cleared_records(tables, Clearance(frozenset({"stage_plan.end"})))["stage_plan"]

    assert cleared.unread == ()


def test_a_document_that_is_called_by_its_hidden_address_is_called_by_its_key() -> None:
    named, unnamed = (
        Document("p1", key, title, "https://docs.example.test/x")
        for key, title in (("k1", "계획서"), ("k2", "https://docs.example.test/x"))
    )
    seen = Clearance(frozenset({"document.url"}))
    renamed = Change("document", "p1 · k2", "p1", ChangeKind.CHANGED, "title", named.url, "https://y.test/")

    cleared = cleared_records({"document": (named, unnamed)}, seen)["document"]

    assert [(each.title, each.url) for each in cleared] == [("계획서", None), ("k2", None)]
    assert cleared_changes([renamed], seen, ()) == ()
    assert cleared_changes([renamed], EVERYTHING, ()) == (renamed,)


def test_words_of_a_hidden_field_are_not_told_among_the_findings() -> None:
    words = UnmappedWord("status", "비공개 상태", 1), UnmappedWord("fund_source", "어떤 돈", 1)

    shown = cleared_findings(Findings(unmapped=words), {"status_report.status"})

    assert shown.unmapped == words[1:]


def test_findings_of_a_table_with_a_hidden_field_are_not_told() -> None:
    findings = Findings(
        (SetAside("plan_fund", "p1", "금액 999"), SetAside("stage", "s1", "이름 없음")),
        (UnreadField("plan_fund", "p1", "amount", "999원쯤", "숫자 아님"),),
        (UnmappedWord("status", "어떤 말", 1),),
    )

    shown = cleared_findings(findings, {"plan_fund.amount"})

    assert shown == Findings(findings.set_aside[1:], (), findings.unmapped)
    assert cleared_findings(findings, ()) == findings
