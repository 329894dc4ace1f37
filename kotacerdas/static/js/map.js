// Makes the maps of a page move. Each is whole without this; where WebGL or the library fails, the drawing simply stays.
//
// Other scripts listen on the figure (the events bubble):
//   map:move   {name, layer, lon, lat, done}  a mark was dragged or pushed with the arrow keys; done when it was let go
// and tell it:
//   map:place  {name, lon, lat}               put that mark there
//   map:draw   {layer, patches}               other patches for this layer, as in the data of the page
//   map:picture {key, url, corners}           lay a picture of this key on the map, or another in its place; none with url null.
//                                             Corners are [longitude, latitude] of the upper left, upper right, lower right, lower left.

const STEP = 12;
const FINE_STEP = 1;
const MARKERS_AT_MOST = 400;
const WIDE = matchMedia("(min-width: 48rem)");
const PIXELS = { "raster-resampling": "nearest", "raster-fade-duration": 0 };
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const isThrifty = () => navigator.connection?.saveData || /2g|3g/.test(navigator.connection?.effectiveType ?? "");

function begin(figure) {
  const data = JSON.parse(document.getElementById(figure.dataset.peta).textContent);
  if (!WIDE.matches || isThrifty()) {
    const button = made("button", "btn btn-biasa btn-kecil peta-mulai", { type: "button", textContent: data.words.start });
    button.addEventListener("click", () => { button.remove(); start(figure, data, true); }, { once: true });
    figure.querySelector(".peta-bidang").append(button);
    return;
  }
  const seen = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    seen.disconnect();
    whenLeft(figure, () => start(figure, data, false));
  });
  seen.observe(figure);
}

// Nobody who walks through the links of the drawing is thrown out of it.
function whenLeft(figure, then) {
  const field = figure.querySelector(".peta-bidang");
  if (!field.contains(document.activeElement)) return then();
  field.addEventListener("focusout", () => setTimeout(() => whenLeft(figure, then)), { once: true });
}

async function start(figure, data, wantsFocus) {
  const field = figure.querySelector(".peta-bidang");
  const holder = made("div", "peta-gerak");
  field.append(holder);
  try {
    const library = await load(figure);
    const map = await drawn(library, holder, data, field);
    await new MovingMap(figure, map, library, data).show();
    // The drawing keeps its place, so the page does not jump; and takes it again while the graphics are lost.
    field.classList.add("bergerak");
    map.on("webglcontextlost", () => field.classList.remove("bergerak"));
    map.on("webglcontextrestored", () => field.classList.add("bergerak"));
    if (wantsFocus) map.getCanvas().focus();
  } catch (problem) {
    console.info("The map stays as it is drawn:", problem?.message ?? problem);
    holder.remove();
    if (wantsFocus) field.append(made("p", "peta-kata", { role: "status", textContent: data.words.stays }));
  }
}

let loading;
function load(figure) {
  loading ??= Promise.all([import(figure.dataset.pustaka), styled(figure.dataset.gaya)]).then(([library]) => library);
  return loading;
}

function styled(href) {
  return new Promise((resolve, reject) => {
    const link = made("link", "", { rel: "stylesheet", href, onload: resolve, onerror: reject });
    // Before ours, so that ours decides.
    document.head.prepend(link);
  });
}

function drawn(library, holder, data, field) {
  const { words } = data;
  // The height of the drawing stays the height of the map.
  const map = new library.Map({
    container: holder,
    style: { version: 8, sources: {}, layers: [{ id: "sea", type: "background", paint: { "background-color": token("sunken") } }] },
    bounds: data.bounds,
    fitBoundsOptions: { padding: 0 },
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    maxZoom: 19,
    cooperativeGestures: true,
    reduceMotion: matchMedia("(prefers-reduced-motion: reduce)").matches,
    locale: {
      "Map.Title": words.map,
      "CooperativeGesturesHandler.WindowsHelpText": words.wheel,
      "CooperativeGesturesHandler.MacHelpText": words.wheel_mac,
      "CooperativeGesturesHandler.MobileHelpText": words.fingers,
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(new Error("it took too long")), 20000);
    const over = new AbortController();
    const fail = (problem) => { end(); try { map.remove(); } catch { /* it never came to life */ } reject(problem); };
    const end = () => { clearTimeout(late); over.abort(); };
    map.once("load", () => { end(); resolve(map); });
    map.once("error", (event) => { if (!over.signal.aborted) fail(event.error); });
    field.addEventListener("webglcontextlost", () => fail(new Error("WebGL was lost")), { capture: true, signal: over.signal });
  });
}

class MovingMap {
  constructor(figure, map, maplibre, data) {
    Object.assign(this, { figure, map, maplibre, data });
    this.markers = new Map();
    this.laid = {};
    this.status = made("p", "peta-kata", { role: "status" });
  }

