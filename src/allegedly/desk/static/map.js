// On the map one place is a tab stop and the arrow keys go on from west to east: hundreds of stops would stand before what comes after the map.

const places = () => [...document.querySelectorAll(".map .place-link")];
const west = (one) => one.getBBox().x;

function begin() {
  const first = places().sort((a, b) => west(a) - west(b))[0];
  for (const one of places()) one.setAttribute("tabindex", one === first ? "0" : "-1");
}

document.addEventListener("keydown", (event) => {
  const here = event.target.closest?.(".map .place-link");
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, Home: -Infinity, End: Infinity }[event.key];
  if (!here || step === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  const order = places().sort((a, b) => west(a) - west(b));
  const next = order[Math.min(Math.max(order.indexOf(here) + step, 0), order.length - 1)];
  for (const one of order) one.setAttribute("tabindex", one === next ? "0" : "-1");
  next.focus();
});

begin();
document.addEventListener("desk:shown", begin);
