/* The remote of walls: shows what they show, and tells them what to show. One question for news is under way at a
   time, and one command after the other; what could not be sent is not sent later. */
(function () {
  "use strict";
  const place = document.querySelector("[data-remote]");
  const given = JSON.parse(place.dataset.remote);
  const said = given.words;
  const root = document.documentElement;
  const ASKED_SECONDS = 8;
  const LOST_SECONDS = 8;
  const SENT_SECONDS = 4;
  const MOST_FOUND = 8;
  const TYPING_PAUSE = 120;
  const ALL = "*";
  const KEPT = "remote-wall";
  const find = (name) => place.querySelector(`[data-${name}]`);
  const parts = Object.fromEntries(
    ["takeover", "over", "over-text", "walls", "none", "apart", "gone", "gone-text", "forgotten", "of", "shows", "marks", "led", "scenes", "programmes", "guest", "field", "found", "note", "said", "link", "keys"]
      .map((name) => [name, find(name)]));
  const seconds = () => performance.now() / 1000;

  let told = null;
  let mark = "";
  let chosen = sessionStorage.getItem(KEPT);
  let repliedAt = seconds();
  let failures = 0;
  let inFlight = false;
  let askTimer = 0;

  /* ---- drawing: what stands is changed, so that focus and place stay ---- */

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  function write(element, text) {
    if (element.textContent !== text) element.textContent = text;
  }

  function set(element, name, value) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }

  function list(box, items, born, update) {
    const known = new Map([...box.children].map((each) => [each.dataset.key, each]));
    items.forEach((item, at) => {
      const element = known.get(item.key) || born(item);
      element.dataset.key = item.key;
      known.delete(item.key);
      if (box.children[at] !== element) box.insertBefore(element, box.children[at] || null);
      update(element, item, at);
    });
    known.forEach((element) => element.remove());
  }

  function age(passed) {
    const words = given.ages;
    if (passed < 60) return words.seconds.replace("{n}", Math.floor(passed));
    if (passed < 3600) return words.minutes.replace("{n}", Math.floor(passed / 60));
    if (passed < 86400) return words.hours.replace("{n}", Math.floor(passed / 3600));
    return words.days.replace("{n}", Math.floor(passed / 86400));
  }

  const silence = () => seconds() - repliedAt;
  const target = () => told.walls.find((each) => each.name === chosen) || told.walls[0];

  function bornWall() {
    const button = make("button", { type: "button", "data-wall": "" },
      make("b", {}), make("span", { class: "chip" }), make("span", { class: "what" }), make("span", { class: "quiet" }));
    return make("li", {}, button);
  }

  function drawWall(element, { wall }) {
    const button = element.firstChild;
    const [name, chip, what, when] = button.children;
    set(button, "data-wall", wall.name);
    set(button, "aria-pressed", wall.name === target().name);
    set(button, "data-there", wall.is_there);
    write(name, wall.label);
    write(chip, wall.marks.join(" · "));
    write(what, wall.shows);
    const seen = wall.age === null ? "" : said.ago.replace("{age}", age(wall.age + silence()));
    write(when, wall.age === null ? "" : `${wall.is_there ? said.there : said.gone} · ${seen}`);
  }

  function drawWalls() {
    const items = told.walls.map((wall) => ({ key: wall.name, wall }));
    const isGone = ({ wall }) => wall.name !== ALL && !wall.is_there;
    list(parts.walls, items.filter((each) => !isGone(each)), bornWall, drawWall);
    list(parts.gone, items.filter(isGone), bornWall, drawWall);
  }

  function bornChoice() {
    return make("button", { type: "button" }, make("span", { "data-text": "" }));
  }

  function drawChoices(box, name, choices, on) {
    list(box, choices.map(([key, text]) => ({ key, text })), bornChoice, (button, item) => {
      set(button, `data-${name}`, item.key);
      set(button, "aria-pressed", item.key === on);
      write(button.firstChild, item.text);
    });
  }

  function drawScenes(wall) {
    if (!(wall.scenes in told.scenes)) return; // they are being drawn
    const scenes = told.scenes[wall.scenes].map(([key, text]) => ({ key, text }));
    list(parts.scenes, scenes, () => make("li", {}, make("button", { type: "button" }, make("kbd", { "aria-hidden": "true" }), make("span", { "data-text": "" }))),
      (element, item, at) => {
        const button = element.firstChild;
        set(button, "data-show", item.key);
        set(button, "aria-pressed", item.key === wall.scene);
        write(button.firstChild, at < 9 ? String(at + 1) : "");
        write(button.lastChild, item.text);
      });
  }

  function draw() {
    if (told === null) return;
    const wall = target();
    parts.takeover.hidden = told.takeover === null;
    write(parts.over, told.takeover === null ? "" : told.takeover.line);
    write(parts["over-text"], told.takeover === null ? "" : told.takeover.text);
    drawWalls();
    parts.none.hidden = told.there > 0;
    parts.apart.hidden = told.gone_text === null;
    write(parts["gone-text"], told.gone_text || "");
    set(parts.gone, "aria-label", told.gone_text || "");
    parts.forgotten.hidden = told.forgotten_text === null;
    write(parts.forgotten, told.forgotten_text || "");
    write(parts.of, wall.label);
    write(parts.shows, wall.shows);
    write(parts.marks, wall.marks.join(" · "));
    write(parts.led, wall.led);
    drawScenes(wall);
    drawChoices(parts.programmes, "filter", [["", given.every], ...told.programmes], wall.programme);
    place.querySelectorAll("[data-districts] button").forEach((button) => set(button, "aria-pressed", button.dataset.show === wall.scene));
    const pause = place.querySelector(".transport [data-command=pause], .transport [data-command=go_on]");
    set(pause, "data-command", wall.is_paused ? "go_on" : "pause");
    write(pause.querySelector("[data-text]"), wall.is_paused ? given.go_on : given.pause);
    set(parts.guest, "aria-pressed", wall.is_guest);
    const some = wall.name === ALL && wall.guests > 0 && !wall.is_guest;
    const text = said.guest_some.replace("{all}", told.there).replace("{n}", wall.guests);
    write(parts.guest.querySelector("[data-text]"), doubt(wall) || (some ? text : wall.is_guest ? said.guest_on : said.guest_off));
    set(parts.guest, "data-awaited", wall.awaited + wall.unsure > 0);
  }

  /* Why it cannot be said that guests see what they may, and nothing else. */
  function doubt(wall) {
    if (wall.awaited) return said.guest_waits.replace("{n}", wall.awaited);
    if (wall.unsure) return said.guest_unsure.replace("{n}", wall.unsure);
    return wall.is_guest && !told.there ? said.guest_none : null;
  }

  function sayLink() {
    const isLost = failures > 0 || silence() >= LOST_SECONDS;
    set(place, "data-state", isLost ? "lost" : "linked");
    write(parts.link, isLost ? said.lost.replace("{age}", age(silence())) : said.linked);
  }

  /* ---- commands ---- */

  let waiting = [];
  let isSending = false;

  function say(text, isWrong) {
    write(parts.said, text);
    parts.said.classList.toggle("wrong", Boolean(isWrong));
  }

  function send(command, value, what) {
    if (told === null) return;
    const wall = target();
    const form = { wall: wall.name, command, value: value || "" };
    const name = command === "filter" && !value ? "filter_off" : command;
    const text = given.sent[name].replace("{wall}", wall.label).replace("{what}", what || "");
    queue({ path: "/api/lead", form, sent: () => text });
  }

  /* All walls go back to what they showed; what came after this page was told of it stays, and is said. */
  function acknowledge() {
    if (told === null) return undefined;
    if (told.takeover === null) return say(said.nothing_taken);
    const sent = ({ left }) => (left ? given.sent.seen_part.replace("{n}", left) : given.sent.seen);
    return queue({ path: "/api/wall/acknowledge", form: told.takeover.ids.map((id) => ["id", id]), sent });
  }

  function queue(one) {
    waiting.push(one);
    if (!isSending) sendAll();
  }

  async function sendAll() {
    isSending = true;
    while (waiting.length) {
      const one = waiting.shift();
      try {
        await sendOne(one);
      } catch (error) {
        waiting = [];
        meant.clear();
        say(error.name === "TimeoutError" ? said.unknown : said.not_sent, true);
      }
    }
    isSending = false;
  }

  async function sendOne({ path, form, sent }) {
    const answer = await fetch(path, {
      method: "POST", body: new URLSearchParams(form), signal: AbortSignal.timeout(SENT_SECONDS * 1000),
    });
    if (answer.status === 401) return location.reload();
    const answered = await answer.json();
    if (!answer.ok) {
      waiting = [];
      meant.clear();
      return say(answered.error, true);
    }
    answeredAt = seconds();
    return say(sent(answered));
  }

  /* What a key turned, until news that was asked for after it was said. */
  const meant = new Map();
  let answeredAt = -Infinity;

  function turn(name, to, command) {
    meant.set(`${target().name} ${name}`, to);
    send(command);
  }

  /* A second press turns a pause back, seen or not. Guests leave only where they were seen to be received: a press too
     many calls them once more, and never opens a wall before them. */
  function pause() {
    if (told === null) return undefined;
    const key = `${target().name} is_paused`;
    const to = !(meant.has(key) ? meant.get(key) : target().is_paused);
    return turn("is_paused", to, to ? "pause" : "go_on");
  }

  function guests() {
    if (told === null) return undefined;
    const to = meant.has(`${target().name} is_guest`) || !target().is_guest;
    return turn("is_guest", to, to ? "guest" : "guest_over");
  }

  function heardOf(askedAt) {
    const isLater = !isSending && askedAt > answeredAt;
    told.walls.forEach((wall) => ["is_guest", "is_paused"].forEach((name) => {
      const key = `${wall.name} ${name}`;
      if (isLater || meant.get(key) === wall[name]) meant.delete(key);
    }));
  }

  /* ---- a project by number or name ---- */

  const sought = { hits: [], text: null, active: -1, timer: 0, asked: null };

  function closeFound() {
    parts.found.hidden = true;
    parts.found.replaceChildren();
    Object.assign(sought, { hits: [], text: null, active: -1 });
    parts.field.setAttribute("aria-expanded", "false");
    parts.field.removeAttribute("aria-activedescendant");
  }

  function choose(at) {
    sought.active = at;
    [...parts.found.children].forEach((option, index) => set(option, "aria-selected", index === at));
    const option = parts.found.children[at];
    if (option) parts.field.setAttribute("aria-activedescendant", option.id);
    if (option) option.scrollIntoView({ block: "nearest" });
  }

  function idOf(hit) {
    return decodeURIComponent(new URL(hit.href, location.href).pathname.split("/")[2]);
  }

  function showFound(hits) {
    const options = hits.map((hit, at) => make("div", { role: "option", id: `found-${at}`, "data-at": at, "aria-selected": "false" },
      make("span", { class: "no" }, hit.number), make("b", {}, hit.name), make("span", { class: "quiet" }, hit.status)));
    parts.found.replaceChildren(...options);
    parts.found.hidden = !hits.length;
    set(parts.field, "aria-expanded", hits.length > 0);
    choose(hits.length ? 0 : -1);
    write(parts.note, hits.length || !parts.field.value.trim() ? "" : said.nothing);
  }

  async function seek() {
    const text = parts.field.value.trim();
    clearTimeout(sought.timer);
    if (sought.asked) sought.asked.abort();
    if (!text) return closeFound();
    const asked = new AbortController();
    sought.asked = asked;
    const timer = setTimeout(() => asked.abort(), SENT_SECONDS * 1000);
    try {
      const answer = await fetch(`/api/search?${new URLSearchParams({ q: text })}`, { signal: asked.signal, cache: "no-store" });
      if (!answer.ok) throw new Error(String(answer.status));
      const found = await answer.json();
      Object.assign(sought, { hits: found.hits.slice(0, MOST_FOUND), text });
      showFound(sought.hits);
    } catch (error) {
      if (sought.asked === asked) say(said.not_sent, true);
    } finally {
      clearTimeout(timer);
    }
    return undefined;
  }

  function sendProject(at) {
    const hit = sought.hits[at];
    if (!hit) return;
    send("show", `${given.project}:${idOf(hit)}`, `${hit.number} ${hit.name}`.trim());
    parts.field.value = "";
    parts.field.blur(); // the keys lead the wall again
    closeFound();
  }

  async function sendTyped() {
    if (sought.text !== parts.field.value.trim()) await seek();
    sendProject(sought.active);
  }

  function typed(event) {
    if (event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key === "Enter") sendTyped();
    else if (event.key === "Escape" && parts.field.value) {
      parts.field.value = "";
      closeFound();
    } else if (event.key === "Escape") parts.field.blur();
    else if (steps[event.key] && sought.hits.length) choose((sought.active + steps[event.key] + sought.hits.length) % sought.hits.length);
    else return;
    event.preventDefault();
  }

  /* ---- keys, mouse, touch ---- */

  function digit(event) {
    const scene = /^[1-9]$/.test(event.key) && parts.scenes.children[Number(event.key) - 1];
    if (scene) scene.firstChild.click();
    return Boolean(scene);
  }

  const KEYS = {
    ArrowLeft: () => send("previous"), ArrowRight: () => send("next"), Space: pause, Escape: () => send("take_back"),
    KeyG: guests, KeyC: acknowledge, Slash: () => parts.field.focus(),
  };

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.isComposing) return;
    if (told === null || root.dataset.keys === "off" || event.target === parts.field) return;
    if (event.code === "Space" && event.target.closest("button, a")) return; // there it presses what has the focus
    const act = KEYS[event.code];
    if (act) act();
    if (act || digit(event)) event.preventDefault();
  }

  function clicked(event) {
    const button = event.target.closest("button");
    const option = event.target.closest("[role=option]");
    if (option) return sendProject(Number(option.dataset.at));
    if (!button) return closeFound();
    if (event.detail > 0) button.blur(); // after a mouse or a finger, keys lead the wall and not this button
    const text = button.querySelector("[data-text]");
    const data = button.dataset;
    if ("wall" in data) {
      chosen = data.wall;
      sessionStorage.setItem(KEPT, chosen);
      return draw();
    }
    if ("acknowledge" in data) return acknowledge();
    if ("guest" in data) return guests();
    if ("keys" in data) return turnKeys(root.dataset.keys === "off" ? "on" : "off");
    if ("filter" in data) return send("filter", data.filter, text.textContent);
    if ("show" in data) return send("show", data.show, text.textContent);
    if (data.command === "pause" || data.command === "go_on") return pause();
    return data.command ? send(data.command) : undefined;
  }

  /* The same choice as on the screens of the room (assets/shortcuts.js). */
  function turnKeys(state) {
    localStorage.setItem("keys", state);
    root.dataset.keys = state;
    write(parts.keys, given.keys[state === "off" ? "on" : "off"]);
  }

  /* ---- news ---- */

  function newProgram(build) {
    if (build === given.build || sessionStorage.getItem("build") === build) return;
    sessionStorage.setItem("build", build);
    location.reload();
  }

  async function ask() {
    if (inFlight) return undefined;
    inFlight = true;
    clearTimeout(askTimer);
    let wait = 0;
    const askedAt = seconds();
    try {
      const answer = await fetch("/api/remote", {
        method: "POST", body: new URLSearchParams({ mark, hold: mark ? "1" : "0" }), cache: "no-store",
        signal: AbortSignal.timeout(ASKED_SECONDS * 1000),
      });
      if (answer.status === 401 || answer.status === 403) return location.reload();
      if (!answer.ok) throw new Error(String(answer.status));
      const news = await answer.json();
      wait = news.held || news.mark !== mark ? 0 : 1000;
      told = news;
      heardOf(askedAt);
      mark = news.mark;
      repliedAt = seconds();
      failures = 0;
      if (chosen === null) chosen = news.walls.length === 2 ? news.walls[1].name : ALL;
      draw();
      document.dispatchEvent(new CustomEvent("room:news", { detail: news })); // assets/visitor.js warns of the session's end
      newProgram(news.build);
    } catch (error) {
      failures += 1;
      wait = Math.min(500 * failures, 4000);
    } finally {
      inFlight = false;
    }
    sayLink();
    askTimer = setTimeout(ask, wait);
    return undefined;
  }

  root.dataset.words = JSON.stringify({ session: given.session });
  parts.found.id = "found";
  parts.field.setAttribute("aria-controls", "found");
  parts.field.addEventListener("input", () => {
    clearTimeout(sought.timer);
    sought.timer = setTimeout(seek, TYPING_PAUSE);
  });
  parts.field.addEventListener("keydown", typed);
  document.addEventListener("click", clicked);
  document.addEventListener("keydown", pressed);
  addEventListener("online", () => { clearTimeout(askTimer); ask(); });
  setInterval(() => {
    sayLink();
    if (told !== null) drawWalls();
  }, 1000);
  turnKeys(localStorage.getItem("keys") || "on");
  // What is said when the server is gone needs letters that could not be fetched then.
  document.fonts.load(`1em ${getComputedStyle(root).fontFamily}`, JSON.stringify(said)).catch(() => false); // one of the typefaces is of the machine, and may not be there
  ask();
})();