  async show() {
    this.map.getCanvas().setAttribute("aria-label", this.data.words.map);
    this.tools();
    this.figure.querySelector(".peta-bidang").append(this.status);
    await this.land();
    this.data.layers.forEach((layer, at) => this.layer(layer, at));
    this.figure.addEventListener("map:place", ({ detail }) => this.markers.get(detail.name)?.setLngLat([detail.lon, detail.lat]));
    this.figure.addEventListener("map:draw", ({ detail }) => this.redraw(detail));
    this.figure.addEventListener("map:picture", ({ detail }) => this.lay(detail));
    this.figure.dispatchEvent(new CustomEvent("map:ready", { bubbles: true }));
  }

  tools() {
    const { words } = this.data;
    const box = made("div", "peta-alat");
    const add = (sign, label, deed) => {
      const button = made("button", "", { type: "button", title: label, textContent: sign });
      button.setAttribute("aria-label", label);
      button.addEventListener("click", deed);
      box.append(button);
    };
    add("+", words.in, () => this.map.zoomIn());
    add("−", words.out, () => this.map.zoomOut());
    this.map.addControl(new this.maplibre.ScaleControl({ maxWidth: 120, unit: "metric" }), "bottom-right");
    add("⤢", words.whole, () => this.map.fitBounds(this.data.bounds, { padding: 0 }));
    this.figure.querySelector(".peta-bidang").prepend(box);
  }

  async land() {
    if (!this.data.outlines) return;
    const whole = typeof this.data.outlines === "string" ? await fetched(this.data.outlines) : this.data.outlines;
    const of = (kind) => ({ type: "FeatureCollection", features: whole.features.filter((each) => (each.properties.jenis ?? "") === kind) });
    this.outlines = new Map(of("").features.map((each) => [each.properties.kode, each.geometry]));
    const isSchematic = of("").features.some((each) => each.properties.skematis);
    this.map.addSource("land", { type: "geojson", data: of("") });
    this.map.addSource("kecamatan", { type: "geojson", data: of("kecamatan") });
    this.map.addLayer({ id: "land", type: "fill", source: "land", paint: { "fill-color": token("paper") } });
    const dashes = isSchematic ? { "line-dasharray": [3, 2] } : {};
    this.map.addLayer({ id: "borders", type: "line", source: "land", paint: { "line-color": token("control"), "line-width": 0.75, ...dashes } });
    this.map.addLayer({ id: "larger", type: "line", source: "kecamatan", paint: { "line-color": token("ink-2"), "line-width": 1.5 } });
    // A point for each name: a surface would be named once in every tile.
    const named = of("kecamatan").features.map(({ properties }) => (
      { type: "Feature", properties, geometry: { type: "Point", coordinates: properties.tengah } }
    ));
    this.map.addSource("names", { type: "geojson", data: { type: "FeatureCollection", features: named } });
    this.map.addLayer({
      id: "names", type: "symbol", source: "names",
      layout: { "text-field": ["get", "nama"], "text-size": 13, "text-font": ["Plus Jakarta Sans Variable"] },
      paint: { "text-color": token("ink"), "text-halo-color": token("paper"), "text-halo-width": 2 },
    });
  }

  layer(layer, at) {
    const ids = [];
    // Faces lie below the borders of kecamatan, dots above all.
    const below = this.map.getLayer("larger") ? "larger" : undefined;
    const add = (spec, before) => { this.map.addLayer(spec, before); ids.push(spec.id); };
    if (layer.picture) {
      this.map.addSource(`picture-${at}`, { type: "image", url: layer.picture.url, coordinates: layer.picture.corners });
      add({ id: `raster-${at}`, type: "raster", source: `picture-${at}`, paint: PIXELS }, this.map.getLayer("borders") ? "borders" : below);
    }
    const fill = { "fill-color": ["get", "face"], "fill-opacity": 0.82 };
    this.map.addSource(`patches-${at}`, { type: "geojson", data: this.patches(layer.patches) });
    add({ id: `faces-${at}`, type: "fill", source: `patches-${at}`, paint: fill }, below);
    add({ id: `edges-${at}`, type: "line", source: `patches-${at}`, paint: { "line-color": ["get", "edge"], "line-width": 1.25 } }, below);
    const asElements = (mark) => mark.move || (layer.marks.length <= MARKERS_AT_MOST && (mark.number || mark.href));
    this.map.addSource(`marks-${at}`, { type: "geojson", data: this.points(layer.marks.filter((mark) => !asElements(mark))) });
    add({
      id: `dots-${at}`, type: "circle", source: `marks-${at}`,
      paint: { "circle-color": ["get", "face"], "circle-radius": 5, "circle-stroke-color": token("paper"), "circle-stroke-width": 1.5 },
    });
    for (const id of [`faces-${at}`, `dots-${at}`]) this.told(id);
    const markers = layer.marks.filter(asElements).map((mark) => this.marker(mark, layer));
    const box = this.figure.querySelector(`[data-lapis-pilih="${at}"]`);
    const sync = () => {
      if (this.isLost) return;
      const isShown = box?.checked ?? true;
      for (const id of ids) this.map.setLayoutProperty(id, "visibility", isShown ? "visible" : "none");
      for (const marker of markers) marker.getElement().hidden = !isShown;
    };
    box?.addEventListener("change", sync);
    this.map.on("style.load", sync);
    sync();
  }

