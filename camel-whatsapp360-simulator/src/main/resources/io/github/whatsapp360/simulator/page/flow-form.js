// A form in the chat as its customer sees it: the screens of a WhatsApp Flow, filled with what its endpoint answers.
import * as api from "./api.js";
import { el, svg } from "./dom.js";
import { component } from "./flow-fields.js";

const ENDED = 427;
const OK = 200;

const title = el("h2", { id: "flow-title", tabIndex: -1 });
const back = el("button.icon-button", { type: "button", "aria-label": "Previous screen" }, svg("", "0 0 24 24", "M15 5l-7 7 7 7"));
const close = el("button.icon-button", { type: "button", "aria-label": "Close the form" }, svg("", "0 0 24 24", "M6 6l12 12M18 6L6 18"));
const notice = el("p.flow-notice", { role: "alert", hidden: true });
const content = el("form.flow-content", { noValidate: true });
const dialog = el("dialog.flow", { id: "flow-dialog", "aria-labelledby": "flow-title" }, el("div.bar", {}, back, title, close), notice, content);
document.body.append(dialog);

/** The form that is open: its customer, message and Flow JSON, and the screens that lead to the one that is shown. */
let form = null;
let busy = false;

const now = () => form.path.at(-1);

// ---- expressions: ${data.day}, ${form.name}, ${screen.DAY.form.day}

function look(path) {
  const [root, ...rest] = path.split(".");
  const other = root === "screen" ? form.seen.get(rest.shift()) : now();
  const from = (root === "screen" ? rest.shift() : root) === "form" ? other?.values : other?.data;
  return rest.reduce((value, name) => value?.[name], from);
}

const WHOLE = /^\$\{([\w.$-]+)\}$/;
const PART = /\$\{([\w.$-]+)\}/g;

function fill(value) {
  if (Array.isArray(value)) return value.map(fill);
  if (value && typeof value === "object") return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each)]));
  if (typeof value !== "string") return value;
  const whole = WHOLE.exec(value);
  return whole ? look(whole[1]) : value.replace(/^`([^]*)`$/, "$1").replace(PART, (_, path) => look(path) ?? "");
}

// ---- what a screen needs to draw itself

function screen(frame) {
  const followers = [];
  const self = {
    fields: [], errors: {}, initials: {}, version: Number.parseFloat(form.json?.version ?? "7"),
    value: fill,
    text: value => String(fill(value) ?? ""),
    initial: child => frame.values[child.name] ?? fill(child["init-value"]) ?? self.initials[child.name],
    begin: child => {
      self.initials = fill(child["init-values"]) ?? {};
      self.errors = fill(child["error-messages"]) ?? {};
    },
    entered: (name, value) => {
      frame.values[name] = value;
      followers.forEach(follow => follow());
    },
    follow: change => {
      followers.push(change);
      change();
    },
    run,
  };
  return self;
}

/** A screen without Flow JSON: its data as fields, and a button that sends them. */
function plain(frame) {
  const fields = Object.entries(frame.data).filter(([name]) => name !== "error_message").map(([name, value]) => {
    if (Array.isArray(value)) return { type: "Dropdown", name, label: name, "data-source": value.map(each => (each?.id ? each : { id: String(each), title: String(each) })) };
    return { type: "TextInput", name, label: name, "init-value": typeof value === "object" ? JSON.stringify(value) : String(value) };
  });
  const payload = Object.fromEntries(fields.map(each => [each.name, `\${form.${each.name}}`]));
  return [...fields, { type: "Footer", label: "Continue", "on-click-action": { name: "data_exchange", payload } }];
}

function footerOf(children) {
  for (const child of children) {
    const found = child.type === "Footer" ? child : footerOf(child.children ?? child.cases?.[fill(child.value)] ?? []);
    if (found) return found;
  }
  return null;
}

