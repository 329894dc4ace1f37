// The log of an interview: lines are put into a queue in this browser and sent one after the other, so that nobody waits
// for a bad connection. Each has its key, so that what is sent twice is there once. Without this script the form is sent
// as any other.

const form = document.querySelector("form[data-catat]");
if (form) queueing(form);

function queueing(form) {
  const FIRST_WAIT_MS = 2_000;
  const LONGEST_WAIT_MS = 30_000;
  const LINE = ["kind", "code", "who", "words", "jam", "due_at"];
  const place = `catat:${location.pathname}:${form.dataset.catat}`;
  const status = form.querySelector("[data-catat-kata]");
  const waiting = form.querySelector("[data-catat-antre]");
  let queue = JSON.parse(localStorage.getItem(place) ?? "[]");
  let sending = false;
  let failures = 0;

  const field = (name) => form.elements.namedItem(name);
  const say = (state, text) => {
    status.dataset.keadaan = state;
    status.textContent = text;
  };

  function keep() {
    if (queue.length) localStorage.setItem(place, JSON.stringify(queue));
    else localStorage.removeItem(place);
    waiting.replaceChildren(
      ...queue.map((line) => {
        const item = document.createElement("li");
        item.textContent = [line.code, line.who, line.words].filter(Boolean).join(" ");
        return item;
      }),
    );
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!field("words").value.trim()) return field("words").focus();
    const line = Object.fromEntries(LINE.map((name) => [name, field(name).value]));
    queue.push({ ...line, key: newKey(), pada: new Date().toISOString() });
    keep();
    fresh(line);
    flush();
  });

  // The next line is about the same question; after a question comes its answer.
  function fresh(line) {
    for (const name of ["words", "jam", "due_at"]) field(name).value = "";
    if (line.kind === "question") {
      field("kind").value = "answer";
      field("who").value = "";
    }
    field("words").focus();
  }

  async function flush() {
    if (sending || !queue.length) return;
    sending = true;
    const [line] = queue;
    try {
      const body = new URLSearchParams({ ...line, csrfmiddlewaretoken: field("csrfmiddlewaretoken").value });
      const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
      sending = false;
      await told(answer, line);
    } catch {
      sending = false;
      again();
    }
  }

  async function told(answer, line) {
    if (answer.status === 204) {
      queue.shift();
      failures = 0;
      keep();
      say("ok", form.dataset.catatTerkirim);
      document.getElementById("catatan")?.dispatchEvent(new Event("segar"));
      flush();
    } else if (answer.status === 422) {
      refused(line, await answer.text());
    } else if (answer.headers.has("HX-Redirect") || answer.status === 403) {
      say("gagal", form.dataset.catatKeluar);
    } else {
      again();
    }
  }

  // Back into the form, with the reason; what is being typed there meanwhile is not overwritten.
  function refused(line, reasons) {
    queue.shift();
    keep();
    if (!field("words").value) for (const name of LINE) field(name).value = line[name];
    say("gagal", `${line.words}: ${reasons}`);
    flush();
  }

  function again() {
    failures += 1;
    say("tunggu", form.dataset.catatTunggu);
    setTimeout(flush, Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), LONGEST_WAIT_MS));
  }

  function newKey() {
    const bytes = crypto.getRandomValues(new Uint8Array(18));
    return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_");
  }

  document.addEventListener("keydown", (event) => {
    const number = event.altKey && !event.ctrlKey && /^Digit([1-4])$/.exec(event.code)?.[1];
    if (!number) return;
    event.preventDefault();
    form.querySelectorAll("[name=kind]")[number - 1].checked = true;
    field("words").focus();
  });
  window.addEventListener("online", flush);
  window.addEventListener("beforeunload", (event) => {
    if (queue.length) event.preventDefault();
  });

  keep();
  // What was typed before signing in again waits in the queue already.
  if (queue.length) field("words").value = "";
  flush();
}
