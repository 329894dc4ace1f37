// The reading room of assessors: keys instead of clicks, saves that wait for a connection in this tab, and the next
// questions at hand before they are asked for. Without this every link and the button work as they are.

const REST_MS = 350;
const LONGEST_WAIT_MS = 30_000;
const AHEAD = 2;

let room = document.getElementById("ruang");
const place = `ruang ${room.dataset.ruang}`;
// By code, what is to be saved: where, the content of the form, and the version that it was made from. The newest words win, and one is sent at a time.
const waiting = new Map(JSON.parse(sessionStorage.getItem(place) ?? "[]"));
const versions = new Map();
// What the server has taken since this tab was opened; pages that were fetched before may not know of it.
const taken = new Map();
const pages = new Map();
let timer = 0;
let failures = 0;
let sending = false;
let signedOut = false;

const form = () => room.querySelector("#nilai");
const line = (code) => room.querySelector(`[data-soal="${CSS.escape(code)}"]`);
const content = () => {
  const data = new FormData(form());
  return Object.fromEntries(["level", "note", "flagged", "reason"].map((name) => [name, data.get(name) ?? ""]));
};

// --- Saving ------------------------------------------------------------------------------------------------

function keep() {
  const code = room.dataset.kode;
  waiting.set(code, { address: form().action, content: content(), version: versions.get(code) });
  mark(code);
  store();
  later(REST_MS);
}

function store() {
  if (waiting.size) sessionStorage.setItem(place, JSON.stringify([...waiting]));
  else sessionStorage.removeItem(place);
  room.toggleAttribute("data-menunggu", waiting.size > 0);
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(send, wait);
}

async function send() {
  const [next] = waiting;
  if (!next || sending || signedOut) return;
  const [code, entry] = next;
  sending = true;
  if (code === room.dataset.kode) say("jalan", room.dataset.menyimpan);
  try {
    // Of a question that was left before a reload, only the entry knows the version.
    const version = Math.max(entry.version, versions.get(code) ?? 0);
    const body = new URLSearchParams({ ...entry.content, version });
    if (!entry.content.flagged) body.delete("flagged");
    const token = form().elements.namedItem("csrfmiddlewaretoken").value;
    const headers = { "X-CSRFToken": token, Accept: "application/json" };
    const answer = await fetch(entry.address, { method: "POST", body, headers });
    await told(code, entry, answer);
  } catch {
    again();
  }
  sending = false;
  count();
  if (waiting.size && !failures) later(0);
}

async function told(code, entry, answer) {
  if (answer.redirected || answer.status === 403 || answer.status === 404) {
    signedOut = true;
    return say("gagal", room.dataset.keluar);
  }
  // A page instead of JSON: the server is being renewed.
  if (answer.status >= 500 || !answer.headers.get("content-type")?.includes("json")) return again();
  const said = await answer.json();
  failures = 0;
  const isNewest = waiting.get(code) === entry;
  if (answer.ok || answer.status === 409) versions.set(code, said.version);
  if (answer.ok) taken.set(code, entry.content);
  if (isNewest || !answer.ok) waiting.delete(code);
  store();
  if (answer.ok) {
    const place = room.querySelector("[data-draf-kata]");
    if (code === room.dataset.kode) say("ok", said.saved);
    else if (place.dataset.keadaan === "tunggu") say("", "");
    return;
  }
  if (answer.status === 409) {
    const stored = { ...entry.content, level: said.level === null ? "" : String(said.level), note: said.note };
    taken.set(code, stored);
    if (code === room.dataset.kode) fill(stored);
  }
  mark(code);
  say("gagal", `${code}: ${said.faults.join(" ")}`);
}

function again() {
  failures += 1;
  later(Math.min(REST_MS * 2 ** failures, LONGEST_WAIT_MS));
}

// --- Showing -----------------------------------------------------------------------------------------------

function say(state, words) {
  const place = room.querySelector("[data-draf-kata]");
  place.dataset.keadaan = state;
  place.textContent = words;
}

function count() {
  const place = room.querySelector("[data-antre]");
  place.hidden = !(failures && waiting.size);
  place.textContent = `${waiting.size} ${room.dataset.tunggu}`;
}

// The line of a question in the list, as it is here and not as the page that was fetched knew it.
function mark(code) {
  const said = waiting.get(code)?.content ?? taken.get(code);
  const row = line(code);
  if (!said || !row) return;
  row.toggleAttribute("data-kosong", !said.level);
  row.toggleAttribute("data-tanda", Boolean(said.flagged));
  row.querySelector("[data-tanda-ikon]").hidden = !said.flagged;
  if (said.level) row.querySelector("[data-skor]").textContent = said.level;
  room.querySelector("[data-dinilai]").textContent = room.querySelectorAll("[data-soal]:not([data-kosong])").length;
}

