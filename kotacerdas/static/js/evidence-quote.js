// Marked words of a document become a citation: a button appears that leads on with their place. Without this file
// one presses Cite and chooses a sentence.

const text = document.querySelector("[data-kutip]");
const letters = (string) => [...string].length;

// Where the selection stands in the text, counted in code points as the server does; null if nothing of it is marked.
function marked() {
  const selection = window.getSelection();
  if (!selection || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  if (!range.intersectsNode(text)) return null;
  const whole = document.createRange();
  whole.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, whole) < 0) range.setStart(text, 0);
  if (range.compareBoundaryPoints(Range.END_TO_END, whole) > 0) range.setEnd(text, text.childNodes.length);
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const words = range.toString();
  const start = letters(before.toString());
  return words.trim() ? { start, end: start + letters(words) } : null;
}

if (text) {
  const button = document.createElement("a");
  button.className = "btn btn-utama kutip-melayang";
  button.textContent = text.dataset.kutipKata;
  button.hidden = true;
  text.after(button);

  document.addEventListener("selectionchange", () => {
    const place = marked();
    button.hidden = place === null;
    if (place) button.href = `${text.dataset.kutip}&dari=${place.start}&sampai=${place.end}`;
  });
}

// The chosen words are what one came for.
document.querySelector("#naskah mark, .kertas .tanda")?.scrollIntoView({ block: "center", behavior: "instant" });
