/* Client-side functions of the room: what the address bar asks for, and what happens when a page has arrived. */
(function () {
  "use strict";
  const root = document.documentElement;
  const page = { screen: null, token: null, back: false };

  /* Charts are drawn in px: they follow the size of the root font, in steps that few caches hold. */
  function scale() {
    return Math.round((parseFloat(getComputedStyle(root).fontSize) / 16) * 20) / 20;
  }

  function rememberScroll() {
    history.replaceState({ ...history.state, y: window.scrollY }, "");
  }

  function go(href) {
    rememberScroll();
    page.back = false;
    history.pushState({}, "", href);
    window.dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  function address(href, _viewport) {
    return { href: location.pathname + location.search, scale: scale() };
  }

  /* Another screen starts at its top with the focus on its content; the back button returns to where one
     was. Another filter of the same screen, and a refresh, move nothing. */
  function arrived(shown) {
    if (!shown) return window.dash_clientside.no_update;
    document.title = shown.title;
    page.token = shown.token;
    const before = page.screen;
    page.screen = shown.screen;
    if (before !== null && before !== shown.screen) {
      requestAnimationFrame(() => {
        window.scrollTo(0, (page.back && history.state && history.state.y) || 0);
        document.getElementById("main").focus({ preventScroll: true });
        page.back = false;
      });
    }
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
    setTimeout(() => idle(start), 1200);
    return window.dash_clientside.no_update;
  }

  history.scrollRestoration = "manual";
  window.addEventListener("popstate", () => { page.back = true; });
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
