// One list of what the business asked, what it was told, and what failed or was tried again.
import * as api from "./api.js";
import { state } from "./app.js";
import { byId, el, toast } from "./dom.js";
import { recall, remember } from "./store.js";

const MOST_SHOWN = 100;

export const pretty = value => JSON.stringify(value, null, 2);

/** JSON with coloured names and values, as nodes. */
export function coloured(text) {
  let shown = text;
  try {
    shown = pretty(JSON.parse(text));
  } catch {
    return el("pre", {}, text || "(empty)");
  }
  const block = el("pre");
  let from = 0;
  for (const found of shown.matchAll(/("(?:[^"\\]|\\.)*")(\s*:)?|\b-?\d+(?:\.\d+)?\b/g)) {
    block.append(shown.slice(from, found.index), el(found[2] ? "span.key" : found[1] ? "span.str" : "span.num", {}, found[1] ?? found[0]));
    from = found.index + (found[1] ?? found[0]).length;
  }
  block.append(shown.slice(from));
  return block;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied");
  } catch {
    toast("The browser does not let the page copy");
  }
}

const copier = (label, text) => el("button.button.quiet", { type: "button", onclick: () => copy(text()) }, label);

const link = id => el("a.button.quiet", { href: `#${id}` }, "Link");

/** What a request is about, in a few words. */
function about(each) {
  try {
    const body = JSON.parse(each.body);
    const what = body.status ? (body.typing_indicator ? "typing" : "read") : body.type ?? (body.text ? "text" : "");
    return [what, body.text?.body ?? body.template?.name ?? body.interactive?.body?.text ?? ""].filter(Boolean).join(": ");
  } catch {
    return "";
  }
}

function curl(each) {
  const quoted = text => `'${text.replaceAll("'", "'\\''")}'`;
  const headers = ["d360-api-key", "content-type"].filter(name => each.headers[name]).map(name => ` \\\n  -H ${quoted(`${name}: ${each.headers[name]}`)}`);
  return `curl -X ${each.method} ${quoted(location.origin + each.path)}${headers.join("")}${each.body ? ` \\\n  -d ${quoted(each.body)}` : ""}`;
}

function request(each) {
  const id = `request-${each.number}`;
  return {
    id, at: each.at, kind: "request", verb: each.method, title: [each.path, about(each)].filter(Boolean).join(" · "),
    status: each.status ? String(each.status) : "none", good: each.status >= 200 && each.status < 300, text: () => each.body + each.answer,
    content: () => [
      el("p.foot", {}, each.path),
      el("div.row", {}, copier("Copy as curl", () => curl(each)), copier("Copy answer", () => each.answer), link(id)),
      el("h3", {}, "Request"), coloured(each.body), el("h3", {}, "Answer"), coloured(each.answer),
    ],
  };
}

