"""What WCAG 2.2 asks of the size of targets (2.5.8), as a script that a page runs on itself."""

TOO_SMALL = """() => {
  const LEAST = 24, NEXT_TO_NOTHING = 0.01;
  const TARGETS = `a[href], button, summary, select, textarea, input:not([type=hidden]), .ag-header-cell-label,
    [role=button], [role=link], [role=tab], [role=option], [role=switch], [role=checkbox], [role=menuitem]`;

  // A label presses the field within it: the two are one target.
  const pressed = (target) => (target.matches('input') && target.closest('label')) || target;
  const areHidden = (style) => style.overflowX !== 'visible' || style.overflowY !== 'visible';
  const isInSight = ({ target, box }) => {
    if (!box.width || !box.height || !target.checkVisibility({ visibilityProperty: true })) return false;
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (target.disabled || x + scrollX < 0 || y + scrollY < 0) return false;
    for (let at = target.parentElement; at && at !== document.body; at = at.parentElement) {
      const edge = at.getBoundingClientRect();
      const isOut = x < edge.left || x > edge.right || y < edge.top || y > edge.bottom;
      if (isOut && areHidden(getComputedStyle(at))) return false;
    }
    return true;
  };
  const all = [...document.querySelectorAll(TARGETS)]
    .map((target) => ({ target, box: pressed(target).getBoundingClientRect() })).filter(isInSight);

  const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const areOne = (one, other) => one.target.contains(other.target) || other.target.contains(one.target);
  const overlap = ({ box: one }, { box: other }) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0.5
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0.5;
  const isLess = ({ box }) => Math.min(box.width, box.height) < LEAST - NEXT_TO_NOTHING;
  const small = all.filter((one) => isLess(one) || all.some((other) => !areOne(one, other) && overlap(one, other)));

  // Spacing: a circle of 24 px around the middle reaches no other target, and no circle of another small one.
  const reaches = (one, other) => {
    if (areOne(one, other)) return false;
    const [x, y] = middle(one), [otherX, otherY] = middle(other);
    if (small.includes(other)) return Math.hypot(x - otherX, y - otherY) < LEAST - NEXT_TO_NOTHING;
    const { left, right, top, bottom } = other.box;
    const [nearX, nearY] = [Math.max(left, Math.min(x, right)), Math.max(top, Math.min(y, bottom))];
    return Math.hypot(x - nearX, y - nearY) < LEAST / 2 - NEXT_TO_NOTHING;
  };
  // Inline: text of the same line that is no target sets the height.
  const isInText = ({ target }) => {
    const isInline = (element) => getComputedStyle(element).display === 'inline';
    let line = target;
    while (isInline(line)) line = line.parentElement;
    const rest = line.cloneNode(true);
    rest.querySelectorAll(TARGETS).forEach((other) => other.remove());
    return line !== target && /[\\p{L}\\p{N}]/u.test(rest.textContent);
  };
  const brief = ({ target, box }) =>
    `${target.outerHTML.slice(0, 140)} ${box.width.toFixed(1)} x ${box.height.toFixed(1)}`;
  const beside = (one) => all.find((other) => reaches(one, other));
  const found = small.filter((one) => !isInText(one) && beside(one));
  return { count: all.length, found: found.map((one) => `${brief(one)} beside ${brief(beside(one))}`) };
}"""
"""How many targets are in sight, and those that are smaller than 24 by 24 px and meet neither exception."""
