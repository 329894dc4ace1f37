// Sends files in pieces that go on after a lost line or a reloaded page, two files at a time (tus 1.0).
// Without this the form sends its files itself, as many as go at once.

const AT_ONCE = 2;
const LEAST = 256 * 1024;
const MOST = 4 * 1024 * 1024;
const PAUSES = [1, 2, 4, 8, 15, 30, 30, 30];
const PATIENCE_MS = 180_000;
const VERSION = "1.0.0";
const SIGNED_OUT = "keluar";
const TOO_LARGE = "besar";

const form = document.querySelector("form[data-unggah]");
if (form && globalThis.fetch) start(form);

function start(form) {
  const page = parts(form);
  const files = new Map();
  const state = { addresses: known(form), running: 0, size: Number(form.dataset.ukuran), busy: false };
  page.words.hidden = false;

  for (const input of form.querySelectorAll("input[type=file]")) {
    input.addEventListener("change", () => {
      add([...input.files].map((file) => [file, file.webkitRelativePath || file.name]));
      // Chosen files are in the list now; the field is free for more, and for the same again.
      input.value = "";
    });
  }
  for (const name of ["dragenter", "dragover"]) {
    page.box.addEventListener(name, (event) => {
      event.preventDefault();
      page.box.dataset.atas = "";
    });
  }
  page.box.addEventListener("dragleave", (event) => {
    if (!page.box.contains(event.relatedTarget)) delete page.box.dataset.atas;
  });
  page.box.addEventListener("drop", async (event) => {
    event.preventDefault();
    delete page.box.dataset.atas;
    add(await dropped(event.dataTransfer));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  addEventListener("beforeunload", (event) => {
    if (state.busy) event.preventDefault();
  });
  addEventListener("online", () => {
    for (const each of files.values()) each.wake?.();
  });

  function add(found) {
    for (const [file, path] of found) {
      const mark = `${file.size}-${file.lastModified}`;
      const key = `${path}\n${mark}`;
      if (files.has(key)) continue;
      const each = { key, file, path, mark, sent: 0, state: "menunggu" };
      const most = mostOf(path);
      if (file.size > most) Object.assign(each, { state: TOO_LARGE, why: word(TOO_LARGE, { most: bytes(most) }) });
      each.row = row(each);
      files.set(key, each);
      page.list.append(each.row.item);
      show(each);
    }
    complain("");
    if (state.busy) fill();
  }

  // Nobody sends for an hour what is refused then.
  function mostOf(path) {
    return Number(/\.zip$/i.test(path) ? form.dataset.terbesarZip : form.dataset.terbesar) || Infinity;
  }

  function row(each) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    const words = document.createElement("span");
    const button = document.createElement("button");
    name.className = "kirim-nama";
    name.textContent = each.path;
    words.className = "kirim-kata";
    button.type = "button";
    button.className = "btn btn-teks btn-kecil";
    button.addEventListener("click", () => (isRemovable(each) ? remove(each) : again(each)));
    item.append(name, words, button);
    return { item, words, button };
  }

  function show(each) {
    const { words, button } = each.row;
    const tones = { selesai: "ok", putus: "awas", menunggu: "", jalan: "" };
    words.textContent = each.why ?? word(each.state, { percent: percent(each) });
    words.dataset.nada = tones[each.state] ?? "telat";
    const canGo = isRemovable(each) && !state.busy;
    button.hidden = !(canGo || isLost(each));
    button.textContent = word(canGo ? "lepas" : "ulang", {});
    button.setAttribute("aria-label", `${button.textContent}: ${each.path}`);
    summarise();
  }

  function isRemovable(each) {
    return ["menunggu", TOO_LARGE].includes(each.state);
  }

  function isLost(each) {
    return !["menunggu", "jalan", "putus", "selesai", TOO_LARGE].includes(each.state);
  }

  function summarise() {
    const all = [...files.values()].filter((each) => each.state !== TOO_LARGE);
    const size = sum(all.map((each) => each.file.size));
    const sent = sum(all.map((each) => each.sent));
    const done = all.filter((each) => each.state === "selesai").length;
    page.section.hidden = files.size === 0;
    page.whole.max = size || 1;
    page.whole.value = sent;
    const words = word(state.busy || done ? "ringkas" : "antre", {
      done, total: all.length, sent: bytes(sent), size: bytes(size),
    });
    page.summary.textContent = words;
    // A screen reader hears of it when a file more has arrived; a piece more is not worth a sentence.
    const mark = `${done} ${all.length} ${state.busy}`;
    if (page.told.dataset.keadaan !== mark) page.told.textContent = words;
    page.told.dataset.keadaan = mark;
  }

  function remove(each) {
    files.delete(each.key);
    each.row.item.remove();
    summarise();
    form.querySelector("input[type=file]").focus();
  }

  function again(each) {
    Object.assign(each, { state: "menunggu", why: undefined });
    show(each);
    send();
  }

  async function send() {
    if (state.busy) return;
    if (![...files.values()].some((each) => each.state !== TOO_LARGE)) return complain(word("kosong", {}), true);
    setBusy(true);
    complain("");
    try {
      state.addresses ??= await open();
    } catch (error) {
      setBusy(false);
      return complain(error.message, true);
    }
    fill();
  }

  // The delivery begins; from here on this page has its address, where a reload goes on.
  async function open() {
    const data = new FormData(form);
    for (const input of form.querySelectorAll("input[type=file]")) data.delete(input.name);
    const answer = await ask(form.action, { method: "POST", body: data, headers: { Accept: "application/json" } });
    if (answer.status === 422) throw new Error((await answer.json()).problems.join(" "));
    if (!answer.ok) throw new Error(word("gagal", {}));
    const addresses = await answer.json();
    history.replaceState(null, "", addresses.intake);
    // What is said of all files stands now.
    form.querySelector("[data-ket]")?.toggleAttribute("inert", true);
    return addresses;
  }

  function fill() {
    const next = [...files.values()].find((each) => each.state === "menunggu");
    if (next && state.running < AT_ONCE) {
      state.running += 1;
      next.state = "jalan";
      show(next);
      sendOne(next).finally(() => {
        state.running -= 1;
        show(next);
        fill();
      });
      return fill();
    }
    if (state.running === 0) end();
  }

  async function sendOne(each) {
    let tries = 0;
    for (;;) {
      const before = each.sent;
      try {
        await piecewise(each);
        each.state = "selesai";
        return;
      } catch (error) {
        if (error.final) {
          Object.assign(each, { state: error.final, why: error.words || undefined });
          return;
        }
        tries = each.sent > before ? 0 : tries + 1;
        if (tries >= PAUSES.length) {
          each.state = "gagal";
          return;
        }
        state.size = Math.max(LEAST, state.size / 2);
        each.state = "putus";
        show(each);
        await pause(each, PAUSES[tries]);
        each.state = "jalan";
        show(each);
      }
    }
  }

  // Beginning it anew leads to the file under way, and tells how much of it has come.
  async function piecewise(each) {
    const begun = await ask(state.addresses.uploads, {
      method: "POST",
      headers: {
        "Tus-Resumable": VERSION,
        "Upload-Length": String(each.file.size),
        "Upload-Metadata": `filename ${coded(each.path)},mark ${coded(each.mark)}`,
      },
    });
    await check(begun);
    const address = begun.headers.get("Location");
    each.sent = Number(begun.headers.get("Upload-Offset"));
    while (each.sent < each.file.size) {
      show(each);
      each.sent = await sendPiece(each, address);
    }
  }

  async function sendPiece(each, address) {
    const piece = await read(each.file.slice(each.sent, each.sent + state.size));
    const headers = {
      "Tus-Resumable": VERSION,
      "Upload-Offset": String(each.sent),
      "Content-Type": "application/offset+octet-stream",
    };
    if (globalThis.crypto?.subtle) {
      headers["Upload-Checksum"] = `sha256 ${base64(await crypto.subtle.digest("SHA-256", piece))}`;
    }
    const began = performance.now();
    const answer = await ask(address, { method: "PATCH", body: piece, headers });
    await check(answer);
    if (performance.now() - began < 1000) state.size = Math.min(MOST, state.size * 2);
    return Number(answer.headers.get("Upload-Offset"));
  }

  async function read(blob) {
    try {
      return await blob.arrayBuffer();
    } catch {
      throw refusal("hilang");
    }
  }

  // What another try may mend is thrown as it is; what it cannot, with the state that the file comes to.
  async function check(answer) {
    if (answer.ok) return;
    if (answer.type === "opaqueredirect") throw refusal(SIGNED_OUT);
    if ([409, 423, 429, 460].includes(answer.status) || answer.status >= 500) throw new Error(String(answer.status));
    const isOurs = answer.headers.has("Tus-Resumable");
    throw refusal("gagal", isOurs ? await answer.text() : "");
  }

  function refusal(state, words = "") {
    return Object.assign(new Error(state), { final: state, words });
  }

  function ask(address, options) {
    const token = form.querySelector("input[name=csrfmiddlewaretoken]").value;
    return fetch(address, {
      ...options,
      headers: { ...options.headers, "X-CSRFToken": token },
      credentials: "same-origin",
      redirect: "manual",
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
  }

  async function pause(each, seconds) {
    await new Promise((resolve) => {
      each.wake = resolve;
      setTimeout(resolve, seconds * 1000);
    });
    each.wake = undefined;
  }

  // All have come: take them in. Some have not: the page of the delivery offers both ways.
  function end() {
    setBusy(false);
    const all = [...files.values()];
    for (const each of all) show(each);
    if (all.some((each) => each.state !== "selesai")) return complain(word("sisa", {}), true, true);
    finish();
  }

  function finish() {
    const last = document.createElement("form");
    last.method = "post";
    last.action = `${state.addresses.intake}selesai/`;
    last.append(form.querySelector("input[name=csrfmiddlewaretoken]").cloneNode());
    document.body.append(last);
    last.submit();
  }

  function setBusy(busy) {
    state.busy = busy;
    form.toggleAttribute("aria-busy", busy);
    if (busy) form.setAttribute("aria-busy", "true");
    form.querySelector("button[type=submit]").disabled = busy;
    summarise();
    for (const each of files.values()) show(each);
  }

  function complain(words, moves = false, leads = false) {
    page.problem.hidden = words === "";
    const text = page.problem.querySelector("[data-salah-kata]");
    text.textContent = words;
    if (leads) {
      const link = document.createElement("a");
      link.href = state.addresses.intake;
      link.textContent = word("buka", {});
      text.append(" ", link);
    }
    if (moves) page.problem.scrollIntoView({ block: "nearest" });
  }

  function percent(each) {
    return each.file.size ? Math.floor((100 * each.sent) / each.file.size) : 0;
  }

  function word(name, values) {
    const key = `kata${name[0].toUpperCase()}${name.slice(1)}`;
    return (form.dataset[key] ?? name).replace(/\{(\w+)\}/g, (_all, value) => values[value] ?? "");
  }

  function bytes(count) {
    const [size, unit] = count < 1e6 ? [count / 1e3, "kilobyte"] : [count / 1e6, "megabyte"];
    const style = { style: "unit", unit, maximumFractionDigits: 1 };
    return new Intl.NumberFormat(form.dataset.bahasa, style).format(size);
  }
}

function parts(form) {
  return {
    box: form.querySelector("[data-jatuh]"),
    words: form.querySelector("[data-jatuh-kata]"),
    section: form.querySelector("[data-kirim]"),
    summary: form.querySelector("[data-ringkas]"),
    told: form.querySelector("[data-umum]"),
    whole: form.querySelector("[data-seluruh]"),
    list: form.querySelector("[data-daftar]"),
    problem: form.querySelector("[data-salah]"),
  };
}

// On the page of a delivery that is open its addresses are known already.
function known(form) {
  return form.dataset.kiriman ? { intake: form.dataset.kiriman, uploads: form.dataset.berkas } : undefined;
}

// Everything below what was dropped, with its path.
async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length === 0) return [...transfer.files].map((file) => [file, file.name]);
  return (await Promise.all(entries.map(below))).flat();
}

async function below(entry) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[file, entry.fullPath.replace(/^\//, "")]];
  }
  const reader = entry.createReader();
  const found = [];
  // It gives a hundred at a time, and none when there are no more.
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await below(each)));
  }
}

function coded(text) {
  return base64(new TextEncoder().encode(text));
}

function base64(buffer) {
  return btoa(String.fromCharCode(...new Uint8Array(buffer)));
}

function sum(numbers) {
  return numbers.reduce((all, number) => all + number, 0);
}
