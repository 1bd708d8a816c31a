/* Makes elements of trees, on walls and in the picture of one beside a form: no markup is ever written. */
(function () {
  "use strict";
  const SVG = "http://www.w3.org/2000/svg";

  /* Trees of layouts/wall_tree.py: what stands is mended, so that nothing moves but what differs. */
  function make(tree) {
    if (typeof tree === "string") return document.createTextNode(tree);
    const [tag] = tree;
    const element = tag.startsWith("svg:") ? document.createElementNS(SVG, tag.slice(4)) : document.createElement(tag);
    mend(element, tree, false);
    return element;
  }

  function isLike(node, tree) {
    if (typeof tree === "string") return node.nodeType === Node.TEXT_NODE;
    return node.nodeType === Node.ELEMENT_NODE && node.localName === tree[0].replace("svg:", "")
      && (node.dataset || {}).key === tree[1]["data-key"];
  }

  function mend(element, [, wanted, ...children], isMarked) {
    let differs = false;
    const before = element.given || {};
    for (const name of Object.keys(before)) {
      if (name in wanted) continue;
      if (name.startsWith("--")) element.style.removeProperty(name); else element.removeAttribute(name);
      differs = true;
    }
    for (const [name, value] of Object.entries(wanted)) {
      if (before[name] === value) continue;
      if (name.startsWith("--")) element.style.setProperty(name, value); else element.setAttribute(name, value);
      differs = true;
    }
    element.given = wanted;
    return mendChildren(element, children, isMarked) || differs;
  }

  function mendChildren(element, trees, isMarked) {
    let differs = false;
    trees.forEach((tree, at) => {
      const node = element.childNodes[at];
      if (!node || !isLike(node, tree)) {
        if (node) element.replaceChild(make(tree), node); else element.appendChild(make(tree));
        differs = true;
      } else if (typeof tree === "string") {
        if (node.data !== tree && !element.hasAttribute("data-link")) {
          node.data = tree;
          differs = true;
        }
      } else if (mend(node, tree, isMarked)) {
        differs = true;
        if (tree[1]["data-key"]) node.toggleAttribute("data-changed", isMarked);
      }
    });
    if (element.hasAttribute("data-link")) return differs; // its text is this script's
    while (element.childNodes.length > trees.length) {
      element.lastChild.remove();
      differs = true;
    }
    return differs;
  }

  /* A new scene is made anew; in one that stands, what differs is marked if `isMarked`. */
  function fill(element, tree, isNew, isMarked) {
    if (element.tree === tree) return;
    if (isNew) element.replaceChildren();
    else element.querySelectorAll("[data-changed]").forEach((each) => each.removeAttribute("data-changed"));
    element.tree = tree;
    mendChildren(element, tree, isMarked);
  }

  function empty(element) {
    element.replaceChildren();
    element.tree = null;
  }

  window.wallTrees = { fill, empty };
})();
