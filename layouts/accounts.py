"""The list of accounts for an administrator, with everything that can be done with one."""

from collections.abc import Mapping, Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.access import Role
from dashboard.domain.accounts import AccountAct, AccountLine
from dashboard.domain.words import Words, time_text
from layouts.forms import choice, field, form, hidden, listing, note, page, said, told
from layouts.parts import Children, heading

OPTIONAL: Mapping[str, Any] = {"required": False}


def accounts(known: Sequence[AccountLine], news: str | None, problem: str | None, words: Words) -> Component:
    """Every account, and the form that makes another; `news` is what was done, `problem` why something was not."""
    ways = html.P(
        [
            html.A(words.to_admin, href=urls.PATHS[urls.Page.ADMIN]),
            html.A(words.walls_title, href=urls.WALLS_PATH),
        ],
        className="ways-out",
    )
    rows = [_account(each, words) for each in known]
    parts = [
        ways,
        html.P(words.accounts_lead),
        *told(news),
        *said(problem),
        listing(words.accounts_heads, rows, words.accounts_title),
        *_add(words),
    ]
    return page(words.accounts_title, parts, "door wide")


def _add(words: Words) -> list[Component]:
    fields = [
        hidden("act", AccountAct.ADD),
        field("name", words.accounts_name, "text", "off"),
        field("label", words.accounts_label, "text", "off", **OPTIONAL),
        _role(words, Role.STAFF),
        field("department", words.accounts_department, "text", "off", **OPTIONAL),
        field("password", words.accounts_password, "password", "new-password", **OPTIONAL),
        field("subject", words.accounts_subject, "text", "off", **OPTIONAL),
    ]
    return [
        heading(words.accounts_add),
        form(urls.ACCOUNTS_PATH, fields, words.accounts_button, "in-a-row"),
        note(words.password_rule),
    ]


def _account(account: AccountLine, words: Words) -> Component:
    by_password = words.accounts_by_first_password if account.must_change else words.accounts_by_password
    ways = [
        *([by_password] if account.has_password else []),
        *([words.accounts_by_subject] if account.subject else []),
    ]
    locked = (
        words.accounts_locked.format(at=time_text(words, account.locked_at)) if account.locked_at else None
    )
    role = words.roles[account.role]
    cells: tuple[Children, ...] = (
        account.label,
        f"{role} · {account.department}" if account.department else role,
        " · ".join(ways),
        html.Span(locked or words.accounts_open, className="wall-revoked" if locked else "wall-paired"),
        _acts(account, words),
    )
    return html.Tr([html.Th(account.name, scope="row"), *map(html.Td, cells)])


def _acts(account: AccountLine, words: Words) -> Component:
    """Folded: most people only look."""
    turn = AccountAct.UNLOCK if account.locked_at else AccountAct.LOCK
    turn_text = words.accounts_unlock if account.locked_at else words.accounts_lock
    content = [
        _form(
            account,
            AccountAct.ROLE,
            words.accounts_set_role,
            _role(words, account.role),
            field("department", words.accounts_department, "text", "off", **OPTIONAL),
        ),
        _form(
            account,
            AccountAct.PASSWORD,
            words.password_title,
            field("password", words.accounts_set_password, "password", "new-password"),
        ),
        _form(account, turn, turn_text),
        _form(account, AccountAct.REMOVE, words.accounts_remove),
    ]
    return html.Details([html.Summary(words.accounts_change), html.Div(content, className="acts")])


def _form(account: AccountLine, act: AccountAct, text: str, *fields: Component) -> Component:
    return form(
        urls.ACCOUNTS_PATH, [hidden("act", act), hidden("name", account.name), *fields], text, "in-a-row"
    )


def _role(words: Words, chosen: Role) -> Component:
    options = {role.value: words.roles[role] for role in Role if role is not Role.WALL}
    return choice("role", words.accounts_role, options, chosen)
