// Tries points elsewhere: hears of marks that are dragged or pushed on the map, asks the server what would change, and shows it:
// the difference, the figures of kelurahan (elements with data-kelurahan and data-angka), pictures over the map, a list to undo.
// Nothing is saved. One request is under way at most; while it is, only the newest wish waits.

const AGAIN_MS = 1500;
const MOST_AGAIN = 20;
const SLOWEST = 4;
const EMPTY = { moves: [], adds: [], removes: [] };

function begin(part) {
  const token = part.querySelector("[name=csrfmiddlewaretoken]").value;
  const figure = document.querySelector("[data-peta]");
  const trial = new Trial(part, figure, token);
  document.addEventListener("map:move", ({ detail, target }) => { if (target === figure) trial.move(detail); });
  document.addEventListener("map:ready", ({ target }) => { if (target === figure) trial.ready(); });
  part.querySelector("[data-coba-hapus]").addEventListener("click", () => trial.clear());
  part.querySelector("[data-coba-borang]").addEventListener("submit", (event) => trial.typed(event));
}

class Trial {
  constructor(part, figure, token) {
    Object.assign(this, { part, figure, token, wishes: new Map(), good: new Map(), isMoving: false, shown: new Set(), changed: [], waits: false, running: null, tries: 0 });
    this.homes = homes(figure);
  }

  at(name) {
    return this.part.querySelector(`[data-coba-${name}]`);
  }

  // The planner loads the city while the reader still looks at the map.
  ready() {
    this.part.classList.add("hidup");
    this.send();
  }

  move({ name, lon, lat, done }) {
    this.isMoving = !done;
    this.wishes.set(name, { kind: "moves", code: name, lon, lat });
    this.send();
  }

  typed(event) {
    event.preventDefault();
    const form = event.target;
    const told = (name) => form.elements.namedItem(name).value.trim();
    const number = (text) => (text ? Number(text.replace("−", "-").replace(",", ".")) : null);
    const code = told("point");
    if (!code) return form.elements.namedItem("point").focus();
    const [lon, lat, height] = ["lon", "lat", "height"].map((name) => number(told(name)));
    const kind = { move: "moves", add: "adds", remove: "removes" }[told("deed")];
    this.wishes.set(code, { kind, code, lon, lat, height });
    if (kind === "moves" && Number.isFinite(lon) && Number.isFinite(lat)) this.put(code, [lon, lat]);
    this.send();
  }

  undo(code) {
    this.wishes.delete(code);
    if (this.homes.has(code)) this.put(code, this.homes.get(code));
    this.send();
  }

  clear() {
    for (const code of [...this.wishes.keys()]) {
      if (this.homes.has(code)) this.put(code, this.homes.get(code));
    }
    this.wishes.clear();
    this.send();
    this.say(this.part.dataset.kataSemula);
  }

  put(name, [lon, lat]) {
    this.figure?.dispatchEvent(new CustomEvent("map:place", { detail: { name, lon, lat } }));
  }

  asked() {
    const asked = structuredClone(EMPTY);
    for (const { kind, code, lon, lat, height } of this.wishes.values()) {
      asked[kind].push(kind === "removes" ? code : { code, lon, lat, height: height ?? null });
    }
    return asked;
  }

