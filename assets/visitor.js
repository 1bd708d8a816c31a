/* Who looks, the way out, and the warning before a session ends by itself. What is said of the visitor stands
   in the document; no page that is kept for others holds it. */
(function () {
  "use strict";
  const root = document.documentElement;
  const WARN_SECONDS = 60;
  let left = null;
  let at = performance.now();

  const words = () => JSON.parse(root.dataset.words || "{}").session;
  const visitor = () => JSON.parse(root.dataset.visitor || "{}");

  function made(tag, text, more) {
    return Object.assign(document.createElement(tag), { textContent: text }, more);
  }

  function out(text) {
    const form = made("form", "", { method: "post", action: "/sign-out" });
    form.append(made("button", text));
    return form;
  }

  function introduce(place) {
    const said = visitor();
    place.replaceChildren(made("b", said.label || ""));
    if (said.note) place.append(made("p", said.note, { className: "quiet" }));
    (said.ways || []).forEach(([text, href]) => place.append(made("a", text, { href })));
    if (said.account) place.append(made("a", said.account, { href: "/account" }));
    if (said.out) place.append(out(said.out));
  }

  async function stay() {
    const response = await fetch("/api/session", { method: "POST" });
    if (response.ok) heard(await response.json());
  }

  function warn() {
    const seconds = left === null ? Infinity : left - (performance.now() - at) / 1000;
    document.querySelectorAll("[data-live=session]").forEach((place) => {
      const is_near = seconds <= WARN_SECONDS;
      place.hidden = !is_near;
      if (!is_near) return place.replaceChildren();
      const text = words().ends.replace("{seconds}", Math.max(0, Math.floor(seconds)));
      if (!place.firstChild) {
        place.append(made("span", text), made("button", words().stay, { onclick: stay }));
      } else if (place.firstChild.textContent !== text) place.firstChild.textContent = text;
    });
  }

  function heard(news) {
    left = news.seconds_left;
    at = performance.now();
    warn();
  }

  function fill() {
    document.querySelectorAll("[data-live=visitor]").forEach((place) => {
      if (!place.firstChild) introduce(place);
    });
  }

  new MutationObserver(fill).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("room:news", (event) => heard(event.detail));
  setInterval(warn, 1000);
  fill();
})();
