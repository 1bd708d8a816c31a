/* Keyboard shortcuts of every screen, by the place of a key: they work whatever the keyboard is set to write.
   The dialog that lists them is made by layouts/shell.py. */
(function () {
  "use strict";
  const SECOND_KEY_WITHIN = 1500;
  const WAYS = { KeyR: "room", KeyT: "table", KeyL: "timeline", KeyM: "money" };
  const STEPS = { ArrowLeft: "previous", ArrowRight: "next", KeyK: "previous", KeyJ: "next" };
  const TYPED_IN = "input, textarea, select, [contenteditable=true], [role=grid], [role=slider], .ag-root";
  let started = -Infinity;

  const KEPT = "keys";
  const root = document.documentElement;
  root.dataset.keys = localStorage.getItem(KEPT) || "on";

  /* A person who speaks to the computer would press these keys by every word. */
  function turn(state) {
    localStorage.setItem(KEPT, state);
    root.dataset.keys = state;
  }

  const dialog = () => document.getElementById("shortcuts");

  function follow(selector) {
    const way = document.querySelector(`#react-entry-point ${selector} a`);
    if (way) window.dash_clientside.room.go(way.getAttribute("href"));
    return way !== null;
  }

  /* A box that scrolls sideways keeps its arrow keys. */
  function scrollsSideways(element) {
    return element !== document.body && element.scrollWidth > element.clientWidth + 1 && element.tabIndex >= 0
      && getComputedStyle(element).overflowX !== "visible";
  }

  function act(event) {
    const isSecond = event.timeStamp - started < SECOND_KEY_WITHIN;
    started = -Infinity;
    if (event.key === "?" || (event.code === "Slash" && event.shiftKey)) {
      dialog().showModal();
      return true;
    }
    if (event.shiftKey) return false;
    if (event.key === "/" || event.code === "Slash") {
      window.dash_clientside.room.find();
      return true;
    }
    if (isSecond && WAYS[event.code]) return follow(`[data-way="${WAYS[event.code]}"]`);
    if (event.code === "KeyG") {
      started = event.timeStamp;
      return true;
    }
    const isArrow = event.code.startsWith("Arrow");
    if (!STEPS[event.code] || (isArrow && scrollsSideways(event.target))) return false;
    return follow(`[data-step="${STEPS[event.code]}"]`);
  }

  document.addEventListener("keydown", (event) => {
    if (root.dataset.keys === "off") return;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (!dialog() || document.querySelector("dialog[open]") || event.target.closest(TYPED_IN)) return;
    if (act(event)) event.preventDefault();
  });

  document.addEventListener("click", (event) => {
    const pressed = event.target.closest("button[data-keys]");
    if (pressed) {
      turn(pressed.dataset.keys);
      pressed.parentElement.querySelector(`:not([data-keys=${root.dataset.keys}])`).focus();
    }
    if (event.target.closest("[data-shortcuts]")) dialog().showModal();
    if (event.target === dialog() || event.target.closest("#shortcuts [data-close]")) dialog().close();
  });
})();
