/* Nothing is taken out of the room without a reason: files and printing ask for it in one dialog (layouts/reason.py).
   What was said last is offered again in this tab. A print by the browser's own key is put on record as such. */
(function () {
  "use strict";
  const KEPT = "reason";
  let goOn = null;
  let isReasoned = false;

  const dialog = () => document.getElementById("reason");
  const form = () => dialog().querySelector("form");

  function complain(text) {
    const place = dialog().querySelector(".reason-problem");
    place.hidden = !text;
    place.textContent = text;
  }

  function ask(act) {
    if (!dialog()) return;
    goOn = act;
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "{}");
    form().elements.kind.value = kept.kind || "";
    form().elements.text.value = kept.text || "";
    demand();
    complain("");
    dialog().showModal();
  }

  function demand() {
    form().elements.text.required = form().elements.kind.value === "other";
  }

  async function expectDone(answer) {
    if (answer.ok) return answer;
    const said = await answer.json().catch(() => ({}));
    throw new Error(said.error || dialog().dataset.failed);
  }

  async function file(address, reason) {
    const answer = await expectDone(await fetch(address, { method: "POST", body: new URLSearchParams(reason) }));
    const name = (answer.headers.get("Content-Disposition") || "").split("''")[1] || "";
    const href = URL.createObjectURL(await answer.blob());
    Object.assign(document.createElement("a"), { href, download: decodeURIComponent(name) }).click();
    setTimeout(() => URL.revokeObjectURL(href), 60000);
    dialog().close();
  }

  function told(reason, more) {
    const path = location.pathname + location.search;
    return fetch("/api/printed", { method: "POST", body: new URLSearchParams({ ...reason, path }), ...more });
  }

  async function paper(reason) {
    await expectDone(await told(reason, {}));
    dialog().close();
    isReasoned = true;
    window.print();
    isReasoned = false;
  }

  async function submit(event) {
    event.preventDefault();
    const reason = Object.fromEntries(new FormData(event.target));
    sessionStorage.setItem(KEPT, JSON.stringify(reason));
    const button = event.target.querySelector("[type=submit]");
    button.disabled = true;
    complain("");
    try {
      await goOn(reason);
    } catch (error) {
      complain(error instanceof TypeError ? dialog().dataset.failed : error.message);
    }
    button.disabled = false;
  }

  document.addEventListener("click", (event) => {
    const exports = event.target.closest("[data-export]");
    if (exports) ask((reason) => file(exports.dataset.export, reason));
    if (event.target.closest("[data-print]")) ask(paper);
    if (dialog() && (event.target === dialog() || event.target.closest("#reason [data-stop]"))) dialog().close();
  });
  document.addEventListener("change", (event) => {
    if (dialog() && dialog().contains(event.target)) demand();
  });
  document.addEventListener("submit", (event) => {
    if (dialog() && event.target === form()) submit(event);
  });
  window.addEventListener("beforeprint", () => {
    if (!isReasoned) told({ kind: "shortcut" }, { keepalive: true });
  });
})();
