// Reviewing by keys and by marking words. Everything here fills in and sends the form that is there without it.

const state = { from: null, to: null, cursor: null, drag: null };
const $ = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const form = () => $("#decide");
const words = () => all("#words .w");
const ROLE = { actors: "actor", recipients: "recipient", source: "source", place: "place", date: "date", trigger: "trigger" };
const LISTS = ["actors", "recipients", "source"];

// -- marking ----------------------------------------------------------------------------------------------------------

function mark(from, to, cursor = to) {
  [state.from, state.to, state.cursor] = [Math.min(from, to), Math.max(from, to), cursor];
  state.anchor = from;
  const list = words();
  const [first, last] = [list[state.from], list[state.to]];
  for (const piece of all("#words .w, #words .g")) {
    const inside = +piece.dataset.s >= +first.dataset.s && +piece.dataset.e <= +last.dataset.e;
    piece.classList.toggle("marked", inside);
    piece.classList.toggle("at", piece === list[cursor]);
  }
  list[cursor].scrollIntoView({ block: "nearest" });
  tell(`Marked: ${markedText()}`);
}

function unmark() {
  for (const piece of all("#words .marked, #words .at")) piece.classList.remove("marked", "at");
  [state.from, state.to] = [null, null];
}

const span = () => [+words()[state.from].dataset.s, +words()[state.to].dataset.e];
const tell = (line) => { const place = $("#marked-now"); if (place) place.textContent = line; };

function textOf(start, end) {
  const pieces = all("#words .w, #words .g").filter((piece) => +piece.dataset.s >= start && +piece.dataset.e <= end);
  return pieces.map((piece) => piece.textContent).join("").split(/\s+/).join(" ").trim();
}
const markedText = () => (state.from === null ? "" : textOf(...span()));

function move(step, extend) {
  const list = words();
  const trigger = list.findIndex((word) => word.classList.contains("r-trigger"));
  const at = state.from === null && !extend ? (state.cursor ?? trigger - (step > 0 ? 1 : 0)) : state.cursor ?? trigger;
  const next = Math.min(Math.max(at + step, 0), list.length - 1);
  if (extend && state.from !== null) {
    const anchor = state.cursor === state.from ? state.to : state.from;
    mark(state.from === state.to ? state.from : anchor, next, next);
  } else mark(next, next);
}

// -- what the form holds ----------------------------------------------------------------------------------------------

function spansIn(name) {
  const at = form().elements[`${name}-at`];
  const input = form().elements[name];
  if (!at || !at.value || !input.value) return [];
  return at.value.split(",").map((pair) => pair.split("-").map(Number));
}

function put(name, spans) {
  spans.sort((a, b) => a[0] - b[0]);
  const input = form().elements[name];
  input.value = spans.map(([start, end]) => textOf(start, end)).join("; ");
  form().elements[`${name}-at`].value = spans.map((pair) => pair.join("-")).join(",");
  refresh();
}

function countName() {
  const rows = all(".count-row input[name^='count-']:not([type=hidden])").filter((one) => /^count-\d+$/.test(one.name));
  return (rows.find((one) => !one.value) ?? rows[rows.length - 1])?.name;
}

function assign(field, add) {
  if (!form()) return;
  if (state.from === null) {
    const input = form().elements[field === "counts" ? countName() : field];
    input?.focus();
    input?.select?.();
    return;
  }
  const [start, end] = span();
  const said = markedText();
  const word = $(`[data-mark="${field}"]`).textContent.replace(/^\s*\d\s*/, "").trim();
  if (field === "counts") {
    const name = countName();
    put(name, [[start, end]]);
    const figure = said.replace(/(\d)[, ](?=\d{3})/g, "$1").match(/^\D*(\d+)\D*$/);
    const all3 = ["low", "best", "high"].map((kind) => form().elements[`${name}-${kind}`]);
    // A bare figure is all three; with words around it the reader says what they leave open.
    if (figure && /^\d[\d, ]*$/.test(said) && all3.every((one) => !one.value)) for (const one of all3) one.value = figure[1];
    refresh();
  } else {
    const kept = add && LISTS.includes(field) ? spansIn(field).filter(([s, e]) => e <= start || end <= s) : [];
    put(field, [...kept, [start, end]]);
  }
  unmark();
  tell(`${word}: ${said}`);
}