/** A delivery, and each attempt after the first as a retry of its own. */
function delivery(each) {
  const id = `delivery-${each.id}`;
  const value = each.body.slice(0, 4000);
  const kind = /"status":"(\w+)"/.exec(value)?.[1] ?? (value.includes('"messages":[') ? /"type":"(\w+)","?/.exec(value)?.[1] ?? "message" : /"field":"(\w+)"/.exec(value)?.[1] ?? "event");
  const verb = value.includes('"statuses"') ? "STATUS" : "EVENT";
  const told = (status, problem) => (status ? String(status) : problem ? "none" : "…");
  const first = each.history[0];
  const complete = each.history.length >= each.attempts - 1 && each.attempts <= 20;
  const rows = [{
    id, at: each.at, kind: "delivery", verb, title: kind, status: complete && first ? told(first.status, first.problem) : each.state === "done" ? "200" : told(each.status, each.problem),
    good: complete && first ? first.status === 200 : !each.problem, text: () => each.body + each.url, version: `${each.state}${each.attempts}`,
    content: () => [
      el("p.foot", {}, `To ${each.url}, ${each.attempts} attempt(s), ${each.state}${each.problem ? `, ${each.problem}` : ""}`),
      el("div.row", {}, el("button.button.quiet", { type: "button", onclick: () => api.post(`deliveries/${each.id}/redeliver`) }, "Deliver again"), copier("Copy body", () => each.body), link(id)),
      coloured(each.body),
    ],
  }];
  each.history.slice(1).forEach((attempt, index) => rows.push({
    id: `${id}-retry-${index + 1}`, at: attempt.at, kind: "delivery", retry: true, verb: "RETRY", title: `${kind}, attempt ${each.attempts - each.history.length + index + 2}`,
    status: told(attempt.status, attempt.problem), good: attempt.status === 200, text: () => each.body + each.url,
    content: () => [el("p.foot", {}, attempt.problem || "Answered 200"), el("div.row", {}, el("a.button.quiet", { href: `#${id}` }, "To the delivery"))],
  }));
  return rows;
}

function failure(message) {
  return {
    id: `failure-${message.id}`, at: message.at, kind: "failure", verb: "FAILED", title: message.text || message.type, status: String(message.problem.code), good: false,
    text: () => pretty(message.problem), content: () => [el("p.foot", {}, message.problem.error_data?.details ?? message.problem.title), el("div.row", {}, el("a.button.quiet", { href: `#m-${message.id}` }, "To the message"), link(`failure-${message.id}`)), coloured(pretty(message.json))],
  };
}

function rows() {
  const failed = [...state.messages.values()].filter(each => each.problem);
  return [...state.requests.map(request), ...state.deliveries.flatMap(delivery), ...failed.map(failure)];
}

function fits(row, kind, words) {
  const wanted = kind === "all" || (kind === "bad" ? !row.good || row.retry : row.kind === kind);
  return wanted && words.every(word => `${row.verb} ${row.title} ${row.status} ${row.text()}`.toLowerCase().includes(word));
}

const time = millis => new Date(millis).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", second: "2-digit" });

function item(row) {
  const details = el("details", {}, el("summary", {}, el("b", {}, row.verb), el("span", {}, row.title), el("time", {}, time(row.at)), el(row.good ? "span.code" : "span.code.bad", {}, row.status)));
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(el("div.body", {}, row.content()));
  });
  const entry = el("li", { id: row.id }, details);
  entry.dataset.version = `${row.version}${row.status}`;
  return entry;
}

/** Shows rows, newest first, and leaves those alone that are as they were. */
function show(list, all) {
  const wanted = new Map(all.map(row => [row.id, row]));
  const known = new Map();
  for (const entry of [...list.children]) {
    const row = wanted.get(entry.id);
    if (row && entry.dataset.version === `${row.version}${row.status}`) known.set(entry.id, entry);
    else {
      if (row && entry.firstChild.open) row.open = true;
      entry.remove();
    }
  }
  let position = list.firstElementChild;
  for (const [id, row] of wanted) {
    const entry = known.get(id) ?? item(row);
    if (row.open) entry.firstChild.open = true;
    if (entry === position) position = position.nextElementSibling;
    else list.insertBefore(entry, position);
  }
}

export function timeline(reveal) {
  const kind = byId("timeline-kind");
  const search = byId("timeline-search");
  kind.value = recall("kind", "all");
  search.value = recall("search", "");

  function draw() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const all = rows();
    const fitting = all.filter(row => fits(row, kind.value, words)).sort((a, b) => b.at - a.at).slice(0, MOST_SHOWN);
    show(byId("timeline"), fitting);
    byId("timeline-empty").hidden = all.length > 0;
    byId("timeline-none").hidden = fitting.length > 0 || !all.length;
  }

  const changed = () => {
    remember("kind", kind.value);
    remember("search", search.value);
    draw();
  };
  kind.addEventListener("change", changed);
  search.addEventListener("input", changed);

  /** Goes to what the address names: an entry of the timeline. */
  function follow() {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!/^(request|delivery|failure)-/.test(id)) return;
    const row = rows().find(each => each.id === id);
    if (!row) return toast("What the link names is no longer there");
    reveal();
    if (!byId(id)) {
      kind.value = "all";
      search.value = "";
      changed();
    }
    const entry = byId(id);
    if (!entry) return;
    entry.firstChild.open = true;
    entry.scrollIntoView({ block: "start" });
    entry.querySelector("summary").focus();
  }

  addEventListener("hashchange", follow);
  return { draw, follow };
}
