// Passkeys: asks the browser to make one or to show one, and sends its answer with the form.
// A form says what it wants in data-kunci-sandi (buat, tunjuk) and brings the server's wishes in data-pilihan, or the
// address that gives them in data-pilihan-dari.

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const read = ({ publicKey }) => {
  const named = (key) => ({ ...key, id: bytes(key.id) });
  const wishes = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (wishes.user) wishes.user = named(wishes.user);
  for (const list of ["allowCredentials", "excludeCredentials"]) {
    if (wishes[list]) wishes[list] = wishes[list].map(named);
  }
  return wishes;
};

const written = (key) => {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[part]) response[part] = text(key.response[part]);
  }
  const { id, type, authenticatorAttachment } = key;
  const clientExtensionResults = key.getClientExtensionResults();
  return JSON.stringify({ id, rawId: id, type, authenticatorAttachment, clientExtensionResults, response });
};

const wishes = async (form) => {
  if (form.dataset.pilihan) return JSON.parse(form.dataset.pilihan);
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value };
  const answer = await fetch(form.dataset.pilihanDari, { method: "POST", headers });
  if (!answer.ok) throw new Error("no wishes");
  return answer.json();
};

const ceremony = async (form) => {
  const publicKey = read(await wishes(form));
  const deed = form.dataset.kunciSandi === "buat" ? "create" : "get";
  return written(await navigator.credentials[deed]({ publicKey }));
};

const start = (form) => {
  form.hidden = false;
  for (const button of form.querySelectorAll("[data-tombol]")) button.hidden = false;
  for (const excuse of form.querySelectorAll("[data-tanpa]")) excuse.hidden = true;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const failed = form.querySelector("[data-gagal]");
    failed.hidden = true;
    form.setAttribute("aria-busy", "true");
    try {
      form.elements.credential.value = await ceremony(form);
      form.submit();
    } catch {
      form.removeAttribute("aria-busy");
      failed.hidden = false;
    }
  });
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-kunci-sandi]")) start(form);
}
