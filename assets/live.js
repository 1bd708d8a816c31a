/* Asks the version address for news, says how old the data is, and notices when the server is gone.
   Ages come from the server's own clock and the browser's monotonic one; the browser's date is never read. */
(function () {
  "use strict";
  const root = document.documentElement;
  const PERIOD = Number(root.dataset.poll || 2) * 1000;
  const TIMEOUT = 4000;
  const SLOWEST = 5000;
  const LOST_AFTER = 5000;
  const WORST = ["fresh", "never", "late", "clock", "stale"];

  let reply = null;
  let replyAt = performance.now();
  let failures = 0;
  let inFlight = false;
  let timer = 0;
  let asked = { token: null, at: 0 };

  const words = () => JSON.parse(root.dataset.words || "{}");
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  function age(seconds, said) {
    if (seconds < 60) return fill(said.seconds, { n: Math.floor(seconds) });
    if (seconds < 3600) return fill(said.minutes, { n: Math.floor(seconds / 60) });
    if (seconds < 86400) return fill(said.hours, { n: Math.floor(seconds / 3600) });
    return fill(said.days, { n: Math.floor(seconds / 86400) });
  }

  /* The worst source speaks for all; among equals the one that has been silent longest. */
  function worst() {
    return [...reply.sources].sort(
      (a, b) => WORST.indexOf(b.state_key) - WORST.indexOf(a.state_key) || b.age - a.age)[0];
  }

  function spoken() {
    const said = words();
    const silence = (performance.now() - replyAt) / 1000;
    if (failures > 0 && silence * 1000 >= LOST_AFTER) {
      return { state: "lost", text: fill(said.lost, { age: age(silence, said) }) };
    }
    if (reply && reply.stuck) return { state: "stuck", text: said.stuck }; // however fresh the sources were
    if (!reply || !reply.sources.length) return null;
    const source = worst();
    if (source.age === null) return { state: source.state_key, text: source.state };
    return { state: source.state_key,
             text: fill(said.with_age, { word: source.state, age: age(source.age + silence, said.ago) }) };
  }

  function put(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  /* These texts and attributes belong to this script; React has no children there. */
  function say() {
    const link = spoken();
    const problem = reply && reply.problem ? reply.problem : "";
    const causes = reply ? reply.sources.map((source) => source.title).join("\n") : "";
    document.querySelectorAll("[data-live=link]").forEach((element) => {
      element.dataset.state = link ? link.state : "";
      element.title = problem || causes;
      put(element, link ? link.text : "");
    });
    document.querySelectorAll("[data-live=problem]").forEach((element) => {
      element.hidden = !problem;
      put(element, problem);
    });
  }

  function newPage(token) {
    const page = window.dash_clientside && window.dash_clientside.room.page;
    if (!page || page.token === null || page.token === token) return;
    const now = performance.now();
    if (asked.token === token && now - asked.at < 10000) return;
    asked = { token, at: now };
    window.dash_clientside.set_props("data-version", { data: token });
  }

  /* One reload for a new program, and never a second for the same one. */
  function newProgram(build) {
    if (!build || build === root.dataset.build || sessionStorage.getItem("build") === build) return;
    sessionStorage.setItem("build", build);
    location.reload();
  }

  async function ask() {
    const page = window.dash_clientside && window.dash_clientside.room && window.dash_clientside.room.page;
    const path = location.pathname + location.search;
    const question = new URLSearchParams({ path, build: root.dataset.build || "" });
    const response = await fetch("/api/version?" + question,
      { cache: "no-store", signal: AbortSignal.timeout(TIMEOUT) });
    if (response.status === 401) return location.reload(); // signed out: nothing of the room stays on the screen
    if (!response.ok) throw new Error(String(response.status));
    const news = await response.json();
    const back = failures > 0;
    reply = news;
    replyAt = performance.now();
    failures = 0;
    document.dispatchEvent(new CustomEvent("room:news", { detail: news }));
    newProgram(news.build);
    if (back && page && page.token !== null) page.token = "";
    if (path === location.pathname + location.search) newPage(news.token);
  }

  async function poll() {
    if (inFlight) return;
    inFlight = true;
    clearTimeout(timer);
    try {
      await ask();
    } catch (error) {
      failures += 1;
    }
    inFlight = false;
    say();
    timer = setTimeout(poll, failures ? Math.min(PERIOD * failures, SLOWEST) : PERIOD);
  }

  document.addEventListener("visibilitychange", () => { if (!document.hidden) poll(); });
  window.addEventListener("online", poll);
  setInterval(say, 1000);
  // What is said when the server is gone needs letters that could not be fetched then.
  document.fonts.load(`1em ${getComputedStyle(root).fontFamily}`, root.dataset.words).catch(() => false); // one of the typefaces is of the machine, and may not be there
  poll();
})();
