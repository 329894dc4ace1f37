// Checking citation after citation by keyboard: J and K move, T confirms, X opens the reason. Dead while one types.

const rows = [...document.querySelectorAll("[data-antrean] > li")];
let at = -1;

function go(to) {
  if (!rows[to]) return;
  rows[at]?.classList.remove("usul--aktif");
  at = to;
  rows[at].classList.add("usul--aktif");
  rows[at].focus({ preventScroll: true });
  rows[at].scrollIntoView({ block: "nearest" });
}

const deeds = {
  j: () => go(at + 1),
  k: () => go(at - 1),
  t: () => rows[at]?.querySelector("[data-terima] button").click(),
  x: () => {
    const reason = rows[at]?.querySelector("details.tolak");
    if (!reason) return;
    reason.open = true;
    reason.querySelector("textarea, select").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && event.target.closest("details.tolak")) {
    const reason = event.target.closest("details.tolak");
    reason.open = false;
    reason.querySelector("summary").focus();
    return;
  }
  if (event.target.closest("input, textarea, select, [contenteditable]")) return;
  const deed = deeds[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
});

for (const [place, row] of rows.entries()) {
  row.addEventListener("focusin", () => {
    if (place !== at) {
      rows[at]?.classList.remove("usul--aktif");
      at = place;
      row.classList.add("usul--aktif");
    }
  });
}
if (rows.length) rows[0].classList.add("usul--aktif"), (at = 0);
