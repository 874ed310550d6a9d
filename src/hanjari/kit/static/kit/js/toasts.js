// Toasts leave by themselves after a while; those with a way back, or with bad news, stay until closed.
const LIFE_MS = 6000;
const corner = document.getElementById("toasts");

function live(toast) {
  if (!toast.hasAttribute("data-stays")) setTimeout(() => toast.remove(), LIFE_MS);
}

const NO_ROOM = 507;

function tellLost(event) {
  const words = event.detail.xhr?.status === NO_ROOM ? "no-room" : "lost";
  const toast = document.getElementById(words)?.content.firstElementChild.cloneNode(true);
  if (!toast || corner.querySelector("[data-lost]")) return;
  toast.classList.add("toast");
  toast.setAttribute("role", "alert");
  toast.setAttribute("data-lost", "");
  corner.append(toast);
}

corner?.querySelectorAll("[data-toast]").forEach(live);
document.addEventListener("htmx:oobAfterSwap", () => corner?.querySelectorAll("[data-toast]").forEach(live));
document.addEventListener("htmx:sendError", tellLost);
document.addEventListener("htmx:responseError", tellLost);
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.successful) corner?.querySelector("[data-lost]")?.remove();
});
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("[data-toast]")?.remove();
});
