// Small comforts. Every page works without them.
"use strict";
for (const box of document.querySelectorAll("input[data-show]")) {
  const label = document.createElement("label");
  const tick = document.createElement("input");
  tick.type = "checkbox";
  tick.addEventListener("change", () => { box.type = tick.checked ? "text" : "password"; });
  label.className = "show";
  label.append(tick, document.createTextNode(box.dataset.show));
  box.after(label);
}
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    // A second tap while the first is on its way sends nothing.
    setTimeout(() => { for (const button of form.querySelectorAll("button")) button.disabled = true; });
  });
}
addEventListener("pageshow", (event) => {
  if (event.persisted) for (const button of document.querySelectorAll("button")) button.disabled = false;
});
