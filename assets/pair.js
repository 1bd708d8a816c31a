/* The page of a browser that wants to be a wall: asks for its code, shows it, and goes on when it has been
   approved. It never stops asking, so that a wall whose time is over needs nobody at its keyboard. */
(function () {
  "use strict";
  const frame = document.querySelector("[data-pair]");
  const given = JSON.parse(frame.dataset.pair);
  const { texts } = given;
  const code = frame.querySelector("[data-code]");
  const said = frame.querySelector("[data-said]");
  const seconds = () => performance.now() / 1000;
  const screen = window.wallScreen(frame, given, seconds);
  const geometry = screen.kept();
  const PERIOD = 2000;
  const TIMEOUT = 4000;
  let shown = "";
  let end = 0;
  let problem = "";
  let serverTime = 0;
  let repliedAt = 0;

  function say() {
    const left = Math.max(0, Math.floor(end - seconds()));
    const text = texts.left.replace("{minutes}", Math.floor(left / 60)).replace("{seconds}", left % 60);
    said.textContent = problem || (shown ? text : "");
    code.textContent = shown ? shown.slice(0, 3) + " " + shown.slice(3) : "";
    screen.keep(false, screen.inKorea(serverTime, repliedAt), geometry.theme);
  }

  async function ask() {
    const body = new URLSearchParams(shown ? {} : { new: "1" });
    const response = await fetch("/api/pair", { method: "POST", body, signal: AbortSignal.timeout(TIMEOUT) });
    if (!response.ok) throw new Error(String(response.status));
    const answer = await response.json();
    if (answer.state === "paired") {
      location.replace(given.next);
      return true;
    }
    shown = answer.state === "full" ? "" : answer.code || shown;
    problem = answer.state === "full" ? texts.full : "";
    end = seconds() + answer.seconds_left;
    serverTime = Date.parse(answer.now);
    repliedAt = seconds();
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

  screen.measure(geometry);
  addEventListener("resize", () => screen.measure(geometry));
  setInterval(say, 1000);
  poll();
})();