// Redraws the marks in the text, what was changed, and what the first button will do.
function refresh() {
  if (!form()) return;
  const roles = [];
  for (const [field, role] of Object.entries(ROLE)) for (const [s, e] of spansIn(field)) roles.push([role, s, e]);
  for (const input of all(".count-row input")) if (/^count-\d+$/.test(input.name)) for (const [s, e] of spansIn(input.name)) roles.push(["count", s, e]);
  for (const tag of all("#words .tag")) if (tag.dataset.tag !== "cue") tag.remove();
  const opened = new Set();
  for (const piece of all("#words .w, #words .g")) {
    const [s, e] = [+piece.dataset.s, +piece.dataset.e];
    for (const role of [...Object.values(ROLE), "count"]) {
      const over = roles.filter(([name, start, end]) => name === role && start < e && s < end);
      piece.classList.toggle(`r-${role}`, over.length > 0);
      for (const [, start] of over) {
        if (opened.has(`${role}${start}`)) continue;
        opened.add(`${role}${start}`);
        const tag = document.createElement("span");
        tag.className = `tag tag-${role}`;
        tag.dataset.tag = role;
        tag.textContent = role === "trigger" ? "event" : role;
        piece.before(tag);
      }
    }
  }
  let changed = 0;
  for (const row of all(".record .row")) {
    const fields = all("[data-was]", row);
    const differs = fields.filter((one) => one.value !== one.dataset.was && !(one.closest(".spare") && one.tagName === "SELECT"));
    const boxes = all("input[type=checkbox]", row).some((one) => one.checked !== one.defaultChecked);
    row.classList.toggle("changed", differs.length > 0 || boxes);
    changed += differs.length > 0 || boxes;
    const shown = differs.find((one) => one.type === "text" && one.dataset.was);
    let was = $(".was", row);
    if (shown && !was) {
      was = document.createElement("span");
      was.className = "was";
      shown.closest(".holds").append(was);
    }
    if (was) was.remove();
    if (shown) { was.textContent = shown.dataset.was; shown.closest(".holds").append(was); }
  }
  const label = $(".keep span[data-plain]");
  const hidden = label.dataset.plain !== "Accept";
  label.textContent = changed && !hidden ? label.dataset.changed + (changed > 1 ? ` (${changed})` : "") : label.dataset.plain;
  const type = $("#f-type");
  const gloss = $("#gloss");
  if (gloss) gloss.textContent = type.selectedOptions[0]?.title ?? "";
}

function reset() {
  form().reset();
  for (const at of all("input[type=hidden][data-was]")) at.value = at.dataset.was;
  for (const one of all("details[open]", form())) one.open = false;
  refresh();
  tell("All as the coder has it.");
}

// -- keys -------------------------------------------------------------------------------------------------------------

const keysOn = () => $("#keys-on")?.checked ?? true;
const typing = (target) => target.matches?.("input:not([type=checkbox]):not([type=radio]), textarea, select");

function press(key) {
  const found = all(`[data-key="${key}"]`).find((one) => one.offsetParent !== null);
  if (!found) return false;
  if (found.tagName === "SUMMARY") {
    const menu = found.parentElement;
    menu.open = !menu.open;
    if (menu.open) $("button", menu)?.focus();
  } else if (found.tagName === "SELECT" && "cycle" in found.dataset) {
    found.selectedIndex = (found.selectedIndex + 1) % found.options.length;
    refresh();
    tell(`${found.name}: ${found.selectedOptions[0].textContent}`);
  } else if (found.matches("input, select")) found.focus();
  else found.click();
  return true;
}

function onKey(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const menu = $(".reject[open]");
  if (event.key === "Escape") {
    if (menu) { menu.open = false; $("summary", menu).focus(); }
    else if (typing(event.target)) event.target.blur();
    else if (state.from !== null) { unmark(); tell(""); }
    else if (form()) reset();
    return;
  }
  if (typing(event.target) || !keysOn()) return;
  if (menu && /^[1-9]$/.test(event.key)) {
    $(`[data-reason="${event.key}"]`, menu)?.click();
    event.preventDefault();
    return;
  }
  const digit = /^Digit([1-7])$/.exec(event.code) ?? /^Numpad([1-7])$/.exec(event.code);
  if (digit && form()) {
    assign(all("[data-mark]")[digit[1] - 1].dataset.mark, event.shiftKey);
    event.preventDefault();
    return;
  }
  if ((event.key === "ArrowLeft" || event.key === "ArrowRight") && $("#words") && form()) {
    const rtl = getComputedStyle($("#words")).direction === "rtl";
    move((event.key === "ArrowRight") !== rtl ? 1 : -1, event.shiftKey);
    event.preventDefault();
    return;
  }
  if (event.key === "Enter" && !event.target.closest?.("button, a, summary, label")) {
    if (press("a")) event.preventDefault();
    return;
  }
  if (/^[a-z]$/i.test(event.key) && !event.shiftKey && press(event.key.toLowerCase())) event.preventDefault();
}