  // What lies under the pointer is said; a click follows its link.
  told(id) {
    const canvas = this.map.getCanvas();
    this.map.on("mousemove", id, ({ features: [found] }) => {
      this.status.textContent = found.properties.label;
      canvas.style.cursor = found.properties.href ? "pointer" : "";
    });
    this.map.on("mouseleave", id, () => { this.status.textContent = ""; canvas.style.cursor = ""; });
    this.map.on("click", id, ({ features: [found] }) => {
      if (found.properties.href) location.assign(found.properties.href);
      else this.status.textContent = found.properties.label;
    });
  }

  marker(mark, layer) {
    const element = made(mark.move ? "button" : mark.href ? "a" : "span", `peta-pin nada-${mark.tone}`);
    if (mark.move) element.type = "button";
    else if (mark.href) element.href = mark.href;
    element.append(made("span", "", { textContent: mark.number ?? "" }));
    if (!mark.number) element.classList.add("peta-pin--titik");
    element.title = mark.label;
    const marker = new this.maplibre.Marker({ element, draggable: Boolean(mark.move) }).setLngLat(mark.at).addTo(this.map);
    element.setAttribute("aria-label", mark.move ? this.data.words.move.replace("%(label)s", mark.label) : mark.label);
    if (mark.move) this.movable(marker, element, mark, layer);
    return marker;
  }

  movable(marker, element, mark, layer) {
    element.classList.add("peta-pin--pindah");
    this.markers.set(mark.move, marker);
    const tell = (done) => {
      const { lng, lat } = marker.getLngLat();
      const detail = { name: mark.move, layer: layer.key, lon: Number(lng.toFixed(6)), lat: Number(lat.toFixed(6)), done };
      this.figure.dispatchEvent(new CustomEvent("map:move", { bubbles: true, detail }));
    };
    marker.on("drag", () => tell(false));
    marker.on("dragend", () => tell(true));
    element.addEventListener("keydown", (event) => {
      const way = ARROWS[event.key];
      if (!way) return;
      event.preventDefault();
      event.stopPropagation();
      const far = event.shiftKey ? FINE_STEP : STEP;
      const { x, y } = this.map.project(marker.getLngLat());
      marker.setLngLat(this.map.unproject([x + way[0] * far, y + way[1] * far]));
      tell(false);
    });
    element.addEventListener("keyup", (event) => { if (ARROWS[event.key]) tell(true); });
  }

  // Without graphics there is nothing to draw on; when they are back, so are the layers.
  get isLost() {
    return !this.map.style;
  }

  redraw({ layer, patches }) {
    if (this.isLost) return;
    const at = this.data.layers.findIndex((each) => each.key === layer);
    this.map.getSource(`patches-${at}`)?.setData(this.patches(patches));
  }

  // A picture of another script stands as data in its address, which the page may show and must not fetch: hence the canvas.
  async lay({ key, url, corners }) {
    const id = `laid-${key}`;
    const turn = this.laid[key] = (this.laid[key] ?? 0) + 1;
    const canvas = url ? await painted(url) : null;
    if (this.isLost || turn !== this.laid[key]) return;
    if (this.map.getLayer(id)) this.map.removeLayer(id);
    if (this.map.getSource(id)) this.map.removeSource(id);
    if (!canvas) return;
    this.map.addSource(id, { type: "canvas", canvas, coordinates: corners, animate: false });
    this.map.addLayer({ id, type: "raster", source: id, paint: PIXELS }, this.map.getLayer("borders") ? "borders" : undefined);
  }

  patches(rows) {
    return collection(rows.map((each) => feature(each.shape ?? this.outlines?.get(each.code), each)));
  }

  points(rows) {
    return collection(rows.map((each) => feature({ type: "Point", coordinates: each.at }, each)));
  }
}

async function painted(url) {
  const image = made("img", "", { src: url });
  await image.decode();
  const canvas = made("canvas", "", { width: image.naturalWidth, height: image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas;
}

async function fetched(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error("the outlines did not come");
  return answer.json();
}

const collection = (features) => ({ type: "FeatureCollection", features: features.filter((each) => each.geometry) });

function feature(geometry, { label, href = "", tone }) {
  return { type: "Feature", geometry, properties: { label, href, ...colours(tone) } };
}

// The style sheets alone know the colours.
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--kc-${name}`).trim();

const known = {};
function colours(tone) {
  if (!known[tone]) {
    const probe = made("i", `nada-${tone}`, { hidden: true });
    document.body.append(probe);
    const style = getComputedStyle(probe);
    known[tone] = { face: style.getPropertyValue("--isi").trim(), edge: style.getPropertyValue("--tepi").trim() };
    probe.remove();
  }
  return known[tone];
}

function made(name, look, rest = {}) {
  const element = document.createElement(name);
  if (look) element.className = look;
  return Object.assign(element, rest);
}

for (const figure of document.querySelectorAll("[data-peta]")) begin(figure);
