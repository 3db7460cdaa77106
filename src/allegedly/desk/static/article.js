// A saying and its words light each other, from either side; j and k go from saying to saying. Without this the numbers are plain links.

document.documentElement.classList.add("with-scripts");

const sheets = [...document.querySelectorAll("[data-article]")];

function prepare(sheet) {
  const cards = new Map([...sheet.querySelectorAll("[data-card]")].map((card) => [card.dataset.card, card]));
  const words = new Map();
  for (const piece of sheet.querySelectorAll("[data-s]")) {
    for (const number of piece.dataset.s.split(" ")) {
      if (!words.has(number)) words.set(number, []);
      words.get(number).push(piece);
    }
  }
  let fixed = null; // the saying that was clicked stays lit until another is

  function light(numbers) {
    for (const one of sheet.querySelectorAll(".lit")) one.classList.remove("lit");
    for (const number of numbers) {
      cards.get(number)?.classList.add("lit");
      for (const piece of words.get(number) ?? []) piece.classList.add("lit");
    }
  }
  const inSight = (one) => { const box = one.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; };
  function choose(number, to) {
    fixed = number;
    light([number]);
    const other = to === "card" ? cards.get(number) : (words.get(number) ?? []).find((piece) => piece.classList.contains("trigger"));
    if (other && !inSight(other)) other.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }
  function sayingsAt(target) {
    const card = target.closest("[data-card]");
    if (card) return [card.dataset.card];
    const piece = target.closest("[data-s]");
    return piece ? piece.dataset.s.split(" ") : null;
  }
  sheet.addEventListener("pointerover", (event) => light(sayingsAt(event.target) ?? (fixed ? [fixed] : [])));
  sheet.addEventListener("pointerleave", () => light(fixed ? [fixed] : []));
  sheet.addEventListener("focusin", (event) => { const numbers = sayingsAt(event.target); if (numbers) light(numbers); });
  sheet.addEventListener("click", (event) => {
    if (event.target.closest("summary, a:not(.ref, .to-text)") || event.metaKey || event.ctrlKey) return;
    const card = event.target.closest("[data-card]");
    const piece = event.target.closest("[data-s]");
    if (!card && !piece) return;
    if (event.target.closest("a")) event.preventDefault();
    const numbers = sayingsAt(event.target);
    // A click on words that several sayings share goes through them, one after the other.
    const number = numbers[(numbers.indexOf(fixed) + 1) % numbers.length];
    choose(number, card ? "words" : "card");
    history.replaceState(null, "", `#${cards.get(number)?.id ?? ""}`);
  });
  return {
    step(by) {
      const order = [...cards.keys()];
      const next = order[Math.min(Math.max(order.indexOf(fixed) + by, 0), order.length - 1)];
      if (next === undefined) return;
      choose(next, "words");
      cards.get(next).querySelector(".to-text").focus({ preventScroll: true });
      if (!inSight(cards.get(next))) cards.get(next).scrollIntoView({ block: "center" });
    },
    begin() {
      const card = location.hash.length < 2 ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (card?.dataset.card && sheet.contains(card)) choose(card.dataset.card, "words");
    },
  };
}

const ready = sheets.map(prepare);
for (const one of ready) one.begin();
document.addEventListener("keydown", (event) => {
  if (event.metaKey || event.ctrlKey || event.altKey || event.target.closest("input, textarea, select")) return;
  if (event.key === "j" || event.key === "k") {
    event.preventDefault();
    ready[0]?.step(event.key === "j" ? 1 : -1);
  }
});
