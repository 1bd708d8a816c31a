"""Looks at a mapping's SQL without running it: is it one reading statement, does it use :as_of."""

import re

_TOKEN = re.compile(
    r"(?P<text>'(?:[^']|'')*')|(?P<quoted>\"(?:[^\"]|\"\")*\")|(?P<name>`[^`]*`|\[[^\]]*\])"
    r"|(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<code>[^'\"`\[/-]+|.)",
    re.DOTALL,
)
_WRITING = re.compile(
    r"\b(insert|update|delete|merge|drop|alter|create|truncate|grant|revoke|attach|detach|pragma|vacuum|"
    r"into|copy|call|exec|execute|lock|reindex|analyze)\b",
    re.IGNORECASE,
)
_READING = re.compile(r"\s*\(*\s*(select|with)\b", re.IGNORECASE)
_AS_OF = re.compile(r"(?<!:):as_of\b")
_ANY_COLON = re.compile(":")
_COLON = re.compile(r":(?!as_of\b)")


def is_reading(sql: str) -> bool:
    """Whether `sql` is one SELECT (or WITH … SELECT) and names no statement that writes."""
    code = _code(sql).strip().removesuffix(";")
    return bool(_READING.match(code)) and ";" not in code and not _WRITING.search(code)


def looks_like_sql(text: str) -> bool:
    """Whether a setting is SQL rather than a literal."""
    return bool(_READING.match(_code(text)))


def uses_as_of(sql: str) -> bool:
    return bool(_AS_OF.search(_code(sql)))


def bindable(sql: str) -> str:
    """The statement for SQLAlchemy's `text`: only `:as_of` outside quotes is a parameter."""
    return "".join(
        (_COLON if token.lastgroup == "code" else _ANY_COLON).sub(r"\\:", token[0])
        for token in _TOKEN.finditer(sql.strip().removesuffix(";"))
    )


def strict_names(sql: str) -> str:
    """For SQLite: "name" becomes `name`, because SQLite takes a "name" it does not know for a text."""
    return "".join(
        "`" + token[0][1:-1].replace('""', '"').replace("`", "``") + "`"
        if token.lastgroup == "quoted"
        else token[0]
        for token in _TOKEN.finditer(sql)
    )


def _code(sql: str) -> str:
    """The statement with every text, quoted name and comment blanked out."""
    return "".join(token[0] if token.lastgroup == "code" else " " for token in _TOKEN.finditer(sql))
