"""On the map of a wall no line of a district's label touches a border, whatever the grade of the air is."""

import pytest

from tests.support.browser import until_true
from tests.support.city_history import rich_picture
from tests.wall.conftest import HeldWall
from tests.wall.looking import FULL_HD, UHD, Visits, open_wall

DISTRICTS = 5
LEAST_UNITS = 1.8
"""Between a label and the middle of a border: the border's own width."""
CLEARANCE = """() => {
  const svg = document.querySelector('.slot.on .box svg'), to = svg.getScreenCTM();
  const unit = parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--u'));
  const at = (point) => { const { x, y } = point.matrixTransform(to); return [x, y]; };
  const spots = [...svg.querySelectorAll('polygon')].flatMap((each) => {
    const whole = each.getTotalLength(), count = 2000;
    return [...Array(count).keys()].map((step) => at(each.getPointAtLength(whole * step / count)));
  });
  return [...document.querySelectorAll('.slot.on .d')].map((label) => Math.min(
    ...[...label.children].flatMap((line) => {
      const box = line.getBoundingClientRect(), size = parseFloat(getComputedStyle(line).fontSize);
      // Ink is no higher than the type: what a line has above and below it is empty.
      const empty = Math.max(0, (box.height - size) / 2);
      const [left, top, right, bottom] = [box.left, box.top + empty, box.right, box.bottom - empty];
      return spots.map(([x, y]) => Math.hypot(Math.max(left - x, 0, x - right), Math.max(top - y, 0, y - bottom)));
    })) / unit);
}"""


@pytest.mark.parametrize("size", [FULL_HD, UHD, (3840, 1770)], ids=str)
def test_no_line_of_a_label_touches_a_border(held: HeldWall, visit: Visits, size: tuple[int, int]) -> None:
    held.room.city_now = rich_picture()
    page = open_wall(visit, held.url, "city", size=size).page
    until_true(page, "document.querySelectorAll('.slot.on .d').length === 5")

    clear = page.evaluate(CLEARANCE)

    assert len(clear) == DISTRICTS
    assert min(clear) >= LEAST_UNITS