function fill(said) {
  const fields = form().elements;
  for (const field of form().querySelectorAll('[name="level"]')) field.checked = field.value === said.level;
  fields.namedItem("note").value = said.note;
  fields.namedItem("flagged").checked = Boolean(said.flagged);
  if (fields.namedItem("reason")) fields.namedItem("reason").value = said.reason ?? "";
}

function settle() {
  const code = room.dataset.kode;
  const version = Number(form().elements.namedItem("version").value);
  versions.set(code, Math.max(version, versions.get(code) ?? 0));
  for (const each of new Set([...taken.keys(), ...waiting.keys()])) mark(each);
  room.toggleAttribute("data-menunggu", waiting.size > 0);
  const said = waiting.get(code)?.content ?? taken.get(code);
  if (said) fill(said);
  for (const hidden of room.querySelectorAll(".baca-saring, .baca-pintas")) hidden.hidden = false;
  room.querySelector(".baca-daftar [aria-current]")?.scrollIntoView({ block: "nearest" });
  filter();
  count();
  let link = room.querySelector('[rel="next"]');
  for (let n = 0; n < AHEAD && link; n += 1) {
    fetched(link.href).catch(() => {});
    link = line(link.href.split("/").at(-2))?.nextElementSibling?.querySelector("a");
  }
}

function filter() {
  const kind = sessionStorage.getItem(`${place} saring`) ?? "";
  room.querySelector("#saring-soal").value = kind;
  for (const row of room.querySelectorAll("[data-soal]")) row.hidden = Boolean(kind) && !row.hasAttribute(`data-${kind}`);
}

// --- Going from question to question -----------------------------------------------------------------------

function fetched(address) {
  if (!pages.has(address)) {
    const page = fetch(address, { headers: { Accept: "text/html" } }).then((answer) =>
      answer.ok ? answer.text() : Promise.reject(new Error(String(answer.status))),
    );
    pages.set(address, page);
    page.catch(() => pages.delete(address));
  }
  return pages.get(address);
}

async function go(address, { isBack = false } = {}) {
  let page;
  try {
    page = new DOMParser().parseFromString(await fetched(address.split("#")[0]), "text/html");
  } catch {
    return say("tunggu", room.dataset.tertutup);
  }
  const next = page.getElementById("ruang");
  if (!next) return location.assign(address);
  pages.delete(address.split("#")[0]);
  const isSame = next.dataset.kode === room.dataset.kode;
  if (!isBack) history.pushState(null, "", address);
  document.title = page.title;
  room.replaceWith(document.importNode(next, true));
  room = document.getElementById("ruang");
  settle();
  const target = isSame ? room.querySelector("#bukti") : room.querySelector("#h-soal");
  target.focus({ preventScroll: !isSame && innerWidth >= 1024 });
}

const follow = (selector) => {
  const link = room.querySelector(selector);
  if (link) go(link.href);
};

const deeds = {
  j: () => follow('[rel="next"]'),
  k: () => follow('[rel="prev"]'),
  b: () => follow("[data-bukti-lain]"),
  n: () => form().elements.namedItem("note").focus(),
  f: () => form().elements.namedItem("flagged").click(),
  enter: () => follow('[rel="next"]'),
};

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.metaKey) return;
  const isTyping = event.target.closest("textarea, select, [contenteditable]") || event.target.matches('[type="text"], [type="search"]');
  if (event.key === "Escape" && isTyping && room.contains(event.target)) return event.target.blur();
  if (event.key === "Enter" && event.ctrlKey && room.contains(event.target)) return follow('[rel="next"]');
  if (event.ctrlKey || isTyping) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  const level = room.querySelector(`[name="level"][value="${CSS.escape(event.key)}"]`);
  if (level) {
    event.preventDefault();
    return level.click();
  }
  const deed = deeds[event.key.toLowerCase()];
  if (!deed) return;
  event.preventDefault();
  deed();
});

document.addEventListener("input", (event) => {
  if (event.target.id === "saring-soal") {
    sessionStorage.setItem(`${place} saring`, event.target.value);
    filter();
  } else if (form().contains(event.target)) keep();
});

document.addEventListener("submit", (event) => {
  if (event.target !== form()) return;
  event.preventDefault();
  keep();
  later(0);
  follow('[rel="next"]');
});

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-buka]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go(link.href);
});

window.addEventListener("popstate", () => go(location.href, { isBack: true }));
window.addEventListener("online", () => later(0));
window.addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});

settle();
if (waiting.size) later(0);
