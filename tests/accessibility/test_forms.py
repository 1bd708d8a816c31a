"""What is filled in: passwords may be pasted, nothing is asked for twice, and nobody is thrown out unwarned."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from dashboard.domain.words import KOREAN
from tests.accessibility.pages import open_page
from tests.support.browser import Visit, give_reason
from tests.support.city import City
from tests.support.server import RunningServer

Visits = Callable[..., Visit]
PASTE = "(field) => field.dispatchEvent(new ClipboardEvent('paste', {bubbles: true, cancelable: true}))"


def test_signing_in_is_filled_in_and_the_end_of_a_session_is_announced(
    visit: Visits, start_server: Callable[..., RunningServer], tmp_path: Path
) -> None:
    mapping = City(tmp_path, period=60).mapping_path
    server = start_server(MAPPINGS=str(mapping), SESSION_IDLE_MINUTES="1.05")
    stranger = visit()
    stranger.context.clear_cookies()
    stranger.page.goto(f"{server.url}/sign-in")
    for label, purpose in (
        (KOREAN.sign_in_name, "username"),
        (KOREAN.sign_in_password, "current-password"),
    ):
        field = stranger.page.get_by_label(label)
        expect(field).to_have_attribute("autocomplete", purpose)
        assert field.evaluate(PASTE)  # nobody prevents it

    page = open_page(visit().page, server, "/")
    warning = page.locator("#react-entry-point .session-ends")
    expect(warning).to_contain_text("로그아웃됩니다")
    warning.get_by_role("button", name=KOREAN.session_stay).press("Enter")

    expect(warning).to_be_hidden()


def test_a_reason_that_was_given_once_is_offered_again(visit: Visits, demo_server: RunningServer) -> None:
    page = open_page(visit().page, demo_server, "/projects")
    tool = page.locator("#page button.tool").first
    tool.click()
    with page.expect_download():
        give_reason(page, "meeting", "제12회 정례회")

    tool.click()

    dialog = page.get_by_role("dialog", name=KOREAN.reason_title)
    expect(dialog.get_by_label(KOREAN.reason_kind, exact=True)).to_have_value("meeting")
    expect(dialog.get_by_label(KOREAN.reason_text)).to_have_value("제12회 정례회")
