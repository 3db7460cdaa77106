// Links and forms of a page under filters answer without leaving it: the same address is fetched, and what it shows put in place.
// Without this script the browser does the same by loading the page.

document.documentElement.classList.add("with-scripts");
let asked = 0;

async function show(address, { push = true } = {}) {
  const mine = ++asked;
  const active = document.activeElement;
  const kept = active && (active.id ? `#${CSS.escape(active.id)}` : active.name ? `[name="${CSS.escape(active.name)}"][value="${CSS.escape(active.value ?? "")}"]` : null);
  const followed = !kept && active?.closest("main");
  const place = followed && placeOf(active);
  const open = [...document.querySelectorAll("details.facet")].map((one) => one.open);
  let answer;
  try {
    answer = await fetch(address, { headers: { Accept: "text/html" }, credentials: "same-origin" });
  } catch {
    location.assign(address);
    return;
  }
  if (mine !== asked) return; // a later question was asked meanwhile
  if (!answer.ok || !answer.headers.get("content-type")?.startsWith("text/html")) {
    location.assign(address);
    return;
  }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (mine !== asked) return;
  const fresh = page.querySelector("main");
  document.querySelector("main").replaceChildren(...fresh.childNodes);
  document.title = page.title;
  document.querySelectorAll("details.facet").forEach((one, n) => { one.open = open[n] ?? false; });
  if (push) history.pushState({ desk: true }, "", address);
  document.dispatchEvent(new CustomEvent("desk:shown"));
  if (kept) document.querySelector(kept)?.focus({ preventScroll: true });
  else if (followed) ((place && goOnFrom(place)) ?? document.querySelector("main")).focus({ preventScroll: true });
}

// Where a link stands that has no name of its own, so that whoever follows it with the keyboard goes on from there: its part of the page, and its words
// without their counts, which other filters change; of the bars of the timeline, their day.
const wordsOf = (link) => link.dataset.from ?? link.textContent.replace(/[\d,]+/g, "");

function placeOf(link) {
  const region = link?.closest("main section[aria-labelledby]");
  return region ? [`section[aria-labelledby="${CSS.escape(region.getAttribute("aria-labelledby"))}"]`, wordsOf(link)] : null;
}

function goOnFrom([region, words]) {
  const links = [...(document.querySelector(region)?.querySelectorAll("a, button") ?? [])];
  return links.find((one) => wordsOf(one) === words);
}

function addressOf(form) {
  const pairs = [...new FormData(form)].filter(([name, value]) => value !== "" && !(name === "day" && value === "printed"));
  const query = new URLSearchParams(pairs).toString();
  return form.getAttribute("action") + (query ? `?${query}` : "");
}

document.addEventListener("desk:ask", (event) => show(event.detail));
document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-live]");
  if (form && event.target.type !== "search") show(addressOf(form));
});
document.addEventListener("submit", (event) => {
  const form = event.target.closest("form[data-live]");
  if (!form) return;
  event.preventDefault();
  show(addressOf(form));
});
document.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target.closest("main a");
  if (!link || link.hasAttribute("download") || !document.querySelector("form[data-live]")) return;
  const address = new URL(link.getAttribute("href"), location.href);
  if (address.origin !== location.origin || address.pathname !== location.pathname || address.hash) return;
  event.preventDefault();
  show(address.pathname + address.search);
});
addEventListener("popstate", () => { if (document.querySelector("form[data-live]")) show(location.pathname + location.search, { push: false }); });
// A menu of choices closes when one clicks beside it, and with Escape.
document.addEventListener("pointerdown", (event) => {
  for (const one of document.querySelectorAll("details.facet[open]")) if (!one.contains(event.target)) one.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details.facet[open]");
  if (open) { open.open = false; open.querySelector("summary").focus(); }
});

// Beside each SVG to take away, the same picture as PNG: drawn here, at twice its size.
function addPng() {
  for (const link of document.querySelectorAll("a[data-png]:not([data-has-png])")) {
    link.dataset.hasPng = "";
    const other = document.createElement("button");
    other.type = "button";
    other.className = "link";
    other.textContent = "PNG";
    other.setAttribute("aria-label", `Take away this ${link.dataset.png} as PNG`);
    other.addEventListener("click", () => savePng(link.getAttribute("href"), `${link.dataset.png}.png`));
    link.after(" ", other);
  }
}

function savePng(address, name) {
  const image = new Image();
  image.addEventListener("load", () => {
    const canvas = document.createElement("canvas");
    canvas.width = image.naturalWidth * 2;
    canvas.height = image.naturalHeight * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(blob);
      link.download = `allegedly-${name}`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10000);
    }, "image/png");
  });
  image.src = address;
}

addPng();
document.addEventListener("desk:shown", addPng);
