// Copies the link of a request. Without this the field is there to be marked by hand.

for (const button of document.querySelectorAll("[data-salin]")) {
  const field = document.querySelector(button.dataset.salin);
  if (!field || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    const words = button.lastChild;
    const before = words.textContent;
    words.textContent = button.dataset.salinSudah;
    button.setAttribute("aria-live", "polite");
    setTimeout(() => (words.textContent = before), 2000);
  });
}
