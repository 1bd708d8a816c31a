/* The screen of a wall: its geometry, and what spares it for years: the picture moves, nights and evenings are dark. */
(function () {
  "use strict";
  const ARC_MINUTE = Math.tan(Math.PI / 180 / 60) / 0.85; // the type size whose Hangul ink fills one, at distance 1
  // In units: a stroke of large type is left behind, and nothing comes nearer to the edge than a screen may cut off.
  const ORBIT = [[0, 0], [4, 0], [4, 4], [0, 4], [-4, 4], [-4, 0], [-4, -4], [0, -4], [4, -4]];
  const ORBIT_SECONDS = 180;
  const NIGHT_STEP = [6, 24]; // what the orbit moves by a few units, the time moves by many: it never stays long
  const KOREAN_HOURS = 9;
  const KEPT = "geometry";
  const LIGHT_HOURS = [7, 18]; // a light wall is dark outside them: no pixel may be bright for half of a day

  function place(element, transform) {
    if (element.style.transform !== transform) element.style.transform = transform;
  }

  /* `seconds` is the browser's monotonic clock. */
  window.wallScreen = function (frame, given, seconds) {
    const root = document.documentElement;
    const asleep = frame.querySelector("[data-asleep]");
    let pixels = 1; // of one unit

    /* One unit from the screen, its diagonal and the distance. What a wall is like is kept for the time when it may
       not ask any more: then it shows a code, which no seam may cross either. */
    function measure(geometry) {
      const { diagonal_in: diagonal, distance_m: distance, panels, theme } = geometry;
      localStorage.setItem(KEPT, JSON.stringify(geometry));
      const { innerWidth: width, innerHeight: height } = window;
      const [across, down] = given.canvas;
      pixels = Math.min(width / across, height / down);
      const millimetres = (diagonal * 25.4) / Math.hypot(width, height);
      root.style.setProperty("--u", `${pixels}px`);
      root.style.setProperty("--wide", String(width / pixels));
      root.dataset.minutes = ((pixels * millimetres) / (distance * 1000 * ARC_MINUTE)).toFixed(3);
      root.dataset.panels = panels;
      root.dataset.theme = theme;
      root.dataset.wide = String(width / height > 1.9);
    }

    /* What this screen was last told to be like, or what walls are usually like. */
    function kept() {
      let known = {};
      try {
        known = { ...JSON.parse(localStorage.getItem(KEPT)) };
      } catch (error) {
        localStorage.removeItem(KEPT); // nobody can read it, now or later
      }
      return Object.keys(given.geometry).every((name) => name in known) ? known : given.geometry;
    }

    const isInPanels = () => root.dataset.panels === "3x2";

    /* The middle of one panel after another: no figure lies on a seam. */
    const inPanel = (x, y) => `translate(calc(${Math.sign(x)} * 100% / 3), ${y > 0 ? 25 : -25}%)`;

    function sleep(isAsleep, now, [x, y]) {
      if (root.classList.contains("night") !== isAsleep) root.classList.toggle("night", isAsleep);
      if (asleep.hidden === isAsleep) asleep.hidden = !isAsleep;
      if (!isAsleep) return;
      const said = given.words;
      const clock = now.toISOString().slice(11, 16);
      const date = said.date.replace("{month}", now.getUTCMonth() + 1).replace("{day}", now.getUTCDate())
        .replace("{weekday}", said.weekday.replace("{day}", said.weekdays[now.getUTCDay()]));
      [["clock", clock], ["date", date]].forEach(([name, text]) => {
        const part = asleep.querySelector(`[data-${name}]`);
        if (part.textContent !== text) part.textContent = text;
      });
      place(asleep, isInPanels() ? inPanel(x, y)
        : `translate(calc(${x * NIGHT_STEP[1]} * var(--u)), calc(${y * NIGHT_STEP[0]} * var(--u)))`);
    }

    /* After hours a light wall is a dark one: its ground would burn in, and nobody needs its light. */
    function wear(now) {
      const hour = now.getUTCHours();
      const theme = hour >= LIGHT_HOURS[0] && hour < LIGHT_HOURS[1] ? "light" : "dark";
      if (root.dataset.theme !== theme) root.dataset.theme = theme;
    }

    /* Seoul's time as the browser's UTC, of the server's milliseconds when it told them; null while it has told none. */
    const inKorea = (told, toldAt) => (told === 0 ? null : new Date(told + (seconds() - toldAt) * 1000 + KOREAN_HOURS * 3600000));

    /* `now` is what `inKorea` tells. */
    function keep(isAsleep, now, theme) {
      const at = ORBIT[Math.floor(seconds() / ORBIT_SECONDS) % ORBIT.length];
      const [x, y] = at.map((units) => Math.round(units * pixels)); // whole pixels: letters stay sharp
      place(frame, `translate(${x}px, ${y}px)`);
      if (now === null) return;
      if (asleep !== null) sleep(isAsleep, now, at);
      if (theme === "light") wear(now);
    }

    return { asleep, measure, kept, inKorea, keep };
  };
})();
