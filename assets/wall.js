/* A wall: plays scenes, says how old they are, follows who leads it, and goes on by itself whatever happens.
   One question for news is under way at a time; the server holds it until there is some. Ages come from the server's
   clock and the browser's monotonic one; the browser's date is never read. */
(function () {
  "use strict";
  const root = document.documentElement;
  const frame = document.querySelector("[data-wall]");
  const given = JSON.parse(frame.dataset.wall);
  const ASKED_SECONDS = 8;
  const CALM_SECONDS = 1;
  const LOST_SECONDS = 8;
  const REFUSED_SECONDS = 5;
  const LONG_SECONDS = 6 * 3600;
  const WORST = ["fresh", "never", "late", "clock", "stale"];
  const MOST_STEPS = 1000000;

  const slots = { a: frame.querySelector("[data-slot=a]"), b: frame.querySelector("[data-slot=b]") };
  const over = frame.querySelector("[data-over]");
  const situation = frame.querySelector("[data-situation]");
  const pauseMark = frame.querySelector("[data-pause]");
  const seconds = () => performance.now() / 1000;
  const screen = window.wallScreen(frame, given, seconds);

  const waiting = { key: "waiting", kind: "waiting", seconds: 3600, tree: given.waiting };
  let scenes = [];
  let token = "";
  let sequence = "";
  let stateMark = "";
  let isNight = false;
  let serverTime = 0;
  let sources = [];
  let isStuck = false; // the server answers, but its store does not: nothing newer comes
  let repliedAt = seconds();
  let failures = 0;
  let inFlight = false;
  let front = "a";
  let place = 0;
  let rounds = 0;
  let shownKey = null;
  let shownAt = seconds();
  let changedAt = seconds();
  let touchedAt = null;
  let isWaking = false; // the finger on the wall found it asleep: it opens nothing that it could not see
  let lead = { show: null, step: null, is_paused: false, is_guest: false };
  let overKey = null;
  let takeover = null;
  let refusedAt = null;
  let askTimer = 0;
  /* 접견 or its end, as a key here asked for it, until the server knows. */
  let wanted = sessionStorage.getItem("wanted") === "guest" ? "guest" : null;
  let isCalling = false;
  let isAcknowledging = false;
  let freedAt = -Infinity; // when a takeover went: a second press on its button is none on what came back
  let audience = 0; // grows when guests come or go: what was asked for others is not shown to them
  let geometry = given.geometry;
  let lastTold = "";
  let isTelling = false;

  /* ---- scenes ---- */

  const isReduced = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  function fill(element, tree, isNew) {
    window.wallTrees.fill(element, tree, isNew, !isReduced());
    sayLink(element);
  }

  const empty = window.wallTrees.empty;

  const back = () => (front === "a" ? "b" : "a");

  function show(scene) {
    if (scene.key === shownKey) {
      fill(slots[front], scene.tree, false);
      return;
    }
    const next = back();
    fill(slots[next], scene.tree, true);
    slots[next].classList.add("on");
    slots[front].classList.remove("on");
    front = next;
    changedAt = seconds();
    shownKey = scene.key;
    shownAt = seconds();
    root.dataset.scene = scene.key;
  }

  const current = () => scenes[place % Math.max(scenes.length, 1)];

  /* One project in focus a round: scenes that take turns are passed over until theirs has come. */
  function go(count) {
    if (!scenes.length) return;
    for (let done = 0; done < Math.abs(count); done += 1) goOne(Math.sign(count));
    show(current());
  }

  function goOne(step) {
    for (let tries = 0; tries < scenes.length; tries += 1) {
      if (place + step >= scenes.length) rounds += 1;
      place = (place + step + scenes.length) % scenes.length;
      if (!scenes[place].turn || isItsTurn(scenes[place])) break;
    }
  }

  function isItsTurn(scene) {
    const turns = scenes.filter((each) => each.turn);
    return turns.indexOf(scene) === rounds % turns.length;
  }

  function keepPlace(before) {
    const exact = scenes.findIndex((each) => each.key === before);
    const at = exact >= 0 ? exact : scenes.findIndex((each) => each.key.startsWith(`${before}:`));
    if (at >= 0) place = at;
    else place = Math.min(place, Math.max(scenes.length - 1, 0));
  }

  /* ---- night: the time alone, dim. Whoever leads or touches a wall, guests and a takeover wake it. ---- */

  const isAwake = () => !isNight || takeover !== null || lead.show !== null || lead.is_guest || overKey !== null || touchedAt !== null;

  function isHeld() {
    return takeover !== null || lead.is_paused || touchedAt !== null || overKey !== null || lead.show !== null;
  }

  /* Every second, by one timer: the end of a scene, of a pause, the ages, the orbit, the night. */
  function tick() {
    if (takeover !== null && touchedAt !== null) touchedAt = seconds(); // whoever touched it could not go on
    if (touchedAt !== null && seconds() - touchedAt >= given.resume) {
      touchedAt = null;
      shownAt = seconds();
      if (lead.show === null) closeOver();
    }
    if (isHeld()) shownAt = seconds(); // its time begins anew when it goes on
    if (!isHeld() && scenes.length > 1 && seconds() - shownAt >= current().seconds) go(1);
    if (seconds() - changedAt > given.fade) empty(slots[back()]); // it has faded: nobody needs it any more
    pauseMark.hidden = !(lead.is_paused || touchedAt !== null);
    root.classList.toggle("handled", touchedAt !== null);
    say();
    screen.keep(!isAwake(), screen.inKorea(serverTime, repliedAt), geometry.theme);
    if (root.classList.contains("night")) sayLink(screen.asleep);
  }

  function turn() {
    tick();
    tell();
  }

  /* ---- a project in large ---- */

  function openOver(key, tree) {
    fill(over, tree, overKey !== key);
    over.hidden = false;
    over.classList.add("on");
    overKey = key;
    root.dataset.over = key;
  }

  function closeOver() {
    if (overKey === null) return;
    over.classList.remove("on");
    over.hidden = true;
    overKey = null;
    delete root.dataset.over;
    shownAt = seconds();
  }

  async function openProject(id) {
    const key = `project:${id}`;
    const asked = audience;
    try {
      const answer = await fetch(`/api/wall/scene?${new URLSearchParams({ key })}`,
        { cache: "no-store", signal: AbortSignal.timeout(ASKED_SECONDS * 1000) });
      if (!answer.ok) return;
      const told = await answer.json();
      if (asked !== audience) return;
      openOver(told.key, told.tree);
      tell();
    } catch (error) {
      failures += 1;
      say();
    }
  }

  const isCalm = () => takeover === null && seconds() - freedAt >= CALM_SECONDS;

  /* Every touch pauses, one that ends as a swipe too: that never becomes a click. */
  function held() {
    if (!isCalm()) return undefined;
    isWaking = !isAwake();
    touchedAt = seconds();
    return turn();
  }

  function touched(event) {
    if (takeover !== null) {
      if (event.target.closest("[data-acknowledge]")) acknowledge();
      return undefined;
    }
    if (!isCalm()) return undefined;
    touchedAt = seconds();
    const tile = isWaking ? null : event.target.closest("[data-project]");
    event.preventDefault();
    if (overKey !== null && !event.target.closest(".over main > *")) closeOver();
    else if (tile) openProject(tile.dataset.project);
    return turn();
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const keys = { ArrowRight: () => go(1), PageDown: () => go(1), ArrowLeft: () => go(-1), PageUp: () => go(-1) };
    if (event.repeat && (event.key === "Enter" || event.code === "KeyG")) return undefined; // held down is one press
    if (event.key === "Enter" && !isCalm()) return takeover === null ? undefined : acknowledge();
    if (takeover !== null && event.code !== "KeyG") return undefined; // nothing moves behind it
    if (event.key === "Escape" || event.key === "Enter") {
      touchedAt = null;
      closeOver();
    } else if (event.code === "KeyG") {
      return guests();
    } else {
      touchedAt = seconds();
      if (keys[event.key] && overKey === null) keys[event.key](); // no scene goes on behind a project in large
    }
    return turn();
  }

  /* 접견: one key, and one key back. What is on the wall goes at once and does not come back until the server, which
     says the same to all others, knows that there are guests: it is told again until it does. */
  function guests() {
    const are = wanted === null ? lead.is_guest : wanted === "guest";
    if (are && takeover !== null) return; // nobody would see that guests are shown everything again
    want(are ? "guest_over" : "guest");
    if (wanted === "guest") cover();
    tellGuests();
  }

  /* A page that is loaded anew meanwhile covers the wall again before it shows anything. An end that could not be said
     is forgotten: said later, it would open the wall before other guests. */
  function want(command) {
    wanted = command;
    if (command === "guest") sessionStorage.setItem("wanted", command);
    else sessionStorage.removeItem("wanted");
  }

  async function tellGuests() {
    if (isCalling) return;
    isCalling = true;
    const command = wanted;
    let isKnown = command === "guest_over";
    try {
      const body = new URLSearchParams({ wall: "", command, value: "" });
      const answer = await fetch("/api/lead",
        { method: "POST", body, signal: AbortSignal.timeout(ASKED_SECONDS * 1000) });
      isKnown = isKnown || answer.ok;
    } catch (error) {
      failures += 1;
    } finally {
      isCalling = false;
    }
    if (wanted !== command) return tellGuests(); // pressed again meanwhile
    if (isKnown) want(null);
    return isKnown ? ask() : undefined;
  }

  const isCovered = (told) => wanted === "guest" && !told.lead.is_guest;

  function newAudience() {
    audience += 1;
    touchedAt = null;
    closeOver();
    [over, slots[back()]].forEach(empty);
  }

  /* This and nothing else: what stood there is gone at once, and so is what was asked for. */
  function only(key, tree) {
    newAudience();
    token = "";
    place = 0;
    scenes = [{ key, kind: key, seconds: 3600, tree }];
    empty(slots[front]);
    show(scenes[0]);
  }

  const cover = () => only("covered", given.covered);

  /* ---- what takes every wall over; afterwards the wall is where it was ---- */

  function takeOver(told) {
    if (told === null) {
      if (takeover !== null) {
        situation.classList.remove("on");
        situation.hidden = true;
        shownAt = freedAt = seconds();
      }
    } else {
      const isNew = takeover === null || takeover.join() !== told.ids.join();
      fill(situation, told.tree, isNew);
      if (isNew) situation.removeAttribute("data-unrecorded");
      situation.hidden = false;
      situation.classList.add("on");
    }
    takeover = told === null ? null : told.ids;
    root.toggleAttribute("data-taken-over", takeover !== null);
  }

  /* What is not on record was not seen: the button says that it is to be pressed again. */
  async function acknowledge() {
    if (isAcknowledging || !situation.querySelector("[data-acknowledge]")) return;
    isAcknowledging = true;
    const ids = takeover;
    try {
      const body = new URLSearchParams(ids.map((id) => ["id", id]));
      const answer = await fetch("/api/wall/acknowledge",
        { method: "POST", body, signal: AbortSignal.timeout(ASKED_SECONDS * 1000) });
      if (!answer.ok) throw new Error(String(answer.status));
      ask();
    } catch (error) {
      if (takeover !== null && takeover.join() === ids.join()) situation.dataset.unrecorded = "";
    } finally {
      isAcknowledging = false;
    }
  }

  /* ---- how old what is shown is ---- */

  function age(passed) {
    const said = given.words.ages;
    if (passed < 60) return said.seconds.replace("{n}", Math.floor(passed));
    if (passed < 3600) return said.minutes.replace("{n}", Math.floor(passed / 60));
    if (passed < 86400) return said.hours.replace("{n}", Math.floor(passed / 3600));
    return said.days.replace("{n}", Math.floor(passed / 86400));
  }

  function linkState() {
    const silence = seconds() - repliedAt;
    if (silence >= LOST_SECONDS) return ["lost", silence];
    if (isStuck) return ["stuck", 0];
    if (!sources.length) return ["never", 0];
    const worst = [...sources].sort(
      (one, other) => WORST.indexOf(other.state_key) - WORST.indexOf(one.state_key) || other.age - one.age)[0];
    return [worst.state_key, (worst.age || 0) + silence];
  }

  function sayLink(element) {
    const [state, passed] = linkState();
    const text = given.words.states[state].replace("{age}", age(passed));
    element.querySelectorAll("[data-state]").forEach((each) => {
      if (each.dataset.state !== state) each.dataset.state = state;
      const said = each.querySelector("[data-link]");
      if (said.textContent !== text) said.textContent = text;
    });
  }

  function say() {
    [slots[front], over, situation].forEach(sayLink);
    root.dataset.link = linkState()[0];
  }

  /* ---- news ---- */

  /* The count begins anew after MOST_STEPS (dashboard/domain/lead.py). */
  const steps = (grown) => grown - MOST_STEPS * Math.round(grown / MOST_STEPS);

  function follow(told) {
    const before = lead;
    lead = told.show !== null && !told.tree ? { ...told, show: null } : told; // the data have it no longer
    root.dataset.guest = lead.is_guest ? "1" : "0";
    if (before.step !== null && before.step !== lead.step && lead.show === null) {
      closeOver();
      go(steps(lead.step - before.step));
    }
    if (lead.show !== null && lead.tree) {
      touchedAt = null;
      const at = scenes.findIndex((each) => each.key === lead.show);
      if (at >= 0) {
        closeOver();
        place = at;
        show(scenes[at]);
      } else {
        openOver(lead.show, lead.tree);
      }
    } else if (before.show !== null && lead.show === null) {
      closeOver();
    }
  }

  function take(told) {
    sources = told.sources;
    isStuck = told.stuck;
    isNight = told.night;
    if (JSON.stringify(told.geometry) !== JSON.stringify(geometry)) {
      geometry = told.geometry;
      screen.measure(geometry);
    }
    serverTime = Date.parse(told.now);
    repliedAt = seconds();
    failures = 0;
    refusedAt = null;
    if (isCovered(told)) {
      tellGuests();
      takeOver(told.takeover);
      return tick();
    }
    if (told.lead.is_guest !== lead.is_guest) {
      if (told.lead.is_guest && !told.scenes) cover(); // theirs are still being drawn
      else newAudience();
    }
    if (told.scenes) {
      clearTimeout(firstShown);
      const key = token ? current().key : given.scene;
      scenes = told.scenes;
      keepPlace(key);
      token = told.token;
      if (!(lead.show && overKey)) show(current());
    }
    sequence = told.sequence;
    stateMark = told.state;
    follow(told.lead);
    takeOver(told.takeover);
    tick();
    return newProgram(told.build, new Date(told.now));
  }

  /* One reload for a new program, and only after a good answer; never a second one for the same. And one in every
     night as a belt: at four in the morning in Seoul, by the server's clock. */
  function newProgram(build, now) {
    const isNew = build !== given.build && sessionStorage.getItem("build") !== build;
    const isNight = seconds() > LONG_SECONDS && (now.getUTCHours() + 9) % 24 === 4;
    if (!isNew && !isNight) return undefined;
    sessionStorage.setItem("build", build);
    return location.reload();
  }

  /* What stands on it now: theirs, or nothing of anybody's. */
  const isForGuests = () => lead.is_guest || wanted === "guest";

  const shown = () => ({ scene: shownKey || "", shown: overKey || "", taken: takeover === null ? "0" : "1", guest: isForGuests() ? "1" : "0", paused: isHeld() ? "1" : "0" });

  function itself() {
    const heap = performance.memory ? Math.round(performance.memory.usedJSHeapSize / 1048576) : "";
    const now = shown();
    lastTold = JSON.stringify(now);
    return { ...now, build: given.build, heap, nodes: document.getElementsByTagName("*").length, size: `${innerWidth}x${innerHeight}` };
  }

  const question = () => new URLSearchParams({ token, sequence, state: stateMark, hold: token ? "1" : "0", ...itself() });

  /* What the wall does by itself, or by a hand on it, is told at once: the question that is under way was asked before. */
  async function tell() {
    if (isTelling || !inFlight || failures > 0 || JSON.stringify(shown()) === lastTold) return;
    isTelling = true;
    try {
      await fetch("/api/wall/shown",
        { method: "POST", body: new URLSearchParams(itself()), cache: "no-store", signal: AbortSignal.timeout(ASKED_SECONDS * 1000) });
    } catch (error) {
      failures += 1; // the next question says it
    } finally {
      isTelling = false;
    }
    tell();
  }

  /* Whoever may not look any more sees no figure: a neutral picture, then the page with a code, once it can be had. */
  function refused() {
    empty(situation);
    takeOver(null);
    only("refused", given.refused);
    if (refusedAt === null) refusedAt = seconds();
    if (seconds() - refusedAt >= REFUSED_SECONDS) location.replace(given.pairing);
    return REFUSED_SECONDS * 1000;
  }

  async function ask() {
    if (inFlight) return;
    inFlight = true;
    clearTimeout(askTimer);
    let wait = 0;
    try {
      const answer = await fetch("/api/wall", {
        method: "POST", body: question(), cache: "no-store", signal: AbortSignal.timeout(ASKED_SECONDS * 1000),
      });
      if (answer.status === 401 || answer.status === 403) {
        wait = refused();
        return undefined;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const told = await answer.json();
      const isNews = told.token !== token || told.sequence !== sequence || told.state !== stateMark;
      take(told);
      wait = !isCovered(told) && (told.held || isNews) ? 0 : 1000;
    } catch (error) {
      failures += 1;
      wait = Math.min(500 * failures, 2000);
    } finally {
      inFlight = false;
      say();
      askTimer = setTimeout(ask, wait);
    }
    return undefined;
  }

  screen.measure(geometry);
  scenes = [waiting];
  if (wanted === "guest") cover();
  if (wanted === "guest") tellGuests();
  if (navigator.serviceWorker) {
    navigator.serviceWorker.register("/wall_worker.js", { scope: "/wall" }).catch(() => { root.dataset.unkept = "1"; });
  }
  const firstShown = setTimeout(() => { if (!token) show(scenes[0]); }, 3000);
  addEventListener("resize", () => screen.measure(geometry));
  addEventListener("online", () => { clearTimeout(askTimer); ask(); });
  document.addEventListener("pointerdown", held);
  document.addEventListener("click", touched);
  document.addEventListener("contextmenu", (event) => event.preventDefault()); // of a long touch: nothing stands over a wall
  document.addEventListener("keydown", pressed);
  setInterval(turn, 1000);
  // What is said when the server is gone needs letters that could not be fetched then.
  document.fonts.load(`1em ${getComputedStyle(root).fontFamily}`, JSON.stringify(given.words)).catch(() => false); // one of the typefaces is of the machine, and may not be there
  ask();
})();