// -- pointers ---------------------------------------------------------------------------------------------------------

function wordAt(node) {
  const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  return element?.closest?.("#words .w") ?? null;
}

function fromSelection() {
  const chosen = getSelection();
  if (!form() || !chosen.rangeCount || chosen.isCollapsed || !$("#words")?.contains(chosen.anchorNode)) return false;
  const range = chosen.getRangeAt(0);
  const list = words();
  const inside = list.flatMap((word, n) => {
    const own = document.createRange();
    own.selectNodeContents(word);
    const begins = range.compareBoundaryPoints(Range.END_TO_START, own) < 0;
    const ends = range.compareBoundaryPoints(Range.START_TO_END, own) > 0;
    return begins && ends ? [n] : [];
  });
  if (!inside.length) return false;
  chosen.removeAllRanges();
  mark(inside[0], inside[inside.length - 1]);
  return true;
}

function onClick(event) {
  const button = event.target.closest("[data-mark]");
  if (button) { assign(button.dataset.mark, event.shiftKey); return; }
  if (!form()) return;
  const word = wordAt(event.target);
  if (!word || !getSelection().isCollapsed) return;
  const n = words().indexOf(word);
  const extend = event.shiftKey || (event.pointerType === "touch" && state.from !== null && state.from === state.to);
  if (extend && state.from !== null) mark(n < state.from ? state.to : state.from, n, n);
  else if (state.from === n && state.to === n) { unmark(); tell(""); }
  else mark(n, n);
}

// -- to the next one --------------------------------------------------------------------------------------------------

async function send(event) {
  const sent = event.target;
  const address = new URL(sent.getAttribute("action"), location.href);
  if (sent.method !== "post" || !address.pathname.startsWith("/review/")) return;
  event.preventDefault();
  if (sent.dataset.sent) return;
  sent.dataset.sent = "yes";
  const started = performance.now();
  try {
    const answer = await fetch(address, { method: "POST", body: new URLSearchParams(new FormData(sent, event.submitter)), credentials: "same-origin" });
    await show(answer);
    // Until it is painted, which is when one can begin to read.
    requestAnimationFrame(() => setTimeout(() => performance.measure("allegedly next saying", { start: started, end: performance.now() })));
  } catch {
    delete sent.dataset.sent;
    tell("The desk does not answer. Is it still running? Nothing was kept; press again.");
  }
}

async function show(answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = $("main", page);
  if (!fresh) { location.reload(); return; }
  const kept = keysOn();
  $("main").replaceChildren(...fresh.childNodes);
  document.title = page.title;
  document.body.className = page.body.className;
  history.pushState({ review: true }, "", answer.url);
  begin(kept);
  scrollTo(0, 0);
  if (document.activeElement !== document.body) document.activeElement.blur();
}

function begin(keys = true) {
  [state.from, state.to, state.cursor] = [null, null, null];
  document.documentElement.classList.add("with-keys");
  for (const one of all(".needs-script")) one.hidden = false;
  const box = $("#keys-on");
  if (box) box.checked = keys && localStorage.getItem("allegedly-keys") !== "off";
  if (form()) refresh();
  $(".sentence .r-trigger")?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", onKey);
document.addEventListener("click", onClick);
document.addEventListener("submit", send);
document.addEventListener("mouseup", () => setTimeout(fromSelection));
document.addEventListener("touchend", () => setTimeout(fromSelection, 250));
document.addEventListener("input", (event) => {
  if (event.target.id === "keys-on") { localStorage.setItem("allegedly-keys", event.target.checked ? "on" : "off"); return; }
  // Words that were typed are looked for on our side; their old offsets say nothing any more.
  const at = event.target.name && form()?.elements[`${event.target.name}-at`];
  if (at) at.value = event.target.value === event.target.dataset.was ? at.dataset.was : "";
  if (event.target.form === form()) refresh();
});
addEventListener("popstate", () => location.reload());
begin();
