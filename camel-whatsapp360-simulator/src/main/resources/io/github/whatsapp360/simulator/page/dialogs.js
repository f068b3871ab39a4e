// One dialog for all questions.
import { byId, el } from "./dom.js";

function open(title, fields, ok, read) {
  const dialog = byId("form-dialog");
  byId("form-title").textContent = title;
  byId("form-ok").textContent = ok;
  byId("form-fields").replaceChildren(...fields);
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise(resolve => dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok" ? read() : null), { once: true }));
}

// Not a submit button: the Enter key would press the first of those.
byId("form-cancel").addEventListener("click", () => byId("form-dialog").close("cancel"));

/** Asks for texts; answers an object of them, or null. */
export function ask(title, fields, ok) {
  const inputs = new Map();
  const shown = fields.map((field, index) => {
    if (field.note) return el("p", {}, field.note);
    if (field.code) return el("pre", { tabIndex: 0 }, field.code);
    const id = `field-${index}`;
    const input = field.long
      ? el("textarea", { id, rows: 4, value: field.value })
      : el("input", { id, type: field.kind ?? "text", value: field.value, required: field.required ?? false, step: "any" });
    inputs.set(field.name, input);
    return el("div.field", {}, el("label", { htmlFor: id }, field.label), input);
  });
  return open(title, shown, ok, () => Object.fromEntries([...inputs].map(([name, input]) => [name, input.value])));
}

/** Shows the rows of a list; answers the id of the chosen one, or null. */
export function askList(title, sections) {
  const shown = sections.flatMap((section, index) => [
    section.title ? el("h3.list-section", {}, section.title) : "",
    ...section.rows.map((row, at) => el("label.list-row", {},
      el("span", {}, row.title),
      row.description ? el("small", {}, row.description) : "",
      el("input", { type: "radio", name: "row", value: row.id, required: true, autofocus: index + at === 0 }))),
  ]);
  return open(title, shown, "Send", () => document.querySelector("#form input[name=row]:checked")?.value ?? null);
}
