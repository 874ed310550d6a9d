// Focus is never lost: after a swap it goes back to the element with the same id or name,
// else to what the new piece marks with data-focus.
let held;

const address = (element) =>
  element.id ? `#${CSS.escape(element.id)}` : element.name && `[name="${CSS.escape(element.name)}"]`;

document.addEventListener("htmx:beforeSwap", (event) => {
  const active = document.activeElement;
  held = event.detail.target?.contains(active) ? address(active) : undefined;
});

document.addEventListener("htmx:afterSettle", (event) => {
  const wanted = event.detail.elt?.querySelector?.("[data-focus]");
  if (wanted) wanted.focus({ preventScroll: false });
  else if (held && document.activeElement === document.body) document.querySelector(held)?.focus();
  held = undefined;
});

// Tabs that do not fit on a phone are a strip: the page that is shown is seen in it.
for (const here of document.querySelectorAll(".tabs > [aria-current]")) {
  const strip = here.parentElement;
  strip.scrollLeft = here.offsetLeft - strip.offsetLeft - (strip.clientWidth - here.offsetWidth) / 2;
}
