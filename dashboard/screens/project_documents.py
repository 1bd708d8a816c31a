"""Documents and photographs of a project: links where the address lies in the city's own network."""

from dataclasses import dataclass
from datetime import date

from dashboard.domain.documents import SafeHref, safe_href
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.records import Document
from dashboard.domain.words import date_text
from dashboard.screens.apart import apart
from dashboard.screens.texts import View, unread_texts


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document; `href` is None when its address is not one to follow: then `address_text` shows it."""

    title: str
    kind: str | None
    date_text: str
    href: SafeHref | None
    address_text: str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Documents:
    """All documents of a project, the newest first, undated ones last."""

    title: str
    note: str | None
    lines: tuple[DocumentLine, ...]
    empty_text: str | None


@apart
def documents(view: View, measure: ProjectMeasure) -> Documents:
    """What the project's file holds by the status date."""
    words = view.words
    known = [each for each in measure.file.documents if each.dated is None or each.dated <= view.on]
    known.sort(key=lambda each: each.dated or date.min, reverse=True)
    lines = tuple(_line(view, each) for each in known)
    return Documents(
        title=words.documents_title,
        note=words.documents_note if any(line.href for line in lines) else None,
        lines=lines,
        empty_text=None if lines else words.documents_empty,
    )


def _line(view: View, each: Document) -> DocumentLine:
    words, hosts = view.words, view.portfolio.facts.profile.document_hosts
    href = safe_href(each.url, hosts)
    address = None
    if href is None:
        address = words.documents_not_link.format(url=each.url) if each.url else words.documents_no_url
    return DocumentLine(
        title=each.title,
        kind=each.kind,
        date_text=date_text(words, each.dated) if each.dated else words.documents_undated,
        href=href,
        address_text=address,
        notes=tuple(unread_texts(each.unread, words)),
    )
