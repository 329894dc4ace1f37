// The search box in the header: keys that lead to it, and suggestions that arrow keys choose from.
// Without this it is a form that leads to the page of results.

const box = document.querySelector("#cari");
const panel = document.querySelector("#cari-saran");
const link = document.querySelector(".cari-hp");
const KEY = "pintasan-cari";

const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
const keyIsOn = () => localStorage.getItem(KEY) !== "0";

document.addEventListener("keydown", (event) => {
  const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
  const ctrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
  if (!(ctrlK || (slash && keyIsOn() && !isTyping(event.target)))) return;
  event.preventDefault();
  openSearch();
});

function openSearch() {
  const field = document.querySelector("#cari-kata") ?? (box?.offsetParent ? box : null);
  if (field) {
    field.focus();
    field.select();
  } else if (link) {
    location.assign(link.href);
  }
}

// A key by itself can be switched off: a dictation program may "press" it.
function showSwitch() {
  const row = document.querySelector("[data-pintasan]");
  if (!row) return;
  row.hidden = false;
  const choice = row.querySelector("input");
  choice.checked = keyIsOn();
  choice.addEventListener("change", () => localStorage.setItem(KEY, choice.checked ? "1" : "0"));
}
showSwitch();
document.addEventListener("htmx:afterSettle", showSwitch);

if (box && panel) {
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-haspopup", "listbox");
  show(false);

  box.addEventListener("keydown", onKey);
  box.addEventListener("focus", () => show(hasList()));
  // Who pressed an arrow before the answer to the last letters came stands at the same place of the new list.
  let place = -1;
  panel.addEventListener("htmx:beforeSwap", () => {
    place = options().indexOf(chosen());
  });
  panel.addEventListener("htmx:afterSwap", () => {
    show(hasList() && document.activeElement === box);
    if (!panel.hidden) choose(options()[place] ?? null);
    say(panel.querySelector("[data-jumlah]")?.dataset.jumlah ?? "");
  });
  // A touch on a suggestion must not take the focus, which would close the panel before the link is followed.
  panel.addEventListener("mousedown", (event) => event.preventDefault());
  box.addEventListener("blur", () => show(false));
  box.addEventListener("input", () => {
    if (box.value.trim() === "") {
      panel.replaceChildren();
      show(false);
      say("");
    }
  });
}

function options() {
  return [...panel.querySelectorAll('[role="option"]')];
}

function hasList() {
  return box.value.trim() !== "" && options().length > 0;
}

function chosen() {
  return panel.querySelector('[aria-selected="true"]');
}

function show(open) {
  panel.hidden = !open;
  box.setAttribute("aria-expanded", String(open));
  if (open) box.setAttribute("aria-controls", "saran-daftar");
  else box.removeAttribute("aria-controls");
  choose(null);
}

function choose(option) {
  chosen()?.setAttribute("aria-selected", "false");
  if (option) {
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", option.id);
  } else {
    box.removeAttribute("aria-activedescendant");
  }
}

function say(words) {
  document.querySelector("#cari-jumlah").textContent = words;
}

function onKey(event) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    event.preventDefault();
    move(step);
  } else if (event.key === "Enter" && chosen()) {
    event.preventDefault();
    chosen().click();
  } else if (event.key === "Escape") {
    // First the panel, then the words, then the box itself.
    if (!panel.hidden) event.preventDefault();
    else if (box.value === "") box.blur();
    show(false);
  }
}

function move(step) {
  if (panel.hidden) {
    show(hasList());
    if (panel.hidden) return;
  }
  const all = options();
  const at = all.indexOf(chosen());
  // Above the first and below the last lies the box itself.
  const next = at === -1 && step === -1 ? all.length - 1 : at + step;
  choose(all[next] ?? null);
}
