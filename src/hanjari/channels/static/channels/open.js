/* The public pages with JavaScript: no sending while an input method composes, none twice, a link to copy. */

for (const form of document.querySelectorAll("form[data-careful]")) {
  form.addEventListener("keydown", (event) => {
    // Safari ends a composition before its Enter; 229 is how it says so
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  form.addEventListener("submit", () => {
    const button = form.querySelector("button[type=submit]");
    setTimeout(() => { button.disabled = true; });
    setTimeout(() => { button.disabled = false; }, 8000);
  });
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}

// a page that came back from the browser's memory may send again
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("form[data-careful] button[type=submit]")) button.disabled = false;
});

// new answers appear by themselves while the page is being looked at
const said = document.querySelector("[data-polls]");
if (said) {
  setInterval(async () => {
    if (document.hidden) return;
    const answer = await fetch(location.href).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(said.id);
    if (fresh && fresh.children.length !== said.children.length) said.replaceChildren(...fresh.children);
  }, 10000);
}
