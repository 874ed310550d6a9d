// One alarm's page follows what becomes of it, but never under the hand of somebody who is writing on it.
// (A filter in hx-trigger would be evaluated, which our content policy forbids.)
const shown = () => document.getElementById("alarm");
const isWrittenOn = () => Boolean(shown()?.querySelector("details[open], button:focus"));

function follow(event) {
  const { id } = event.detail ?? {};
  if (event.type === "live:alarm" && String(id) !== shown()?.dataset.alarm) return;
  if (!isWrittenOn()) window.htmx.trigger(shown(), "moved");
}

for (const name of ["alarm", "reload"]) document.body.addEventListener(`live:${name}`, follow);

// Asked for before the hand came, answered after: what is being written stays as well.
document.body.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target === shown() && isWrittenOn()) event.detail.shouldSwap = false;
});
