/* The component Grid (layouts/grid.py): the first rows of a table at once, then AG Grid over them.
   AG Grid's script is large: it is loaded when the first Grid is drawn. The plain head stays in its place,
   unseen: AG Grid's columns take their widths from it, so that nothing moves when it takes over. */
(function () {
  "use strict";
  const React = window.React;
  const h = React.createElement;
  const BLOCK = 100;
  const LINE_REM = 1.75;
  const HEAD_REM = 2.25;

  let loaded = null;
  function agGrid(address) {
    loaded = loaded || new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.dash_ag_grid.AgGrid);
      script.onerror = () => { loaded = null; reject(new Error(address)); };
      document.head.append(script);
    });
    return loaded;
  }

  const rem = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const go = (href) => window.dash_clientside.room.go(href);

  /* A cell is [text, class, share, title], shortened at its end. */
  const classOf = (column, cell) => (column.kind + " " + (cell[1] || "")).trim();
  const styleOf = (cell) => (typeof cell[2] === "number" ? { "--share": cell[2] } : undefined);

  /* The parts that stand in both are drawn by React over there, and here, where every millisecond of a scroll
     counts, as plain elements: `create` is React's or this one. */
  function element(tag, props, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (name === "className") made.className = value;
      else if (value !== undefined && name !== "key") made.setAttribute(name, value);
    }
    made.append(...children.flat());
    return made;
  }

  function head(create, column) {
    const arrow = ("g-sort " + (column.direction || "")).trim();
    return create("a", { href: column.href, className: arrow, title: column.title }, column.label);
  }

  function name(create, href, text) {
    return create("a", { href, className: "to" }, text);
  }

  function section(create, [label, ...texts]) {
    return create("div", { className: "g-section" }, create("b", { key: -1 }, label),
      texts.map((text, place) => create("span", { key: place }, text)));
  }

  /* A component of AG Grid; what changes is drawn anew. */
  function drawnBy(draw) {
    return class {
      init(params) { this.gui = draw(params); }
      getGui() { return this.gui; }
      refresh() { return false; }
    };
  }

  const nothing = () => element("span", {});
  const LiveHead = drawnBy(({ column: { colDef } }) => head(element, colDef.context));
  const LiveName = drawnBy(({ data, value }) => (data ? name(element, data.href, value) : nothing()));
  const LiveSection = drawnBy(({ data }) => {
    const drawn = data ? section(element, data.group) : nothing();
    drawn.setAttribute("role", "gridcell");
    return drawn;
  });

  function plainCell(column, row) {
    const cell = row[column.key];
    const content = column.key === "name" ? name(h, row.href, cell[0]) : cell[0];
    return h("span", { key: column.key, className: classOf(column, cell), title: cell[3] || undefined,
      style: styleOf(cell) }, content);
  }

  function plainRow(columns, row) {
    if (row.group) return h("div", { key: row.id, className: "g-row g-group" }, section(h, row.group));
    return h("div", { key: row.id, className: "g-row" }, columns.map((column) => plainCell(column, row)));
  }

  function Plain({ columns, rows }) {
    const heads = columns.map((column) => h("span", { key: column.key, className: column.kind }, head(h, column)));
    return h("div", { className: "g-plain" }, h("div", { className: "g-row g-head" }, heads),
      rows.map((row) => plainRow(columns, row)));
  }

  function definition(column, width) {
    const cellOf = ({ data }) => (data && data[column.key]) || [];
    return {
      colId: column.key,
      width,
      minWidth: 1,
      suppressHeaderMenuButton: true,
      headerComponent: LiveHead,
      context: column,
      headerClass: column.kind,
      valueGetter: (params) => cellOf(params)[0],
      cellClass: (params) => classOf(column, cellOf(params)),
      cellStyle: (params) => styleOf(cellOf(params)) || null,
      tooltipValueGetter: (params) => cellOf(params)[3] || cellOf(params)[0],
      cellRenderer: column.key === "name" ? LiveName : undefined,
      sortable: false,
      resizable: false,
    };
  }

  /* A click or Enter anywhere on a row goes where its name leads, on a head where its words do. */
  function onClick(event) {
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere) return;
    const link = event.target.closest("a[href]");
    if (!link && !getSelection().isCollapsed) return;
    follow(event, link || wayOf(event.target));
  }

  function onKeyDown(event) {
    if (event.key === "Enter" && !event.target.closest("a[href]")) follow(event, wayOf(event.target));
  }

  function wayOf(target) {
    const owner = target.closest(".ag-row, .g-row:not(.g-head), .ag-header-cell");
    return owner && owner.querySelector("a.to, a.g-sort");
  }

  function follow(event, link) {
    if (!link) return;
    event.preventDefault();
    go(link.getAttribute("href"));
  }

  function onColumnMoved({ api, finished, source }) {
    if (!finished || source !== "uiColumnMoved") return;
    const there = new URL(location.href);
    there.searchParams.set("columns", api.getAllDisplayedColumns().map((column) => column.getColId()).join(","));
    go(there.pathname + there.search);
  }

  function widthsOf(place) {
    return [...place.querySelectorAll(".g-head > .g-cell")].map((cell) => cell.getBoundingClientRect().width);
  }

  const same = (left, right) => left.length === right.length && left.every((each, place) => each === right[place]);

  /* The widths of the plain head, measured anew whenever the table has another size or other columns. */
  function useWidths(place, columns) {
    const [widths, setWidths] = React.useState([]);
    React.useLayoutEffect(() => {
      const measure = () => {
        const found = widthsOf(place.current);
        setWidths((known) => (same(known, found) ? known : found));
      };
      measure();
      const observer = new ResizeObserver(measure);
      observer.observe(place.current);
      return () => observer.disconnect();
    }, [columns]);
    return widths.length === columns.length ? widths : null;
  }

  function useScript(address) {
    const [AgGrid, setAgGrid] = React.useState(null);
    React.useEffect(() => {
      let wanted = true;
      agGrid(address).then((found) => wanted && setAgGrid(() => found), () => undefined);
      return () => { wanted = false; };
    }, [address]);
    return AgGrid;
  }

  function usePaper() {
    const [isPaper, setIsPaper] = React.useState(false);
    React.useEffect(() => {
      const to = (paper) => () => window.ReactDOM.flushSync(() => setIsPaper(paper));
      const on = to(true);
      const off = to(false);
      window.addEventListener("beforeprint", on);
      window.addEventListener("afterprint", off);
      return () => {
        window.removeEventListener("beforeprint", on);
        window.removeEventListener("afterprint", off);
      };
    }, []);
    return isPaper;
  }

  async function fetched(source, start, end) {
    const response = await fetch(`${source}${source.includes("?") ? "&" : "?"}start=${start}&end=${end}`);
    if (!response.ok) throw new Error(String(response.status));
    return response.json();
  }

  /* Rows that came with the page are at hand; the others are asked for as one scrolls. */
  function answer(params, { first, count, source }) {
    const { startRow, endRow, successCallback, failCallback } = params;
    if (first.length >= Math.min(endRow, count)) {
      successCallback(first.slice(startRow, endRow), count);
      return Promise.resolve();
    }
    return fetched(source, startRow, endRow).then((some) => successCallback(some.rows, some.count), failCallback);
  }

  function useRows(props) {
    const now = React.useRef(props);
    const api = React.useRef(null);
    const [isDrawn, setIsDrawn] = React.useState(false);
    const before = now.current;
    now.current = props;
    React.useEffect(() => {
      if (!api.current || api.current.isDestroyed() || before === props) return;
      api.current.refreshInfiniteCache();
      if (before.source !== props.source && props.count) api.current.ensureIndexVisible(0, "top");
    }, [props.source, props.first, props.count]);
    const setProps = React.useCallback(({ getRowsRequest }) => {
      if (!getRowsRequest) return;
      api.current = getRowsRequest.api;
      answer(getRowsRequest, now.current).then(() => requestAnimationFrame(() => setIsDrawn(true)));
    }, []);
    return [isDrawn, setProps];
  }

  function Live({ AgGrid, columns, widths, setProps, count, texts, line, head }) {
    const definitions = React.useMemo(
      () => columns.map((column, place) => definition(column, widths[place])), [columns, widths]);
    const options = React.useMemo(() => ({
      renderingMode: "legacy",
      rowHeight: line,
      headerHeight: head,
      cacheBlockSize: BLOCK,
      maxBlocksInCache: 20,
      infiniteInitialRowCount: count,
      rowBuffer: 10,
      localeText: texts,
      isFullWidthRow: ({ rowNode }) => Boolean(rowNode.data && rowNode.data.group),
      fullWidthCellRenderer: LiveSection,
      enableBrowserTooltips: true,
      suppressNoRowsOverlay: true,
      suppressColumnVirtualisation: true,
      ensureDomOrder: true,
      animateRows: false,
      onColumnMoved,
    }), [line, head, texts]);
    return h(AgGrid, { id: "grid", className: "g-live", rowModelType: "infinite", getRowId: "params.data.id",
      columnDefs: definitions, dashGridOptions: options, setProps, style: { height: "100%" } });
  }

  const Kept = React.memo(Live, (left, right) => left.columns === right.columns && left.widths === right.widths
    && left.line === right.line && left.texts === right.texts);

  function Grid(props) {
    const { columns, first, count, texts, script, label } = props;
    const place = React.useRef(null);
    const widths = useWidths(place, columns);
    const AgGrid = useScript(script);
    const isPaper = usePaper();
    const [isDrawn, setProps] = useRows(props);
    const size = rem();
    const live = AgGrid && widths && h(Kept, { AgGrid, columns, widths, setProps, count, texts,
      line: LINE_REM * size, head: HEAD_REM * size - 2 });
    return h("div", { className: isDrawn ? "grid drawn" : "grid", role: "group", "aria-label": label, ref: place,
      onClick, onKeyDown }, h(Plain, { columns, rows: isDrawn && !isPaper ? [] : first }), live);
  }

  window.room_parts = { ...window.room_parts, Grid };
})();
