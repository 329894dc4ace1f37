// Marks of the map write their places into the form of a profile, and the profile follows; the map follows the form.
// Without this file one types both places and presses the button.

const form = document.querySelector("[data-profil]");
const figure = document.querySelector("[data-peta]");
const PATIENCE = 300;
let waiting;

document.addEventListener("map:move", ({ detail }) => {
  const field = form?.elements[detail.name];
  if (!field) return;
  field.value = `${detail.lon.toFixed(6)}, ${detail.lat.toFixed(6)}`;
  // Whatever stood there is left behind.
  form.elements[`nama_${detail.name}`].value = "";
  clearTimeout(waiting);
  if (detail.done) waiting = setTimeout(() => form.requestSubmit(), PATIENCE);
});

function follow() {
  const found = document.getElementById("profil-tempat");
  if (!found || !figure) return;
  const { marks, layer, patches } = JSON.parse(found.textContent);
  const tell = (name, detail) => figure.dispatchEvent(new CustomEvent(name, { detail }));
  for (const [name, [lon, lat]] of Object.entries(marks)) tell("map:place", { name, lon, lat });
  tell("map:draw", { layer, patches });
}

document.body.addEventListener("htmx:afterSettle", ({ target }) => {
  if (target.id !== "profil") return;
  // What was wrong before stands above now, if it still is.
  for (const old of form.querySelectorAll(".galat-tumpuk")) old.remove();
  for (const field of form.querySelectorAll("[aria-invalid]")) field.removeAttribute("aria-invalid");
  follow();
});
figure?.addEventListener("map:ready", follow);
