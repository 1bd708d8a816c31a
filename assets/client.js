/* Client-side functions of the room: what the address bar asks for, and what happens when a page has arrived. */
(function () {
  "use strict";
  const root = document.documentElement;
  const page = { token: null };

  /* Charts are drawn in px: they follow the size of the root font, in steps that few caches hold. */
  function scale() {
    return Math.round((parseFloat(getComputedStyle(root).fontSize) / 16) * 20) / 20;
  }

  /* Where the next page is to stand: a new screen at its top, one returned to where one was. Another filter
     of the same screen, and a refresh, replace nothing and so move nothing. */
  const next = { awaited: false, y: 0 };

  function rememberScroll() {
    history.replaceState({ ...history.state, y: window.scrollY }, "");
  }

  function go(href) {
    rememberScroll();
    next.awaited = true;
    next.y = 0;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  /* Before the new page is painted, so that nobody sees it jump. */
  function settle() {
    if (!next.awaited) return;
    next.awaited = false;
    window.scrollTo(0, next.y);
    document.getElementById("main").focus({ preventScroll: true });
  }

  let watched = false;
  function address(_href, _viewport) {
    if (!watched) new MutationObserver(settle).observe(document.getElementById("page"), { childList: true });
    watched = true;
    return { href: location.pathname + location.search, scale: scale() };
  }

  function arrived(shown) {
    if (!shown) return window.dash_clientside.no_update;
    document.title = shown.title;
    root.style.setProperty("--sheet-mark", JSON.stringify(shown.sheet.replace(/\s+/g, " ")));
    if (page.token === null) requestAnimationFrame(toPart);
    page.token = shown.token;
    next.awaited = false;
    return window.dash_clientside.no_update;
  }

  /* The first paint has no ids: an address that ends in a part of its page gets there once that is live. */
  function toPart() {
    const part = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (part) part.scrollIntoView();
  }

  /* A mark of a chart that carries an address leads there. */
  function follow(clicks) {
    const changed = window.dash_clientside.callback_context.triggered[0];
    const point = changed && changed.value && changed.value.points && changed.value.points[0];
    const mark = point && (Array.isArray(point.customdata) ? point.customdata[0] : point.customdata);
    if (typeof mark === "string" && mark.startsWith("/")) go(mark);
    return window.dash_clientside.no_update;
  }

  /* Menus (layouts/filters.py) close when one clicks elsewhere, opens another or presses Escape. */
  function closeMenus(keep) {
    document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
      if (!keep || !menu.contains(keep)) menu.removeAttribute("open");
    });
  }

  document.addEventListener("pointerdown", (event) => closeMenus(event.target));
  document.addEventListener("focusin", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]");
    if (!menu) return;
    const within = menu.contains(document.activeElement);
    closeMenus(null);
    if (within) menu.querySelector("summary").focus();
  });

  /* The sheet of an ⓘ (layouts/parts.explain) stands below it, within the window, above every box that scrolls. */
  function placeExplanation() {
    const open = document.querySelector("details.explain[open]");
    const sheet = open && open.querySelector(".explanation");
    if (!sheet) return;
    sheet.style.setProperty("--sheet-x", "0px");
    sheet.style.setProperty("--sheet-y", "0px");
    const [mark, origin] = [open.getBoundingClientRect(), sheet.getBoundingClientRect()];
    const below = mark.bottom + 4;
    const isLow = below + origin.height > window.innerHeight;
    const x = Math.max(8, Math.min(mark.left, root.clientWidth - origin.width - 8));
    const y = Math.max(8, isLow ? mark.top - origin.height - 4 : below);
    sheet.style.setProperty("--sheet-x", `${x - origin.left}px`);
    sheet.style.setProperty("--sheet-y", `${y - origin.top}px`);
  }

  document.addEventListener("toggle", placeExplanation, true);
  document.addEventListener("scroll", placeExplanation, { capture: true, passive: true });
  window.addEventListener("resize", placeExplanation);

  /* Plotly is 4.8 MB: it is loaded and started once the first page stands and nobody waits for anything,
     by a chart that nobody sees and that goes again. */
  function warmUp(graph) {
    const idle = window.requestIdleCallback || ((work) => setTimeout(work, 300));
    const put = (children) => window.dash_clientside.set_props("warm-up", { children });
    const tidy = () => (document.querySelector("#warm-up .main-svg") ? put(null) : setTimeout(tidy, 1000));
    const start = () => {
      if (window.Plotly) return;
      put(graph);
      setTimeout(tidy, 1000);
    };
    idle(start);
    return window.dash_clientside.no_update;
  }

  /* Paper is light, and charts shrink with it. */
  function toPaper() {
    root.dataset.screenTheme = root.dataset.theme;
    root.dataset.theme = "light";
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => {
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
      svg.setAttribute("preserveAspectRatio", "none");
    });
  }

  function toScreen() {
    root.dataset.theme = root.dataset.screenTheme;
    delete root.dataset.screenTheme;
    document.querySelectorAll(".js-plotly-plot .main-svg").forEach((svg) => svg.removeAttribute("viewBox"));
  }

  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", toScreen);
  history.scrollRestoration = "manual";
  window.addEventListener("popstate", () => {
    next.awaited = true;
    next.y = (history.state && history.state.y) || 0;
  });
  window.addEventListener("pagehide", rememberScroll);
  let known = scale();
  window.addEventListener("resize", () => {
    if (scale() === known) return;
    known = scale();
    window.dash_clientside.set_props("viewport", { data: known });
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.room = { go, address, arrived, follow, warmUp, page };
})();
