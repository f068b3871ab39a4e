// The templates of the business, and what WhatsApp's reviewers say to them.
import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { coloured, pretty } from "./timeline.js";

const DECISIONS = { Approve: "APPROVED", Reject: "REJECTED", Pause: "PAUSED" };

const all = new Map();

export const loadTemplates = async () => {
  const fresh = await api.get("templates");
  all.clear();
  fresh.forEach(each => all.set(each.id, each));
};

export function takeTemplate(template) {
  if (template.status === "DELETED") all.delete(template.id);
  else all.set(template.id, template);
}

function decisions(template) {
  return el("div.row", {}, Object.entries(DECISIONS).filter(([, status]) => status !== template.status).map(([label, status]) =>
    el("button.button.quiet", { type: "button", onclick: () => api.post(`templates/${template.id}/status`, { status }) }, label)));
}

function item(template) {
  const body = template.components.find(each => each.type?.toUpperCase() === "BODY")?.text ?? "";
  const entry = el("li", {}, el("details", {},
    el("summary", {}, el("b", {}, template.language), el("span", {}, template.name), el(template.status === "APPROVED" ? "span.code" : "span.code.bad", {}, template.status.toLowerCase())),
    el("div.body", {}, el("p.foot", {}, template.category.toLowerCase()), el("p.words", {}, body), decisions(template), coloured(pretty(template.components)))));
  entry.dataset.version = JSON.stringify(template);
  entry.dataset.id = template.id;
  return entry;
}

export function drawTemplates() {
  const list = byId("templates");
  const known = new Map([...list.children].map(each => [each.dataset.id, each]));
  const items = [...all.values()].sort((a, b) => a.name.localeCompare(b.name)).map(template => {
    const before = known.get(template.id);
    if (before?.dataset.version === JSON.stringify(template)) return before;
    const fresh = item(template);
    fresh.firstChild.open = before?.firstChild.open ?? false;
    return fresh;
  });
  if (items.length !== list.children.length || items.some((each, index) => each !== list.children[index])) list.replaceChildren(...items);
}
