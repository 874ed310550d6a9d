// Keys that press what is on the page: an element with data-key="a" (or "g i") is clicked or focused.
// Dead in fields, while composing, with a modifier held, and when the member has switched them off.
const SEQUENCE_MS = 1200;
let first = "";
let timer;

const isWriting = (element) =>
  element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);

function press(key) {
  const wanted = first ? `${first} ${key}` : key;
  clearTimeout(timer);
  first = "";
  const scope = document.querySelector("dialog[open]") ?? document;
  const target = [...scope.querySelectorAll(`[data-key~="${CSS.escape(wanted)}"], [data-keys="${CSS.escape(wanted)}"]`)]
    .find((element) => element.closest("[popover]") || (element.checkVisibility?.() ?? true)); // a closed menu's keys live
  if (target) return act(target);
  if (document.querySelector(`[data-keys^="${CSS.escape(key)} "]`)) {
    first = key;
    timer = setTimeout(() => { first = ""; }, SEQUENCE_MS);
    return true;
  }
  return false;
}

function act(target) {
  if (target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) target.focus();
  else target.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (!document.body.hasAttribute("data-shortcuts")) return;
  if (event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (isWriting(event.target)) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  if (event.key === "?") {
    document.getElementById("shortcuts")?.showModal();
    event.preventDefault();
  } else if (event.key.length === 1 && press(event.key)) {
    event.preventDefault();
  }
});

// Ctrl+Enter sends the form that is being written in, unless a syllable is still open.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (event.isComposing || event.keyCode === 229) return;
  event.target.closest?.("form[data-ctrl-enter]")?.requestSubmit();
});
