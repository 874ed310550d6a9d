// A press on a mistake puts the cursor at its place in the text. Places count characters, browsers count UTF-16.
const units = (text, characters) => [...text].slice(0, characters).join("").length;

document.addEventListener("click", (event) => {
  const flaw = event.target.closest(".flaw");
  const text = document.querySelector(".query__text");
  if (!flaw || !text) return;
  text.focus();
  text.setSelectionRange(units(text.value, Number(flaw.dataset.start)), units(text.value, Number(flaw.dataset.end)));
});
