"""분기 보고서 (`/report`): where all projects of a filter stand at the end of a quarter, on sheets of A4."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard import urls
from dashboard.domain.moments import ChangeSet, Moment
from dashboard.domain.portfolio import ProjectMeasure
from dashboard.domain.portfolio_schedule import Window, quarter_of
from dashboard.domain.schedule import quarter_end
from dashboard.domain.vocabulary import Precision
from dashboard.domain.words import Words, date_text
from dashboard.screens.filters import filter_bar
from dashboard.screens.header import MomentLink
from dashboard.screens.paper import (
    Block,
    Paper,
    PaperScreen,
    about_texts,
    detail,
    file_basis,
    file_link,
    head,
    item,
)
from dashboard.screens.report_lists import changes, focus, gap_list, milestone_list, past_list
from dashboard.screens.report_sums import Scope, areas, data_state, money, rates, summary
from dashboard.screens.selection import selection
from dashboard.screens.texts import View, basis_text
from dashboard.urls import Address

MOST_QUARTERS = 16
OPTION = "quarter"


@dataclass(frozen=True, slots=True)
class Findings:
    """What the newest read of the sources lost: rows and fields."""

    rows: int
    fields: int


@dataclass(frozen=True, slots=True)
class Known:
    """What a report needs beside the data of its moment.

    `since` is what changed since the quarter before, None when nothing so old is kept; `findings` are
    None for a report of the past: what was lost then is not what is lost now.
    """

    since: ChangeSet | None
    moments: Sequence[Moment]
    findings: Findings | None


def quarter_text(day: date) -> str:
    """The quarter of `day` as it stands in an address: "2024Q4"."""
    return f"{day.year:04d}Q{(day.month + 2) // 3}"


def asked_moment(address: Address, basis: date | None) -> str | None:
    """The moment that an address asks for by its quarter: its last day, when the newest data are later."""
    end = quarter_end(address.option(OPTION) or "")
    return end.isoformat() if end and basis and end < basis else None


def reported_quarter(address: Address, on: date) -> Window:
    """The quarter of the address where it is one that has ended or runs by `on`, else that of `on`."""
    end = quarter_end(address.option(OPTION) or "")
    return quarter_of(end if end and end >= on else on)


def quarter_before(quarter: Window) -> Window:
    """The quarter whose end a report counts changes from."""
    return quarter.moved(-1)


def report(view: View, known: Known) -> PaperScreen:
    """The report over the projects that the filter of `view` leaves."""
    view, quarter = _understood(view)
    words, here = view.words, view.here
    city = view.portfolio.facts.profile.city
    title = words.report_title_of.format(city=city) if city else words.report_title
    name = _name(quarter.last, words)
    chosen = selection(view.portfolio, view.chosen, view.on)
    about = (*about_texts(view), words.report_scope.format(n=f"{len(chosen):,}"), *_lacking(view, quarter))
    return PaperScreen(
        title=f"{words.nav_report} · {name}",
        back=None,
        choice_label=words.report_quarter,
        choices=_quarters(here, known.moments, quarter, words),
        filters=filter_bar(view),
        paper=Paper(
            title=title,
            subtitle=name,
            about=about,
            blocks=tuple(_blocks(view, chosen, quarter, known)),
            file_name=words.report_file_name.format(
                quarter=quarter_text(quarter.last),
                basis=file_basis(view),
                version=view.portfolio.facts.version,
            ),
        ),
        file=file_link(view),
        file_title=words.paper_file_title,
        print_text=words.paper_print,
    )


def _understood(view: View) -> tuple[View, Window]:
    """The quarter that is reported; one that nobody understands, or that ended before the data, is said."""
    asked = view.here.option(OPTION)
    quarter = reported_quarter(view.here, view.on)
    if asked is None or asked == quarter_text(quarter.last):
        return view, quarter
    here = view.here.with_option(OPTION, None)
    return replace(view, here=replace(here, ignored=(*here.ignored, (OPTION, asked)))), quarter


def _lacking(view: View, quarter: Window) -> tuple[str, ...]:
    """Said when the data are older than the quarter that they are to speak of."""
    if view.on >= quarter.first:
        return ()
    words = view.words
    lacking = words.report_no_data.format(
        quarter=_name(quarter.last, words), basis=basis_text(view.portfolio, words)
    )
    return (lacking,)


def _blocks(view: View, chosen: Sequence[ProjectMeasure], quarter: Window, known: Known) -> Iterator[Block]:
    words = view.words
    if not chosen:
        yield head(words.report_summary)
        yield item(words.report_empty if view.chosen.choices else words.empty_room)
        return
    scope = Scope(view, tuple(chosen), view.portfolio.funding(view.on, chosen))
    following = quarter.moved(1)
    lost = known.findings
    yield head(words.report_summary)
    yield from summary(scope)
    yield from rates(scope)
    yield head(words.report_areas)
    yield areas(scope)
    yield head(words.report_funding)
    yield from money(scope)
    yield head(words.report_past)
    yield from past_list(scope)
    yield head(words.report_done)
    yield from milestone_list(
        scope, quarter, words.report_done_lead, _name(quarter.last, words), is_done=True
    )
    yield head(words.report_next)
    next_name = _name(following.last, words)
    yield from milestone_list(scope, following, words.report_next_lead, next_name, is_done=False)
    yield head(words.report_gaps)
    yield from gap_list(scope)
    yield head(words.report_changes)
    yield from changes(scope, known.since)
    yield head(words.report_focus)
    yield from focus(scope)
    yield head(words.report_data)
    yield from data_state(scope)
    if lost is not None:
        yield item(words.report_set_aside.format(rows=f"{lost.rows:,}", fields=f"{lost.fields:,}"))
    yield head(words.report_definitions)
    yield from (detail(text) for text in (words.past_plan_definition, words.report_milestones_definition))


def _quarters(
    here: Address, moments: Sequence[Moment], quarter: Window, words: Words
) -> tuple[MomentLink, ...]:
    """The quarters of which there are data, newest first."""
    days = {quarter_of(at.basis_date).last for at in moments if at.basis_date}
    there = replace(here, as_of=None, ignored=())
    return tuple(
        MomentLink(
            _name(day, words), urls.href(there.with_option(OPTION, quarter_text(day))), day == quarter.last
        )
        for day in sorted(days, reverse=True)[:MOST_QUARTERS]
    )


def _name(day: date, words: Words) -> str:
    return date_text(words, day, Precision.QUARTER)
