// Saves a form while one types: shortly after the last key, again and again while the line is bad, never two at a time.
// What is not yet sent is kept in this tab, so that a reload does not lose it. Without this the buttons save.

const REST_MS = 1500;
const LONGEST_WAIT_MS = 60_000;

for (const form of document.querySelectorAll("form[data-draf]")) watch(form);

function watch(form) {
  const words = form.querySelector("[data-draf-kata]");
  const version = form.elements.namedItem("version");
  const place = `draf ${form.dataset.draf}`;
  let timer = 0;
  let sending = false;
  let dirty = false;
  let leaving = false;
  let failures = 0;

  const say = (state, text) => {
    words.dataset.keadaan = state;
    words.textContent = text;
  };
  const typed = () => {
    const data = new FormData(form);
    for (const name of ["csrfmiddlewaretoken", "submission_key"]) data.delete(name);
    return new URLSearchParams(data);
  };
  const keep = () => sessionStorage.setItem(place, typed().toString());
  const later = (wait) => {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  };

  async function send() {
    if (sending || leaving || !dirty) return;
    sending = true;
    dirty = false;
    say("jalan", form.dataset.drafMenyimpan);
    try {
      const headers = { "X-CSRFToken": form.elements.namedItem("csrfmiddlewaretoken").value };
      const answer = await fetch(form.dataset.draf, { method: "POST", body: typed(), headers });
      await told(answer);
    } catch {
      again();
    }
    sending = false;
    if (dirty && !timer) later(REST_MS);
  }

  async function told(answer) {
    if (answer.redirected || answer.status === 403) return stop(form.dataset.drafKeluar);
    // A page instead of JSON: the server is being renewed.
    if (!answer.headers.get("content-type")?.includes("json")) return again();
    const said = await answer.json();
    if (answer.ok) {
      failures = 0;
      version.value = said.version;
      say("ok", said.saved);
      if (!dirty) sessionStorage.removeItem(place);
    } else if (answer.status === 409) {
      stop(form.dataset.drafBentrok);
    } else if (answer.status < 500) {
      say("gagal", said.faults.join(" "));
    } else {
      again();
    }
  }

  function again() {
    dirty = true;
    failures += 1;
    say("tunggu", form.dataset.drafTunggu);
    later(Math.min(REST_MS * 2 ** failures, LONGEST_WAIT_MS));
  }

  function stop(text) {
    leaving = true;
    say("gagal", text);
  }

  form.addEventListener("input", () => {
    dirty = true;
    keep();
    if (!leaving) later(REST_MS);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    sessionStorage.removeItem(place);
  });
  window.addEventListener("online", () => later(0));
  window.addEventListener("beforeunload", (event) => {
    if (dirty && !leaving) event.preventDefault();
  });

  const left = sessionStorage.getItem(place);
  if (left) restore(left);

  // Typed before a reload and never sent: it stands in the form again, if nobody has saved meanwhile.
  function restore(text) {
    const kept = new URLSearchParams(text);
    if (kept.get("version") !== version.value) return sessionStorage.removeItem(place);
    for (const [name, value] of kept) {
      const field = form.elements.namedItem(name);
      if (field instanceof RadioNodeList || field?.type === "radio") form.elements.namedItem(name).value = value;
      else if (field && name !== "version") field.value = value;
    }
    dirty = true;
    later(0);
  }
}
