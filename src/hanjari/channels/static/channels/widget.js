/* The widget on the company's own site: one button, and our page in a frame. It reads nothing of the site.
   <script src="…/widget.js" data-form="https://desk…/open/form/…/" data-label="Ask us" defer></script> */
(() => {
  const script = document.currentScript;
  const form = new URL(script.dataset.form, script.src);
  if (!/^https?:$/.test(form.protocol)) return;
  form.searchParams.set("frame", "1");
  const language = script.dataset.lang || document.documentElement.lang.slice(0, 2);
  if (/^(ko|en)$/.test(language)) form.searchParams.set("lang", language);
  const label = script.dataset.label || "?";

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const look = new CSSStyleSheet(); // not a style element: the site's own policy may forbid those
  look.replaceSync(`
    :host { all: initial; position: fixed; inset: auto 1rem 1rem auto; z-index: 2147483000; font: 600 15px/1.4 system-ui, sans-serif; }
    button { min-block-size: 3rem; padding: 0 1.25rem; border: 0; border-radius: 1.5rem; font: inherit; cursor: pointer;
      color: oklch(99% 0.006 95); background: oklch(44.5% 0.073 186); box-shadow: 0 2px 12px oklch(0% 0 0 / 0.2); }
    button:hover { background: oklch(37% 0.064 188); }
    button:focus-visible { outline: 2px solid oklch(44.5% 0.073 186); outline-offset: 3px; }
    iframe { position: fixed; inset: auto 1rem 5rem auto; inline-size: min(26rem, 100vw - 2rem); block-size: min(40rem, 100dvh - 7rem);
      border: 1px solid oklch(80% 0.013 88); border-radius: 0.75rem; background: oklch(97.2% 0.007 92); box-shadow: 0 8px 32px oklch(0% 0 0 / 0.25); }
    iframe[hidden] { display: none; }`);
  root.adoptedStyleSheets = [look];

  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.setAttribute("aria-expanded", "false");
  root.append(button);
  let frame = null;

  const show = (open) => {
    if (open && !frame) { // nothing is loaded before somebody asks
      frame = document.createElement("iframe");
      frame.title = label;
      frame.src = form;
      frame.referrerPolicy = "origin";
      root.append(frame);
    }
    if (frame) frame.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) frame.focus(); else button.focus();
  };
  button.addEventListener("click", () => show(button.getAttribute("aria-expanded") === "false"));
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) show(false);
  });
  document.body.append(host);
})();
