/* The picture of a scene beside the form: the same trees and style sheets as on a wall, in a shadow tree of its own,
   so that neither page's styles reach the other. What is typed is drawn before anybody saves it. */
(function () {
  "use strict";
  const form = document.querySelector("[data-form]");
  const preview = document.querySelector("[data-preview]");
  const given = JSON.parse(preview.dataset.preview);
  const looked = form.querySelector("[data-looked]");
  const loop = form.querySelector("[data-loop]");
  const picture = preview.querySelector("[data-picture]");
  const caption = preview.querySelector("[data-caption]");
  const [back, onward] = [preview.querySelector("[data-back]"), preview.querySelector("[data-onward]")];
  const ASKED_SECONDS = 8;
  const TYPING = 300;
  const AGAIN = 5000;
  const [least, low] = given.canvas;
  const wall = preview.querySelector("select");
  const geometry = preview.querySelector("[data-geometry]");

  let scenes = [];
  let on = [];
  let place = 0;
  let timer = 0;
  let inFlight = false;
  let isStale = false;
  let across = least;

  /* One unit is one pixel there; the whole is made smaller, because browsers have a smallest type. */
  const canvas = document.createElement("div");
  const frame = document.createElement("div");
  const slot = document.createElement("div");
  canvas.className = "canvas";
  canvas.dataset.surface = "wall";
  canvas.inert = true;
  frame.className = "wall";
  slot.className = "slot on";
  frame.append(slot);
  canvas.append(frame);
  picture.attachShadow({ mode: "open" }).append(...given.sheets.map((href) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = href;
    return sheet;
  }), canvas);

  /* The wall's own shape, panels and theme; the words say what its distance makes of the type. */
  function take() {
    const chosen = given.walls[wall.value];
    const [width, height] = chosen.shape;
    const unit = Math.min(width / least, height / low);
    across = width / unit;
    Object.assign(canvas.dataset, { theme: chosen.theme, panels: chosen.panels, wide: String(width / height > 1.9) });
    canvas.style.width = `${across}px`;
    canvas.style.height = `${height / unit}px`;
    canvas.style.setProperty("--wide", String(across));
    picture.style.aspectRatio = `${width}/${height}`;
    geometry.textContent = chosen.text;
    geometry.classList.toggle("hard", chosen.hard);
    fit();
  }

  function fit() {
    canvas.style.transform = `scale(${picture.clientWidth / across})`;
  }

  const NOTHING = "nothing"; // what a wall shows of a room without data
  const shown = () => scenes.filter((each) => each.kind === looked.value || each.kind === NOTHING);

  function draw() {
    const found = shown();
    place = Math.min(place, Math.max(found.length - 1, 0));
    const scene = found[place];
    back.disabled = place === 0;
    onward.disabled = place >= found.length - 1;
    canvas.hidden = !scene;
    form.querySelectorAll("[data-look]").forEach((each) => {
      each.setAttribute("aria-pressed", String(each.dataset.look === looked.value));
    });
    let text = given.texts.none;
    if (scene) {
      window.wallTrees.fill(slot, scene.tree, slot.scene !== scene.key, false);
      slot.scene = scene.key;
      slot.querySelectorAll("[data-state]").forEach((each) => { each.style.visibility = "hidden"; });
      text = given.texts.of.replace("{title}", slot.querySelector("h1").textContent)
        .replace("{n}", place + 1).replace("{all}", found.length);
      picture.setAttribute("aria-label", [text, slot.querySelector(".msg").textContent].join(" "));
    }
    caption.textContent = on.includes(looked.value) ? text : `${text} ${given.texts.off}`;
  }

  function say() {
    form.querySelectorAll("[data-facts]").forEach((each) => {
      const found = scenes.filter((scene) => scene.kind === each.dataset.facts).map((scene) => scene.seconds);
      const [least, most] = [Math.min(...found), Math.max(...found)];
      each.textContent = found.length
        ? given.texts.facts.replace("{n}", found.length).replace("{seconds}", least === most ? most : `${least}~${most}`)
        : given.texts.empty;
    });
    // Of scenes that take turns one is shown a round.
    const played = scenes.filter((each) => on.includes(each.kind));
    const whole = played.filter((each) => !each.turn).reduce((sum, each) => sum + each.seconds, 0)
      + Math.max(0, ...played.filter((each) => each.turn).map((each) => each.seconds));
    loop.hidden = whole === 0;
    loop.textContent = given.texts.loop.replace("{minutes}", Math.floor(whole / 60)).replace("{seconds}", whole % 60);
  }

  /* One question at a time; what was typed meanwhile is asked afterwards. */
  async function ask() {
    clearTimeout(timer);
    if (inFlight) {
      isStale = true;
      return;
    }
    [inFlight, isStale] = [true, false];
    try {
      const body = new URLSearchParams([...new FormData(form), ["preview", "1"]]);
      const answer = await fetch("/wall/programme",
        { method: "POST", body, cache: "no-store", signal: AbortSignal.timeout(ASKED_SECONDS * 1000) });
      if (!answer.ok) throw new Error(String(answer.status));
      ({ scenes, on } = await answer.json());
      draw();
      say();
    } catch (error) {
      caption.textContent = given.texts.failed;
      timer = setTimeout(ask, AGAIN);
    } finally {
      inFlight = false;
    }
    if (isStale) ask();
  }

  function choose(kind) {
    looked.value = kind;
    place = 0;
    draw();
  }

  function turn(steps) {
    place += steps;
    draw();
  }

  preview.hidden = false;
  form.querySelectorAll("[data-look]").forEach((each) => {
    each.hidden = false;
    each.addEventListener("click", () => choose(each.dataset.look));
  });
  back.addEventListener("click", () => turn(-1));
  onward.addEventListener("click", () => turn(1));
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, TYPING); });
  wall.addEventListener("change", take);
  take();
  new ResizeObserver(fit).observe(picture);
  ask();
})();
