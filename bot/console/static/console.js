// A form is sent once: the second press of a button waits for the first. Without this file the server sees to it.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});
// A canned reply goes into the box, where it is read before it is sent.
document.addEventListener("click", (event) => {
  const canned = event.target.closest("[data-canned]");
  if (!canned) return;
  const box = document.getElementById("text");
  box.value = canned.dataset.canned;
  box.focus();
});
// The transcript begins at its end, and stays there while new words come in, unless somebody reads further up.
const transcript = document.querySelector(".transcript");
if (transcript) {
  let atEnd = true;
  const toEnd = () => { if (atEnd) transcript.scrollTop = transcript.scrollHeight; };
  transcript.addEventListener("scroll", () => {
    atEnd = transcript.scrollHeight - transcript.scrollTop - transcript.clientHeight < 40;
  }, { passive: true });
  document.addEventListener("htmx:afterSettle", toEnd);
  toEnd();
}
document.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["HX-Polling"] = "1";
});
