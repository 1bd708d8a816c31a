/* Starts the scripts of the page, which wait in a template: the page itself stands in the document and is
   painted first. In a tab that nobody sees there is no paint to wait for. */
(function () {
  "use strict";
  const waiting = document.getElementById("scripts");
  let started = false;

  function start() {
    if (started) return;
    started = true;
    run([...waiting.content.querySelectorAll("script")]);
  }

  /* In their order: those with an address are loaded all at once, those without wait for them. */
  function run(scripts) {
    let last = null;
    while (scripts.length && scripts[0].src) {
      last = copy(scripts.shift());
      last.async = false;
      document.body.append(last);
    }
    if (last && scripts.length) last.addEventListener("load", () => run(scripts));
    else if (scripts.length) {
      document.body.append(copy(scripts.shift()));
      run(scripts);
    }
  }

  function copy(script) {
    const made = document.createElement("script");
    for (const { name, value } of script.attributes) made.setAttribute(name, value);
    made.textContent = script.textContent;
    return made;
  }

  if (waiting.dataset.when === "now" || document.hidden) {
    start();
  } else {
    document.addEventListener("visibilitychange", start, { once: true });
    requestAnimationFrame(() => requestAnimationFrame(start));
  }
})();
