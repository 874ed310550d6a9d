// Labels of messages: pointing at one for a moment shows its reasons, as a tap or Enter does everywhere.
const WAIT = 250;
let timer;
let shown; // opened by pointing: leaves with the pointer; a press keeps it

const cardOf = (button) => document.getElementById(button.getAttribute("popovertarget"));

function leave() {
  clearTimeout(timer);
  timer = setTimeout(() => {
    shown?.hidePopover();
    shown = undefined;
  }, WAIT);
}

document.addEventListener("pointerover", (event) => {
  if (event.pointerType !== "mouse") return;
  const button = event.target.closest?.("button.label");
  const card = button ? cardOf(button) : event.target.closest?.(".label__card");
  if (!card) {
    if (shown) leave();
    return;
  }
  clearTimeout(timer);
  if (button && !card.matches(":popover-open") && !document.querySelector("dialog[open]")) {
    timer = setTimeout(() => {
      if (!button.isConnected) return;
      card.showPopover({ source: button });
      shown = card;
    }, WAIT);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("button.label");
  if (!button) return;
  clearTimeout(timer);
  if (shown === cardOf(button)) event.preventDefault(); // it is open already: pressing keeps it
  shown = undefined;
});
