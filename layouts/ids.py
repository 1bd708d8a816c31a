"""Every id of a component, spelled once, and the names of the client-side functions."""

ADDRESS_BAR = "address-bar"
ADDRESS = "address"
"""Store {"href": path and query, "scale": root font size / 16}: what the browser shows or wants to show."""
VIEWPORT = "viewport"
"""Store of the scale, set by the browser when the size of its window changes it."""
DATA_VERSION = "data-version"
"""Store of the token of the newest data, set by the poll of the version address."""
SHOWN = "shown"
"""Store {"screen", "token", "title"}: the page that is on screen."""
PRESSED = "pressed"
"""Store {"id": id of the button that was pressed, "given": its form, "here": the address, "count": which press}."""
NAME = "name"
"""Name of the field of a form in which someone writes a name."""

MAIN = "main"
PAGE = "page"
NOTICE = "notice"
WARM_UP = "warm-up"
SHORTCUTS = "shortcuts"
REASON = "reason"
WARM_UP_GRAPH = "warm-up-graph"
FIRST_PAINT = "first-paint"
SCRIPTS = "scripts"

HEADER = "header"
TABLE = "table"

PART_NAME = "[a-z0-9_-]+"
"""How the name of a pane or a figure is spelled, as a regular expression."""
PANE_TYPE = "pane"
FIGURE_TYPE = "figure"
ACT_TYPE = "act"

CLIENT = "room"
"""Namespace of our client-side functions: `window.dash_clientside.room`."""
CLIENT_ADDRESS = "address"
CLIENT_ARRIVED = "arrived"
CLIENT_WARM_UP = "warmUp"
CLIENT_FOLLOW = "follow"


REFRESH = "refresh"
CONFIRM_SHRINK = "confirm_shrink"
SAVE_VIEW = "save_view"
FORGET_VIEW = "forget_view"
MARK_MEETING = "mark_meeting"
TEST_ALARM = "test_alarm"
ACTIONS = (REFRESH, CONFIRM_SHRINK, SAVE_VIEW, FORGET_VIEW, MARK_MEETING, TEST_ALARM)
"""What a button asks of the room."""


def help_part(anchor: str) -> str:
    """Id of a section of the help, at the end of its address."""
    return anchor


def pane(name: str) -> dict[str, str]:
    """Id of a region of a page; every number in it comes from one snapshot."""
    return {"type": PANE_TYPE, "name": name}


def figure(name: str) -> dict[str, str]:
    return {"type": FIGURE_TYPE, "name": name}


def act(action: str, source: str, table: str = "") -> dict[str, str]:
    """Id of a button: what it does, to which source and table."""
    return {"type": ACT_TYPE, "action": action, "source": source, "table": table}


def sentence(name: str) -> str:
    """Id of the sentence that is read in place of a figure."""
    return f"said-{name}"


def values(name: str) -> str:
    """Id of the table with the values of a figure."""
    return f"values-{name}"
