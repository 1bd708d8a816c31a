"""Pages without scripts: to sign in, what an account may do with itself, and why nothing can be shown."""

from collections.abc import Sequence
from html import escape

from dash import html
from dash.development.base_component import Component

from dashboard import urls
from dashboard.domain.words import Words
from layouts.forms import field, form, hidden, note, page, said, told
from layouts.html import to_html
from layouts.parts import heading


def document(
    title: str, content: Component, theme: str, sheets: Sequence[str], icon: str, scripts: Sequence[str] = ()
) -> str:
    """A whole document around `content`; `sheets` and `scripts` are the addresses of files of ours."""
    attributes = f'data-surface="desk" data-theme="{theme}" data-bs-theme="{theme}"'
    return plain_document(attributes, title, content, (sheets, scripts, icon))


def plain_document(
    attributes: str, title: str, content: Component, files: tuple[Sequence[str], Sequence[str], str]
) -> str:
    """A document without Dash; `attributes` are those of its root, `files` its sheets, scripts and icon."""
    sheets, scripts, icon = files
    links = "\n".join(
        [
            *(f'<link rel="stylesheet" href="{escape(sheet)}">' for sheet in sheets),
            *(f'<script src="{escape(script)}" defer></script>' for script in scripts),
        ]
    )
    return f"""<!DOCTYPE html>
<html lang="ko" {attributes}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" type="image/svg+xml" href="{escape(icon)}">
{links}
</head>
<body>
{to_html(content)}
</body>
</html>"""


def sign_in(wanted: str, name: str, problem: str | None, words: Words, *, central: bool = False) -> Component:
    """The form; `wanted` is where it leads, `name` what was given before, `problem` why nobody is signed in.

    `central` offers the city's own provider first.
    """
    elsewhere = [html.A(words.central_button, href=urls.central(wanted), className="way")] if central else []
    fields = [
        field("name", words.sign_in_name, "text", "username", value=name, autoFocus=not name),
        field("password", words.sign_in_password, "password", "current-password", autoFocus=bool(name)),
    ]
    parts = [
        heading(words.sign_in_title),
        *said(problem),
        *elsewhere,
        form(urls.SIGN_IN_PATH, [*fields, hidden("next", wanted)], words.sign_in_button),
        note(words.sign_in_note),
        html.A(words.pair_link, href=urls.pair(wanted), className="out"),
    ]
    return page(words.brand, parts)


def away(problem: str, again: str, words: Words) -> Component:
    """What happened and what to do, while the store is away; `again` is the address that was asked for."""
    parts = [
        *said(problem),
        note(words.away_note),
        html.A(words.away_again, href=urls.place(again), className="way"),
    ]
    return page(words.away_title, parts)


def account(
    facts: Sequence[tuple[str, str]],
    problem: str | None,
    words: Words,
    *,
    has_password: bool,
    must_change: bool,
) -> Component:
    """What is known of an account, another password, and the way out of every browser.

    Where the password must be changed first, nothing leads elsewhere.
    """
    known = html.Dl([part for label, text in facts for part in (html.Dt(label), html.Dd(text))])
    password = [
        heading(words.password_title),
        form(
            urls.ACCOUNT_PATH,
            [
                field("now", words.password_now, "password", "current-password"),
                field("new", words.password_new, "password", "new-password"),
                field("again", words.password_again, "password", "new-password"),
            ],
            words.password_button,
        ),
        note(words.password_rule),
    ]
    everywhere = [
        heading(words.everywhere_title),
        note(words.everywhere_text),
        form(urls.SIGN_OUT_PATH, [hidden("everywhere", "1")], words.everywhere_button),
    ]
    if must_change:
        leave = form(urls.SIGN_OUT_PATH, [], words.sign_out)
        return page(
            words.account_title, [*told(words.password_first), *said(problem), known, *password, leave]
        )
    back = html.A(words.to_room, href=urls.room(), className="out")
    parts = [known, *said(problem), *(password if has_password else []), *everywhere, back]
    return page(words.account_title, parts)
