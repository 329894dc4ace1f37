// Computes the SHA-256 fingerprint of a chosen file in the browser; the file goes nowhere.
// Without this script, or where the page is not served safely, people paste a fingerprint instead.

const place = document.querySelector("[data-sidik]");
if (place && globalThis.crypto?.subtle) {
  place.hidden = false;
  place.querySelector("input[type=file]").addEventListener("change", async (event) => {
    const file = event.target.files[0];
    if (!file) return;
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const figures = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0"));
    const field = document.querySelector("input[name=sidik]");
    field.value = figures.join("");
    field.form.requestSubmit();
  });
}
