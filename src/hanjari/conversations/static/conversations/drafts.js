// Drafts: kept on the server as one writes, and never lost to an act's answer. That draws both panes anew, the place
// for writing too, from what was known when it was drawn; what was typed or chosen beyond that is put back.
// A field's default is what the server knows of it. Notes have no draft there: begun ones wait here.
const SAVE_MS = 800;
const FIELDS = "#draft input:not([type=hidden], [hx-preserve]), #draft textarea, #draft select";
let timer;
let leaving; // what the place for writing held before both panes are drawn anew
const told = new Set(); // words of the open conversation's draft that the server has from here
const notes = new Map(); // notes begun, by conversation

const opened = () => document.querySelector(".talk")?.dataset.conversation;
const field = (name) => document.getElementById(`${name}-text`);
const isUnknown = (one, known = one?.defaultValue) => Boolean(one) && one.value !== known;

export function keep(words) {
  const { form } = words;
  clearTimeout(timer);
  timer = setTimeout(() => {
    told.add(words.value);
    window.htmx.ajax("POST", form.dataset.draft, {
      target: document.getElementById("findings"), swap: "innerHTML", source: words,
      values: {
        text: words.value, is_private: form.elements.is_private?.checked ? "on" : "",
        send_when: form.elements.send_when?.value ?? "", send_time: form.elements.send_time?.value ?? "",
      },
    });
  }, SAVE_MS);
}

const isDraft = (target) => target.closest?.("form[data-draft]") && target.name !== "overruled";

document.addEventListener("input", (event) => {
  if (!event.isComposing && isDraft(event.target)) keep(field("reply"));
});
document.addEventListener("compositionend", (event) => {
  if (event.target === field("reply")) keep(event.target);
});

document.addEventListener("htmx:beforeRequest", ({ detail }) => {
  detail.requestConfig.known = field("reply")?.defaultValue;
  told.add(field("reply")?.value);
  if (detail.elt.id === "reply-form") clearTimeout(timer); // sent words are no draft any more
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.elt === field("reply") && detail.successful) detail.elt.defaultValue = detail.requestConfig.parameters.text;
});

function hasChanged(one, known) {
  if (one.id === "reply-text") return isUnknown(one, known);
  if (one.type === "checkbox" || one.type === "radio") return one.checked !== one.defaultChecked;
  if (one.matches("select")) return one.selectedIndex !== Math.max([...one.options].findIndex((option) => option.defaultSelected), 0);
  return isUnknown(one);
}

document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.target.id !== "panes" || !detail.shouldSwap) return;
  const { elt, known } = detail.requestConfig;
  const sent = detail.xhr.status === 200 && elt.matches("form[data-ctrl-enter]") ? elt : null;
  const tab = sent && (sent.id === "reply-form" ? "reply" : "note");
  const isOurs = (one) => !sent || (one.form ? one.form !== sent : one.value !== tab);
  const fields = [...document.querySelectorAll(FIELDS)].filter((one) => isOurs(one) && hasChanged(one, known));
  leaving = { talk: opened(), fields, active: document.activeElement };
});

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  if (detail.target.id !== "panes" || !leaving) return;
  const { talk, fields, active } = leaving;
  if (opened() === talk) {
    for (const one of fields) putBack(one, one === active);
    if (isUnknown(field("reply"))) keep(field("reply"));
  } else {
    clearTimeout(timer);
    leave(talk, fields);
    if (field("note")) field("note").value = notes.get(opened()) ?? "";
  }
  leaving = undefined;
});

function twin(one) {
  const isTwin = (other) => other.id === one.id && other.name === one.name && (one.type !== "radio" || other.value === one.value);
  return [...document.querySelectorAll(FIELDS)].find(isTwin);
}

function putBack(one, isActive) {
  const next = twin(one);
  if (!next) return;
  if ("checked" in one) next.checked = one.checked;
  if (one.type !== "checkbox" && one.type !== "radio") next.value = joined(one, next);
  if (!isActive) return;
  next.focus({ preventScroll: true });
  if (one.matches("textarea")) next.setSelectionRange(one.selectionStart, one.selectionEnd);
}

// Words that the act itself laid into the draft, as of an answer taken back, stay before what was being written.
function joined(one, next) {
  const drawn = next.defaultValue;
  const isNews = one.id === "reply-text" && drawn && drawn !== one.defaultValue && !told.has(drawn);
  return isNews && drawn !== one.value ? `${drawn}\n\n${one.value}` : one.value;
}

function leave(talk, fields) {
  const words = fields.find((one) => one.id === "reply-text");
  const note = fields.find((one) => one.id === "note-text");
  if (words) send(words.form);
  if (note?.value) notes.set(talk, note.value);
  else notes.delete(talk);
  told.clear();
}

const send = (form) => navigator.sendBeacon(form.dataset.draft, new FormData(form));

window.addEventListener("pagehide", () => {
  const words = field("reply");
  if (isUnknown(words) && !words.form.matches(".htmx-request")) send(words.form);
});
