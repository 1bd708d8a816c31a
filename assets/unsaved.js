/* Whoever is about to leave a form that was typed into, and not saved, is asked first. */
(function () {
  "use strict";
  let isUnsaved = document.querySelector("[data-unsaved]") !== null;
  document.addEventListener("input", (event) => { isUnsaved = isUnsaved || event.target.closest("form") !== null; });
  document.addEventListener("submit", () => { isUnsaved = false; });
  addEventListener("beforeunload", (event) => {
    if (!isUnsaved) return;
    event.preventDefault();
    event.returnValue = ""; // what browsers before 119 ask for
  });
})();
