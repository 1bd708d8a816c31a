/* Plays the age pyramid of the city (layouts/city_population.py): month after month, in place. Paused, the
   address names the month that is seen. Who asks for less motion gets one month a press. */
(function () {
  "use strict";
  const MONTH_MS = 500;
  const quiet = window.matchMedia("(prefers-reduced-motion: reduce)");
  let playing = null;

  function chart() {
    return document.querySelector("#page .city-pyramid .js-plotly-plot");
  }

  function draw(plot, frame) {
    window.Plotly.update(plot, { x: frame.x, text: frame.text, hovertext: frame.hovertext }, { "annotations[0].text": `<b>${frame.label}</b>` }, [0, 1]);
  }

  function say(button, isPlaying) {
    button.textContent = isPlaying ? button.dataset.pause : button.dataset.play;
    button.setAttribute("aria-pressed", String(isPlaying));
  }

  function stop() {
    if (!playing) return;
    clearInterval(playing.timer);
    const { button, frames, place, from } = playing;
    playing = null;
    if (!button.isConnected) return;
    say(button, false);
    if (place !== from) window.dash_clientside.room.go(frames[place].href);
  }

  function step() {
    const plot = chart();
    if (!plot || !playing.button.isConnected) return stop();
    playing.place = (playing.place + 1) % playing.frames.length;
    draw(plot, playing.frames[playing.place]);
    if (playing.place === playing.frames.length - 1) stop();
  }

  function play(button) {
    const given = JSON.parse(button.closest("[data-city-frames]").dataset.cityFrames);
    playing = { button, frames: given.frames, place: given.shown, from: given.shown, timer: 0 };
    if (quiet.matches) {
      step();
      stop();
      return;
    }
    say(button, true);
    playing.timer = setInterval(step, MONTH_MS);
    step();
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-city-play]");
    if (!button) return;
    if (playing) stop();
    else play(button);
  });
  window.addEventListener("popstate", stop);
})();
