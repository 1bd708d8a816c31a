/* The axis of the timeline is a chart of its own (layouts/figures/timeline.py): it follows a person's zoom. */
(function () {
  "use strict";

  function follow(chart, axis) {
    const asked = chart.layout.xaxis.range;
    const shown = axis.layout.xaxis.range;
    if (String(asked) !== String(shown)) window.Plotly.relayout(axis, { "xaxis.range": [...asked] });
  }

  /* Nobody zooms without pointing at the chart first. */
  document.addEventListener("pointerover", (event) => {
    const chart = event.target.closest && event.target.closest(".timeline-rows .js-plotly-plot");
    if (!chart || chart.dataset.followed) return;
    chart.dataset.followed = "1";
    chart.on("plotly_afterplot", () => {
      const axis = document.querySelector(".timeline-axis .js-plotly-plot");
      if (axis) follow(chart, axis);
    });
  });
})();
