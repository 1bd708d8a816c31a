/* The component Pane (layouts/pane.py): draws a tree of html components with React itself, so that a
   refresh changes only what differs and an open <details>, the focus and a selection stay. */
(function () {
  "use strict";
  const React = window.React;

  function follow(event) {
    const elsewhere = event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
    if (event.defaultPrevented || elsewhere) return;
    event.preventDefault();
    window.dash_clientside.room.go(event.currentTarget.getAttribute("href"));
  }

  function ours(props) {
    const { children, id, n_clicks, "data-share": share, ...own } = props;
    if (typeof id === "string") own.id = id;
    if (share !== undefined) own.style = { "--share": share };
    if (id && typeof id === "object") own.onClick = (event) => press(id, event && event.currentTarget);
    return own;
  }

  function element(node, place) {
    const own = ours(node.props);
    let kind;
    if (node.namespace === "dash_html_components") {
      kind = node.type.toLowerCase();
      if (kind === "form") own.onSubmit = submit;
    } else if (node.type === "Link") {
      kind = "a";
      own.onClick = follow;
    } else {
      kind = window[node.namespace][node.type];
      own.setProps = (changed) => "n_clicks" in changed && node.props.id && press(node.props.id);
    }
    if (own.key === undefined) own.key = place;
    const children = node.props.children;
    return Array.isArray(children)
      ? React.createElement(kind, own, ...children.map((child, index) => draw(child, index)))
      : React.createElement(kind, own, draw(children, 0));
  }

  function draw(node, place) {
    if (Array.isArray(node)) return node.map((child, index) => draw(child, index));
    return node && typeof node === "object" ? element(node, place) : node;
  }

  /* A form is answered by its button, and is empty for the next time. */
  function submit(event) {
    event.preventDefault();
    const button = event.currentTarget.querySelector("button");
    if (button) button.click();
  }

  /* A pressed button goes to one store with what its form says and where one is; the count makes every
     press a new value. */
  let presses = 0;
  function press(id, element) {
    presses += 1;
    const form = element && element.closest && element.closest("form");
    const given = form ? Object.fromEntries(new FormData(form)) : {};
    const here = location.pathname + location.search;
    window.dash_clientside.set_props("pressed", { data: { id, given, here, count: presses } });
    if (form) form.reset();
  }

  function Pane({ tree }) {
    return React.useMemo(() => draw(tree, 0), [tree]);
  }

  window.room_parts = { ...window.room_parts, Pane };
})();
