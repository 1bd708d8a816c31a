/* The page of a browser that wants to be a wall: asks for its code, shows it, and goes on when it has been
   approved. It never stops asking, so that a wall whose time is over needs nobody at its keyboard. */
(function () {
  "use strict";
  const place = document.querySelector("[data-pair]");
  const code = place.querySelector("[data-code]");
  const said = place.querySelector("[data-said]");
  const texts = JSON.parse(place.dataset.texts);
  const PERIOD = 2000;
  const TIMEOUT = 4000;
  let shown = "";
  let end = 0;
  let problem = "";

  function say() {
    const left = Math.max(0, Math.floor((end - performance.now()) / 1000));
    const text = texts.left.replace("{minutes}", Math.floor(left / 60)).replace("{seconds}", left % 60);
    said.textContent = problem || (shown ? text : "");
    code.textContent = shown ? shown.slice(0, 3) + " " + shown.slice(3) : "";
  }

  async function ask() {
    const body = new URLSearchParams(shown ? {} : { new: "1" });
    const response = await fetch("/api/pair", { method: "POST", body, signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    if (answer.state === "paired") {
      location.replace(place.dataset.pair);
      return true;
    }
    shown = answer.state === "full" ? "" : answer.code || shown;
    problem = answer.state === "full" ? texts.full : "";
    end = performance.now() + answer.seconds_left * 1000;
    return false;
  }

  async function poll() {
    try {
      if (await ask()) return;
    } catch (error) {
      problem = texts.away;
    }
    say();
    setTimeout(poll, PERIOD);
  }

  setInterval(say, 1000);
  poll();
})();
