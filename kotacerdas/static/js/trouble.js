// What went wrong with a part that htmx asked for is said above the page, in words that the page brings along. What was
// typed stays where it is. With the next success the words go; whoever closed them is not told the same again unasked.

const LOST = "putus";
const region = document.querySelector("[data-gangguan]");
const look = document.querySelector("[data-gangguan-rupa]");
const kinds = { 401: "tolak", 403: "tolak", 429: "sering" };
let kind = "";
let asker = null;

document.addEventListener("htmx:responseError", (event) => {
  const { status } = event.detail.xhr;
  say(kinds[status] ?? (status < 500 ? "berubah" : "kami"), event);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) document.addEventListener(name, (event) => say(LOST, event));

// Where the line was lost, any answer proves that it is back; everything else is mended by whoever asked in vain.
document.addEventListener("htmx:afterRequest", ({ target, detail }) => {
  if (detail.successful && (kind === LOST || target === asker || !asker?.isConnected)) clear();
});
// Firefox calls what is under way lost when the page is left.
window.addEventListener("pagehide", clear);

function say(wrong, { target, detail }) {
  const isPressed = ["click", "submit"].includes(detail.requestConfig.triggeringEvent?.type);
  const isKnown = wrong === kind;
  [kind, asker] = [wrong, target];
  if (!isKnown || isPressed) region.replaceChildren(shown(wrong));
}

function shown(wrong) {
  const part = document.importNode(look.content, true);
  const link = part.querySelector("a");
  link.before(`${region.dataset[wrong]} `);
  if (wrong === "tolak") link.search = new URLSearchParams({ next: location.pathname + location.search });
  else link.remove();
  part.querySelector("button").addEventListener("click", () => region.replaceChildren());
  return part;
}

function clear() {
  kind = "";
  asker = null;
  region.replaceChildren();
}