  async send() {
    clearTimeout(this.later);
    if (this.running) {
      this.waits = true;
      return;
    }
    this.running = new AbortController();
    this.at("hasil").setAttribute("aria-busy", "true");
    const [asked, wished] = [this.asked(), new Map(this.wishes)];
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token };
      const answer = await fetch(this.part.dataset.coba, {
        method: "POST", headers, body: JSON.stringify(asked), signal: this.running.signal,
      });
      await this.told(answer, asked, wished);
    } catch (problem) {
      if (problem.name !== "AbortError") this.again(this.part.dataset.kataPutus);
    }
    this.running = null;
    this.at("hasil").removeAttribute("aria-busy");
    if (this.waits) {
      this.waits = false;
      this.send();
    }
  }

  async told(answer, asked, wished) {
    if (answer.redirected || answer.status === 403) return this.say(this.part.dataset.kataKeluar);
    if (!answer.headers.get("content-type")?.includes("json")) return this.again(this.part.dataset.kataPutus);
    const said = await answer.json();
    if (answer.ok) {
      this.good = wished;
      return this.show(said, asked);
    }
    if (said.again) return this.again(this.tries > 1 || this.wishes.size ? said.faults.join(" ") : this.part.dataset.kataTunggu);
    this.say(said.faults.join(" "));
    if (!this.waits && !this.isMoving) this.back();
  }

  // What cannot be tried is taken back, what was tried before stays.
  back() {
    for (const [code, wish] of this.wishes) {
      const last = this.good.get(code);
      if (last === wish || !this.homes.has(code)) continue;
      this.put(code, last?.kind === "moves" ? [last.lon, last.lat] : this.homes.get(code));
    }
    this.wishes = new Map(this.good);
  }

  again(words) {
    this.say(words);
    this.tries += 1;
    if (this.tries <= MOST_AGAIN) this.later = setTimeout(() => this.send(), AGAIN_MS * Math.min(this.tries, SLOWEST));
  }

  say(words) {
    const place = this.at("pesan");
    place.hidden = !words;
    place.textContent = words;
  }

  show(said, asked) {
    this.tries = 0;
    this.say("");
    const count = asked.moves.length + asked.adds.length + asked.removes.length;
    this.at("hasil").hidden = !count;
    this.at("angka").textContent = said.change;
    if (this.at("kalimat").textContent !== said.headline) this.at("kalimat").textContent = count ? said.headline : "";
    this.at("lahan").textContent = said.ground;
    this.at("catatan").replaceChildren(...said.notes.map((words) => made("p", { textContent: words })));
    this.list(said.points);
    this.areas(said.areas);
    this.pictures(said.pictures);
  }

  list(points) {
    const place = this.at("daftar");
    const held = document.activeElement?.closest?.("li")?.dataset.titik;
    place.replaceChildren(...points.map(({ code, words }) => {
      const line = made("li");
      line.dataset.titik = code;
      const button = made("button", { type: "button", className: "btn btn-teks btn-kecil", textContent: this.part.dataset.kataUrung });
      button.setAttribute("aria-label", `${this.part.dataset.kataUrung}: ${code}`);
      button.addEventListener("click", () => this.undo(code));
      line.append(made("strong", { textContent: code }), made("span", { textContent: words }), button);
      return line;
    }));
    // Whoever stood on a button stands on it still, or on the next, or where the list was.
    if (!held) return;
    const line = [...place.children].find((each) => each.dataset.titik === held) ?? place.firstElementChild;
    (line?.querySelector("button") ?? this.at("judul")).focus();
  }

  areas(rows) {
    for (const [element, text] of this.changed) {
      element.textContent = text;
      element.classList.remove("berubah");
    }
    this.changed = [];
    for (const row of rows) {
      for (const element of document.querySelectorAll(`[data-kelurahan="${CSS.escape(row.code)}"][data-angka]`)) {
        const text = row[element.dataset.angka];
        if (text === undefined || element.textContent.trim() === text) continue;
        this.changed.push([element, element.textContent]);
        element.textContent = text;
        element.classList.add("berubah");
      }
    }
    const lines = rows.map((row) => made("li", { textContent: `${row.name}: ${row.was} → ${row.people} (${row.change})` }));
    this.at("kelurahan").replaceChildren(...lines);
  }

  pictures(drawn) {
    const now = new Set(drawn.map(({ key }) => key));
    for (const key of this.shown) if (!now.has(key)) this.picture({ key, url: null, corners: [] });
    for (const each of drawn) this.picture(each);
    this.shown = now;
  }

  picture({ key, url, corners }) {
    this.figure?.dispatchEvent(new CustomEvent("map:picture", { detail: { key: `coba-${key}`, url, corners } }));
  }
}

// Where the marks of the map stand that may be moved.
function homes(figure) {
  const data = figure && JSON.parse(document.getElementById(figure.dataset.peta).textContent);
  const marks = (data?.layers ?? []).flatMap((layer) => layer.marks).filter((mark) => mark.move);
  return new Map(marks.map((mark) => [mark.move, mark.at]));
}

function made(name, rest = {}) {
  return Object.assign(document.createElement(name), rest);
}

for (const part of document.querySelectorAll("[data-coba]")) begin(part);
