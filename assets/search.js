/* The search field of every screen: results while one types, by keys, mouse or touch (callbacks/search.py).
   There is one field. The first paint holds it until the live header is there; React has no children in its
   place, so a refresh of the header leaves it and what is typed in it alone. */
(function () {
  "use strict";
  const root = document.documentElement;
  const said = JSON.parse(root.dataset.words || "{}").search || {};
  const DEADLINE = 4000;
  const LIST = "search-list";

  const state = { asked: null, answered: "", options: [], active: -1, opens: false };

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  }

  const input = make("input", {
    type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": LIST, "aria-autocomplete": "list",
    "aria-label": said.label, placeholder: said.hint, autocomplete: "off", autocapitalize: "off",
    spellcheck: "false", enterkeyhint: "search", maxlength: "100",
  });
  const list = make("div", { id: LIST, role: "listbox", "aria-label": said.list });
  const note = make("p", { role: "status" });
  const sheet = make("div", { class: "search-sheet", hidden: "" }, list, note);
  const box = make("div", { class: "search-box", role: "search" }, input, sheet);

  /* ---- what is shown ---- */

  function show() {
    sheet.hidden = false;
    input.setAttribute("aria-expanded", String(state.options.length > 0));
  }

  function close() {
    sheet.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  }

  function choose(place) {
    state.active = place;
    state.options.forEach((option, index) => option.setAttribute("aria-selected", String(index === place)));
    if (place < 0) return input.removeAttribute("aria-activedescendant");
    input.setAttribute("aria-activedescendant", state.options[place].id);
    return state.options[place].scrollIntoView({ block: "nearest" });
  }

  /* Places count signs as Python does, not UTF-16 units. */
  function marked(text, marks) {
    const signs = Array.from(text);
    const parts = [];
    let done = 0;
    marks.forEach(([start, end]) => {
      parts.push(signs.slice(done, start).join(""), make("mark", {}, signs.slice(start, end).join("")));
      done = end;
    });
    return [...parts, signs.slice(done).join("")];
  }

  function option(hit, place) {
    const name = hit.in_name ? marked(hit.text, hit.marks) : [hit.name];
    const why = hit.in_name ? [hit.why] : [`${hit.why} `, ...marked(hit.text, hit.marks)];
    return make("a", { role: "option", id: `search-${place}`, href: hit.href, tabindex: "-1", "aria-selected": "false" },
      make("span", { class: "no" }, hit.number),
      make("i", { class: `gl gl-${hit.status_class} c-${hit.status_class}`, "aria-hidden": "true" }),
      make("b", { class: "name" }, ...name),
      make("span", { class: "state" }, hit.status),
      make("span", { class: "department" }, hit.department),
      make("span", { class: "why" }, ...why));
  }

  function all(found) {
    return make("a", { role: "option", id: "search-all", href: found.all.href, tabindex: "-1", "aria-selected": "false", class: "all" },
      `${found.all.text} · ${found.count_text}`);
  }

  function say(found) {
    state.options = found.hits.map(option);
    if (found.all) state.options.push(all(found));
    list.replaceChildren(...state.options);
    note.replaceChildren(...(found.sentences || []).map((text) => make("span", {}, text)));
    if (!note.childNodes.length) note.append(make("span", { class: "vh" }, found.count_text || ""));
    choose(-1);
    show();
  }

  /* ---- asking ---- */

  const STALE = new DOMException("stale", "AbortError");

  function isLost() {
    return document.querySelector("[data-live=link][data-state=lost]") !== null;
  }

  async function answer(query, signal) {
    const within = location.pathname + location.search;
    const response = await fetch(`/api/search?q=${encodeURIComponent(query)}&within=${encodeURIComponent(within)}`,
      { cache: "no-store", signal });
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  async function ask() {
    const query = input.value.trim();
    if (state.asked) state.asked.abort(STALE);
    state.asked = null;
    state.answered = null;
    if (!query) return close();
    if (isLost()) return say({ hits: [], sentences: [said.away] });
    const asked = new AbortController();
    const deadline = setTimeout(() => asked.abort(), DEADLINE);
    state.asked = asked;
    try {
      const found = await answer(query, asked.signal);
      if (asked.signal.aborted) return undefined;
      state.answered = query;
      say(found);
      if (state.opens) open(state.options[0]);
    } catch (error) {
      if (asked.signal.reason !== STALE) say({ hits: [], sentences: [said.away] });
    } finally {
      clearTimeout(deadline);
    }
    return undefined;
  }

  /* ---- going ---- */

  function open(chosen) {
    state.opens = false;
    if (!chosen) return;
    input.value = "";
    state.answered = null;
    close();
    input.blur();
    window.dash_clientside.room.go(chosen.getAttribute("href"));
  }

  function step(by) {
    const count = state.options.length;
    if (sheet.hidden || !count) return;
    choose(state.active < 0 && by < 0 ? count - 1 : (state.active + by + count) % count);
  }

  function leave() {
    if (!sheet.hidden) return close();
    if (!input.value) return input.blur();
    input.value = "";
    return ask();
  }

  function enter() {
    if (state.active >= 0) return open(state.options[state.active]);
    if (state.answered === input.value.trim()) return open(state.options[0]);
    state.opens = true; // what is on its way is opened when it is there
    return undefined;
  }

  const KEYS = { ArrowDown: () => step(1), ArrowUp: () => step(-1), Enter: enter, Escape: leave };

  /* While a syllable is being put together its keys belong to the input method. */
  input.addEventListener("keydown", (event) => {
    const act = !event.isComposing && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  input.addEventListener("input", () => {
    state.opens = false;
    ask();
  });
  input.addEventListener("compositionend", () => {
    if (state.answered !== input.value.trim()) ask();
  });
  input.addEventListener("focus", () => input.value && ask());
  box.addEventListener("focusout", (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  sheet.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays in the field
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (!chosen || event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    open(chosen);
  });

  /* ---- its place ---- */

  function find() {
    input.focus();
    input.select();
  }

  function put(host) {
    if (!host || box.parentNode === host) return;
    const had = document.activeElement === input;
    const [start, end] = [input.selectionStart, input.selectionEnd];
    host.append(box);
    if (!had) return;
    input.focus();
    input.setSelectionRange(start, end);
  }

  function settle() {
    const live = document.querySelector("#page > *") && document.querySelector("#react-entry-point [data-live=search]");
    put(live || document.querySelector("#first-paint [data-live=search]"));
    if (!live) return;
    watch.disconnect();
    watch.observe(live.closest("header").parentNode, { childList: true, subtree: true });
  }

  const watch = new MutationObserver(settle);
  watch.observe(document.getElementById("react-entry-point"), { childList: true, subtree: true });
  settle();

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-find]")) find();
  });
  window.dash_clientside.room.find = find;
})();
