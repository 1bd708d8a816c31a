"""Where the texts of a wall do not fit: across a seam, over another text, out of what holds them, at the edge."""

from playwright.sync_api import Page

WRONG = """
([root, across, down]) => {
  const wrong = [], boxes = [], slack = 1;
  const shown = (each) => each.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  const seams = (size, count) => [...Array(count - 1).keys()].map((at) => size * (at + 1) / count);
  while (walker.nextNode()) {
    const node = walker.currentNode, holder = node.parentElement, text = node.textContent.trim();
    const size = parseFloat(getComputedStyle(holder).fontSize);
    if (!text || size < 1 || !shown(holder)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const { left, right, top: above, bottom: below } of range.getClientRects()) {
      if (right - left < 1) continue;
      // Ink is no higher than the type: what a line has above and below it is empty.
      const empty = Math.max(0, (below - above - size) / 2), top = above + empty, bottom = below - empty;
      const note = (what) => wrong.push(`${what}: ${text} (${[left, top, right, bottom].map(Math.round)})`);
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) note("edge");
      if (seams(innerWidth, across).some((at) => left < at + slack && right > at - slack)) note("seam");
      if (seams(innerHeight, down).some((at) => top < at + slack && bottom > at - slack)) note("seam");
      for (const each of boxes) {
        if (each.node !== node && Math.min(each.right, right) - Math.max(each.left, left) > 2 * slack
          && Math.min(each.bottom, bottom) - Math.max(each.top, top) > 2 * slack) note(`over ${each.text}`);
      }
      boxes.push({ node, text, left, top, right, bottom });
    }
  }
  return boxes.length ? wrong : ["nothing to read"];
}
"""


def misfits(page: Page, root: str, panels: str) -> list[str]:
    """Every text inside `root` that does not fit on a wall of `panels` ("3x2"), with where it stands in pixels."""
    across, down = map(int, panels.split("x"))
    found: list[str] = page.evaluate(WRONG, [root, across, down])
    return found
