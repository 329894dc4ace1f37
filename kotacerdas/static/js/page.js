// Small helps for every page. Each page is whole without them.

// A form marked data-sekali is sent once: the second click of a double click does nothing.
const sent = new WeakSet();
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-sekali]")) return;
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  sent.add(form);
  form.setAttribute("aria-busy", "true");
});
// Back from the next page: the form may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[aria-busy]")) {
    sent.delete(form);
    form.removeAttribute("aria-busy");
  }
});

// Filters: empty fields are left out of the address.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form.saring")) return;
  for (const field of form.elements) {
    if (field.name && field.value === "") field.disabled = true;
  }
  setTimeout(() => {
    for (const field of form.elements) field.disabled = false;
  });
});

// The same for filters that swap their rows while one types.
document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.matches("form.saring")) return;
  const { formData } = event.detail;
  for (const [name, value] of [...formData.entries()]) {
    if (value === "") formData.delete(name);
  }
});

// Asking for what is shown already is no step: one press of Back leads away from it.
document.addEventListener("htmx:beforeHistoryUpdate", (event) => {
  const { history } = event.detail;
  if (history.path === location.pathname + location.search) history.type = "replace";
});

// A menu that opens closes with Escape and with a touch beside it.
for (const menu of document.querySelectorAll(".menu-hp, .menu-lain")) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && !menu.contains(event.target)) menu.open = false;
  });
}

// "Show what I type": only where a script can do it.
for (const box of document.querySelectorAll("[data-lihat-sandi]")) {
  const fields = box.closest("form").querySelectorAll("input[type=password]");
  box.hidden = fields.length === 0;
  box.querySelector("input").addEventListener("change", (event) => {
    for (const field of fields) field.type = event.target.checked ? "text" : "password";
  });
}
