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
    page.token = shown.token;
    next.awaited = false;
    return window.dash_clientside.no_update;
  }

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
  window.dash_clientside.room = { go, address, arrived, warmUp, page };
})();
