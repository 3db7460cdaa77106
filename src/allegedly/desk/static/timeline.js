// Choosing days by dragging over the timeline, or with the arrow keys: one tab stop, Shift and an arrow takes more days, Enter shows them.
// It asks desk.js for another address by an event: a script that is imported under another address than the page's would run a second time.

const SVG = "http://www.w3.org/2000/svg";

function begin() {
  const frame = document.querySelector("[data-brush]");
  const svg = frame?.querySelector("svg");
  if (!svg) return;
  const days = [...svg.querySelectorAll(".day")];
  if (!days.length) return;
  const links = days.filter((one) => one.localName === "a");
  links.forEach((one, n) => one.setAttribute("tabindex", n ? "-1" : "0"));
  let from = null, to = null, moved = false;

  const mark = document.createElementNS(SVG, "rect");
  mark.setAttribute("class", "brush");
  mark.setAttribute("y", "6");
  mark.setAttribute("height", String(svg.viewBox.baseVal.height - 8));
  const boxOf = (day) => day.querySelector(".hit").getBBox();

  function draw() {
    const [low, high] = from <= to ? [from, to] : [to, from];
    const left = boxOf(days[low]), right = boxOf(days[high]);
    mark.setAttribute("x", left.x);
    mark.setAttribute("width", right.x + right.width - left.x);
    if (!mark.isConnected) svg.append(mark);
  }
  function choose() {
    const [low, high] = from <= to ? [from, to] : [to, from];
    const query = new URLSearchParams(location.search);
    query.set("from", days[low].dataset.from);
    query.set("to", days[high].dataset.to);
    document.dispatchEvent(new CustomEvent("desk:ask", { detail: `${frame.dataset.brush}?${query}` }));
  }
  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
    const n = days.findIndex((one) => { const box = boxOf(one); return point.x >= box.x && point.x < box.x + box.width; });
    return n >= 0 ? n : point.x < boxOf(days[0]).x ? 0 : days.length - 1;
  }
  function drag(event) {
    const now = at(event);
    if (now !== to) moved = true;
    to = now;
    draw();
  }
  function drop() {
    removeEventListener("pointermove", drag);
    if (moved) choose(); else mark.remove();
  }
  svg.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest(".row-link")) return;
    from = to = at(event);
    moved = false;
    addEventListener("pointermove", drag);
    addEventListener("pointerup", drop, { once: true });
  });
  svg.addEventListener("dragstart", (event) => event.preventDefault());
  svg.addEventListener("click", (event) => { if (moved) { event.preventDefault(); event.stopPropagation(); } }, true);

  svg.addEventListener("keydown", (event) => {
    const here = links.indexOf(event.target.closest(".day"));
    if (here < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -links.length, End: links.length }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      const next = Math.min(Math.max(here + step, 0), links.length - 1);
      if (event.shiftKey) {
        if (from === null) from = days.indexOf(links[here]);
        to = days.indexOf(links[next]);
        draw();
      } else {
        from = to = null;
        mark.remove();
      }
      links.forEach((one, n) => one.setAttribute("tabindex", n === next ? "0" : "-1"));
      links[next].focus();
    } else if (event.key === "Enter" && from !== null && from !== to) {
      event.preventDefault();
      choose();
    } else if (event.key === "Escape") {
      from = to = null;
      mark.remove();
    }
  });
}

begin();
document.addEventListener("desk:shown", begin);
