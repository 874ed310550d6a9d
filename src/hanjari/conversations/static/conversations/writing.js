// Writing: macros come in at the cursor, @ calls colleagues. Nothing here acts while a syllable is being composed.
import { keep } from "./drafts.js";

document.addEventListener("input", (event) => {
  if (!event.isComposing && event.target.matches?.("[data-mentions]")) suggest(event.target);
});
document.addEventListener("compositionend", (event) => {
  if (event.target.matches?.("[data-mentions]")) suggest(event.target);
});

document.addEventListener("htmx:afterRequest", (event) => {
  const button = event.detail.elt;
  if (!button.matches?.("[data-macro]") || !event.detail.successful) return;
  const field = document.getElementById("reply-text");
  field.setRangeText(event.detail.xhr.responseText, field.selectionStart, field.selectionEnd, "end");
  button.closest("[popover]").hidePopover();
  field.focus();
  keep(field);
});

// The radio that chooses what to write also takes the cursor there.
document.addEventListener("change", (event) => {
  if (event.target.name !== "writing") return;
  document.getElementById(event.target.value === "note" ? "note-text" : "reply-text")?.focus();
});
document.addEventListener("click", (event) => {
  if (event.target.matches?.("input[name=writing]")) {
    document.getElementById(event.target.value === "note" ? "note-text" : "reply-text")?.focus();
  }
});

const CALL = /@([^\s@]*)$/;

function options(field) {
  return [...document.getElementById(field.dataset.mentions).children].filter((one) => !one.hidden);
}

function suggest(field) {
  const list = document.getElementById(field.dataset.mentions);
  const called = CALL.exec(field.value.slice(0, field.selectionStart));
  for (const one of list.children) one.hidden = !called || !one.dataset.name.startsWith(called[1]);
  list.hidden = !called || !options(field).length;
  field.setAttribute("aria-expanded", String(!list.hidden));
  choose(field, options(field)[0]);
}

function choose(field, option) {
  for (const one of options(field)) one.setAttribute("aria-selected", String(one === option));
  if (option) field.setAttribute("aria-activedescendant", option.id);
  else field.removeAttribute("aria-activedescendant");
}

function take(field, option) {
  const start = field.selectionStart - CALL.exec(field.value.slice(0, field.selectionStart))[0].length;
  field.setRangeText(`@${option.dataset.name} `, start, field.selectionStart, "end");
  suggest(field);
}

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (!field.matches?.("[data-mentions]") || event.isComposing || event.keyCode === 229) return;
  const list = document.getElementById(field.dataset.mentions);
  if (list.hidden) return;
  const all = options(field);
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  const moves = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in moves) choose(field, all[(at + moves[event.key] + all.length) % all.length]);
  else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(field, all[at]);
  else if (event.key === "Escape") list.hidden = true;
  else return;
  event.preventDefault();
  event.stopPropagation();
});
document.addEventListener("mousedown", (event) => {
  const option = event.target.closest?.(".mentions > li");
  if (!option) return;
  event.preventDefault();
  take(document.querySelector(`[data-mentions="${option.parentElement.id}"]`), option);
});
