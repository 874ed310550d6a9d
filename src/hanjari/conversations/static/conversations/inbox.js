// The inbox under the hands: rows by j and k, the open row marked, acts in a dialog, live news.
const main = document.getElementById("main");
const dialog = document.getElementById("act");
const links = () => [...document.querySelectorAll("#rows .row__link")];

function mark(link) {
  links().forEach((one) => one.removeAttribute("aria-current"));
  link?.setAttribute("aria-current", "true");
}

function step(by) {
  const all = links();
  const from = all.indexOf(document.activeElement);
  const at = from >= 0 ? from : all.findIndex((link) => link.hasAttribute("aria-current"));
  all[Math.min(Math.max(at + by, 0), all.length - 1)]?.focus();
}

const isWriting = (element) => element.closest("input:not([type=checkbox]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (!document.body.hasAttribute("data-shortcuts") || event.isComposing || event.keyCode === 229) return;
  if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || dialog.open) return;
  if (event.key === "j") step(1);
  else if (event.key === "k") step(-1);
  else if (event.key === "x") document.activeElement.closest(".row")?.querySelector("[name=pick]").click();
});

document.addEventListener("htmx:afterSwap", (event) => {
  const target = event.detail.target;
  if (dialog.open && target.id === "thread" && dialog.contains(event.detail.requestConfig?.elt)) dialog.close();
  if (target.id === "panes") {
    dialog.close();
    main.dataset.pane = "talk";
    const open = document.querySelector(".talk")?.dataset.conversation;
    mark(document.getElementById(`name-${open}`));
  } else if (target.id === "act-body" && !dialog.open) {
    document.querySelectorAll("[popover]:popover-open").forEach((menu) => menu.hidePopover());
    dialog.setAttribute("aria-labelledby", "act-title");
    dialog.showModal();
  }
});

document.addEventListener("click", (event) => {
  if (dialog.open && event.target.closest("[data-dismiss]")) {
    event.preventDefault();
    dialog.close();
  }
});

// A row that was opened, and words that were sent, take the focus to the title: a screen reader begins
// there, and single keys act again. Words that came back refused keep it in their field, and so does whoever
// writes on already.
document.addEventListener("htmx:afterSettle", (event) => {
  const opener = event.detail.requestConfig?.elt;
  const isSent = opener?.matches("form[data-ctrl-enter]") && event.detail.xhr.status === 200;
  const writing = document.activeElement.closest("#draft textarea");
  if (writing && writing.value !== writing.defaultValue) return;
  if (event.detail.target.id === "panes" && (isSent || opener?.matches(".row__link"))) {
    document.getElementById("talk-title")?.focus({ preventScroll: true });
  }
});

// Live: the open conversation and rows on screen are read again; the list's order waits to be pressed.
const pending = new Map();
function soon(key, act) {
  clearTimeout(pending.get(key));
  pending.set(key, setTimeout(act, 200));
}

function refresh(url, target, swap) {
  window.htmx.ajax("GET", url, { target, swap, source: target });
}

function again(id) {
  soon(`row-${id}`, () => read(`row-${id}`));
  const talk = document.querySelector(".talk[data-conversation]");
  if (talk?.dataset.conversation === id) soon("thread", () => read("thread"));
}

// Nothing is drawn anew under a hand: an open card or form would close, and what was pressed would lose
// the place that its answer goes to. It is read when the hand is off it; promises are read with the thread. Nor is a
// syllable that is being composed cut in two.
let isComposing = false;
document.addEventListener("compositionstart", () => (isComposing = true));
document.addEventListener("compositionend", () => (isComposing = false));
const isHeld = (place) =>
  (isComposing && place.contains(document.activeElement)) ||
  place.querySelector(":popover-open, .htmx-request, details[open]:focus-within") ||
  (place.id === "thread" && document.querySelector("#promises .htmx-request"));

function read(name) {
  const place = document.getElementById(name);
  if (!place) return;
  const { base, here } = document.getElementById("list").dataset;
  if (isHeld(place)) soon(name, () => read(name));
  else if (name === "thread") refresh(`${document.querySelector(".talk").dataset.url}thread/${here}`, place, "innerHTML");
  else refresh(`${base}${name.slice("row-".length)}/row/${here}`, place, "outerHTML");
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, requestConfig } = event.detail;
  if (requestConfig.elt !== target || !target.matches("#thread, .row") || !isHeld(target)) return;
  event.detail.shouldSwap = false;
  soon(target.id, () => read(target.id));
});

function count() {
  const list = document.getElementById("list");
  soon("news", () => {
    const since = encodeURIComponent(list.dataset.at);
    refresh(`${list.dataset.base}news/${list.dataset.here}&since=${since}`, document.getElementById("news"), "innerHTML");
  });
}

// An act's answer may have been drawn before what was told live while it was on its way: then the
// older picture would stand over the newer one, so the conversation is read once more.
const heard = new Map();
document.addEventListener("htmx:beforeRequest", (event) => {
  event.detail.requestConfig.began = performance.now();
});
document.addEventListener("htmx:afterSettle", (event) => {
  const open = document.querySelector(".talk")?.dataset.conversation;
  const began = event.detail.requestConfig?.began;
  if (event.detail.target.id === "panes" && heard.get(open) > began) again(open);
});

document.body.addEventListener("live:conversation", (event) => {
  heard.set(event.detail.id, performance.now());
  again(event.detail.id);
  count();
});
document.body.addEventListener("live:reload", () => {
  const open = document.querySelector(".talk[data-conversation]");
  if (open) again(open.dataset.conversation);
  count();
});
document.body.addEventListener("live:draft", (event) => {
  const talk = document.querySelector(".talk[data-conversation]");
  const others = document.getElementById("others");
  if (talk?.dataset.conversation === event.detail.id && others) {
    soon("others", () => refresh(`${talk.dataset.url}writers/`, others, "innerHTML"));
  }
});