function draw() {
  const frame = now();
  const definition = form.json?.screens?.find(each => each.id === frame.id);
  const children = form.json ? definition?.layout?.children ?? [] : plain(frame);
  const drawn = screen(frame);
  title.textContent = fill(definition?.title) || frame.id;
  content.replaceChildren(...children.flatMap(child => component(child, drawn)));
  for (const field of drawn.fields) frame.values[field.name] = field.read();
  drawn.fields.forEach(field => drawn.entered(field.name, frame.values[field.name]));
  if (form.json && !definition) tell(`The Flow JSON has no screen ${frame.id}`);
  else tell(typeof frame.data.error_message === "string" ? frame.data.error_message : "");
  back.hidden = form.path.length < 2;
  content.onsubmit = event => {
    event.preventDefault();
    const wrong = drawn.fields.filter(field => !field.element.hidden && !field.check());
    if (wrong.length) wrong[0].focus();
    else run(footerOf(children)?.["on-click-action"]);
  };
  title.focus();
}

function tell(text) {
  notice.textContent = text;
  notice.hidden = !text;
}

// ---- what leads to another screen

function go(id, data) {
  const at = form.path.findIndex(each => each.id === id);
  const before = form.path[at] ?? form.seen.get(id);
  const frame = { id, values: before?.values ?? {}, data: id === form.path.at(-1)?.id ? { ...before.data, error_message: undefined, ...data } : data };
  form.path = [...(at < 0 ? form.path : form.path.slice(0, at)), frame];
  form.seen.set(id, frame);
  draw();
}

async function run(action) {
  if (busy) return;
  const payload = fill(action?.payload ?? {});
  switch (action?.name) {
    case "navigate": return go(action.next?.name, payload);
    case "update_data": return go(now().id, payload);
    case "data_exchange": return ask("data_exchange", payload);
    case "complete": return during(async () => {
      await api.act(form.customer, { number: form.number, type: "flow", message: form.message.id, answer: payload });
      dialog.close();
    });
    default: return tell(`The simulator does not know the action ${action?.name}`);
  }
}

/** Nothing can be pressed twice while the endpoint thinks. */
async function during(work) {
  if (busy) return;
  busy = true;
  dialog.setAttribute("aria-busy", "true");
  try {
    await work();
  } catch (failure) {
    if (form) refuse({ error: failure.message });
  } finally {
    busy = false;
    dialog.setAttribute("aria-busy", "false");
  }
}

function ask(action, data) {
  return during(async () => {
    const asked = form;
    const answer = await api.post(asked.url, { number: asked.number, message: asked.message.id, action, screen: now()?.id ?? "", data });
    if (form !== asked) return;
    if (answer.message) dialog.close();
    else if (answer.status === OK && answer.screen) go(answer.screen, answer.data);
    else refuse(answer);
  });
}

/** The screen stays, unless there is none or the form has ended. */
function refuse(answer) {
  tell(answer.error || "Something went wrong");
  if (answer.status !== ENDED && now()) return;
  title.textContent = form.message.json.interactive.action.parameters.flow_cta;
  back.hidden = true;
  content.replaceChildren(el("button.button", { type: "button", onclick: () => dialog.close() }, "Close"));
  content.firstChild.focus();
}

back.addEventListener("click", () => {
  if (busy) return;
  const definition = form.json?.screens?.find(each => each.id === now().id);
  if (form.endpoint && definition?.refresh_on_back) {
    ask("BACK", {});
  } else {
    form.path.pop();
    draw();
  }
});
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("close", () => (form = null));

/** Opens the form of a flow message; answers false if the simulator does not have the flow. */
export async function openForm(customer, number, message) {
  const url = `customers/${encodeURIComponent(customer.id)}/forms`;
  const { endpoint, json } = await api.get(`${url}?${new URLSearchParams({ number, message: message.id })}`);
  if (!endpoint && !json) return false;
  form = { customer, number, message, url, endpoint, json, path: [], seen: new Map() };
  const { flow_action: action, flow_action_payload: first } = message.json.interactive.action.parameters;
  title.textContent = message.json.interactive.action.parameters.flow_cta;
  content.replaceChildren();
  tell("");
  back.hidden = true;
  dialog.showModal();
  if (action === "data_exchange") await ask("INIT", {});
  else go(first?.screen ?? json.screens[0].id, first?.data ?? {});
  return true;
}
