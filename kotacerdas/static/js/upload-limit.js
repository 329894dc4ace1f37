// Says before anything is sent that the files of a form are too large together. Without this the server says it afterwards.

const message = document.querySelector("[data-paling-besar]");
const fields = [...document.querySelectorAll("input[type=file]")];

function isTooLarge() {
  const size = fields.flatMap((field) => [...field.files]).reduce((sum, file) => sum + file.size, 0);
  return size > Number(message.dataset.palingBesar);
}

function told() {
  const bad = isTooLarge();
  message.hidden = !bad;
  for (const field of fields) {
    if (bad && field.files.length) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  }
  return bad;
}

if (message && fields.length) {
  fields[0].after(message);
  fields[0].setAttribute("aria-describedby", [fields[0].getAttribute("aria-describedby"), message.id].filter(Boolean).join(" "));
  for (const field of fields) field.addEventListener("change", told);
  // Back from another page, the browser may have kept the files.
  addEventListener("pageshow", told);
  fields[0].form.addEventListener("submit", (event) => {
    if (!told()) return;
    event.preventDefault();
    // Nobody must take it for sent.
    event.stopPropagation();
    fields[0].focus();
  });
}
