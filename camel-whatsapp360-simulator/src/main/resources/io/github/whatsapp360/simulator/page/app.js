// The page: what it knows, how it follows the simulator, and what it shows. One state object, one render per frame.
import * as api from "./api.js";
import { line } from "./bubble.js";
import { composer } from "./composer.js";
import { ask, askList } from "./dialogs.js";
import { byId, clockTime, el, paintAvatar, patch } from "./dom.js";
import { inspector, pretty } from "./inspector.js";

const MOST_SHOWN = 300;
const FIRST_CUSTOMER = { waId: "491701234567", name: "Lena Sommer" };

export const state = {
  numbers: [], customers: new Map(), chats: new Map(), messages: new Map(), requests: [], deliveries: [],
  switches: {}, faults: [], number: null, customer: null, ahead: 0, movable: true, unread: new Map(),
};

export const now = () => Date.now() + state.ahead;
export const customer = () => state.customers.get(state.customer);
const key = (number, id) => `${number}/${id}`;
const chat = () => state.chats.get(key(state.number, state.customer));
const ofChat = message => message.number === state.number && message.customer === state.customer;

// ---- following the simulator

async function load() {
  const fresh = await api.get("state");
  state.numbers = fresh.numbers;
  state.customers = new Map(fresh.customers.map(each => [each.id, each]));
  state.chats = new Map(fresh.chats.map(each => [key(each.number, each.customer), each]));
  state.messages = new Map(fresh.messages.map(each => [each.id, each]));
  Object.assign(state, { requests: fresh.requests, deliveries: fresh.deliveries, switches: fresh.switches, faults: fresh.faults, movable: fresh.movable, ahead: fresh.now - Date.now() });
  state.number = state.numbers.some(each => each.phone === state.number) ? state.number : state.numbers[0]?.phone;
  if (!state.customers.size) {
    const first = await api.post("customers", FIRST_CUSTOMER);
    state.customers.set(first.id, first);
  }
  if (!state.customers.has(state.customer)) state.customer = state.customers.keys().next().value;
  drawn.clear();
  byId("messages").replaceChildren();
  render();
}

function follow() {
  const events = new EventSource("/simulator/events");
  const on = (kind, take) => events.addEventListener(kind, event => {
    take(JSON.parse(event.data));
    render();
  });
  let known = false;
  on("hello", () => {
    byId("offline").hidden = true;
    if (known) load();
    known = true;
  });
  events.addEventListener("error", () => (byId("offline").hidden = false));
  on("number", each => {
    const same = other => other.phone === each.phone;
    state.numbers = state.numbers.some(same) ? state.numbers.map(other => (same(other) ? each : other)) : [...state.numbers, each];
  });
  on("customer", each => state.customers.set(each.id, each));
  on("chat", each => state.chats.set(key(each.number, each.customer), each));
  on("message", take);
  on("switches", each => (state.switches = each));
  on("faults", each => (state.faults = each.faults));
  on("request", each => (state.requests = [...state.requests.slice(-199), each]));
  on("delivery", each => {
    const at = state.deliveries.findLastIndex(other => other.id === each.id);
    if (at >= 0) state.deliveries[at] = each;
    else state.deliveries = [...state.deliveries.slice(-199), each];
  });
  on("clock", each => (state.ahead = each.now - Date.now()));
  on("reset", load);
}

function take(message) {
  const fresh = !state.messages.has(message.id);
  state.messages.set(message.id, message);
  if (ofChat(message)) redraw(message);
  if (fresh && message.fromBusiness && !ofChat(message)) {
    const where = key(message.number, message.customer);
    state.unread.set(where, (state.unread.get(where) ?? 0) + 1);
  }
}

// ---- the messages of the chat

const drawn = new Map();
const chosen = new Map();

const on = {
  find: id => (id ? state.messages.get(id) : undefined),
  business: () => state.numbers.find(each => each.phone === state.number)?.name ?? "Business",
  author: message => (customer()?.group && !message.fromBusiness ? [...state.customers.values()].find(each => each.userId === message.json.from_user_id)?.name : ""),
  reactions: id => {
    const latest = new Map();
    for (const each of state.messages.values()) {
      if (each.type === "reaction" && each.json.reaction?.message_id === id) latest.set(each.fromBusiness, each.json.reaction.emoji);
    }
    return [...latest.values()].filter(Boolean);
  },
  chosen: id => chosen.get(id) ?? new Set(),
  show: message => byId(`m-${message.id}`)?.scrollIntoView({ block: "center", behavior: "smooth" }),
  quote: message => writing.quote(message),
  react: (message, emoji) => act({ type: "reaction", message: message.id, emoji }),
  tap: async (message, choice) => {
    await act({ type: "tap", message: message.id, choice });
    chosen.set(message.id, new Set([...on.chosen(message.id), ...labels(message, choice)]));
    redraw(message);
    render();
  },
  list: async (message, action) => {
    const row = await askList(action.button, action.sections);
    if (row) await act({ type: "pick", message: message.id, choice: row });
  },
  flow: async message => {
    const given = await ask("Fill it in", [{ name: "answer", label: "Answer, a JSON object", value: message.json.interactive.type === "address_message" ? '{"name": "Lena", "city": "Mumbai", "in_pin_code": "400063"}' : '{"size": "L"}', long: true }], "Send");
    if (given) await act({ type: "flow", message: message.id, answer: JSON.parse(given.answer) });
  },
  location: () => writing.location(),
  order: () => writing.order(),
  call: () => act({ type: "call" }),
  act: action => act(action),
  json: message => ask(`JSON of ${message.id.slice(0, 22)}…`, [{ code: pretty(message.json) }], "Close"),
};

function labels(message, choice) {
  const buttons = message.json.interactive?.action?.buttons?.map(each => each.reply ?? {}) ?? message.shown?.buttons ?? [];
  return buttons.filter(each => [each.id, each.payload, each.title, each.text].includes(choice)).map(each => each.title ?? each.text);
}

function act(action) {
  return api.act(customer(), { number: state.number, ...action });
}

function redraw(message) {
  if (message.type === "reaction") {
    drawn.delete(message.json.reaction?.message_id);
    return;
  }
  drawn.delete(message.id);
}

function drawMessages() {
  const list = byId("messages");
  const shown = [...state.messages.values()].filter(each => ofChat(each) && each.type !== "reaction").slice(-MOST_SHOWN);
  let previous = null;
  let position = list.firstElementChild;
  for (const message of shown) {
    const day = new Date(message.at).toDateString();
    if (!previous || new Date(previous.at).toDateString() !== day) {
      if (!position?.matches(".day") || position.dataset.day !== day) {
        const fresh = el("li.day", {}, new Date(message.at).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" }));
        fresh.dataset.day = day;
        list.insertBefore(fresh, position);
        position = fresh;
      }
      position = position.nextElementSibling;
    }
    let item = byId(`m-${message.id}`);
    if (!drawn.has(message.id) || !item) {
      const fresh = line(message, on);
      if (item) patch(item, fresh);
      else item = fresh;
      drawn.set(message.id, true);
    }
    if (item !== position) list.insertBefore(item, position);
    else position = position.nextElementSibling;
    item.classList.toggle("turn", !previous || previous.fromBusiness !== message.fromBusiness || previous.type === "system");
    item.classList.toggle("last", message === shown.at(-1));
    previous = message;
  }
  if (!shown.length && !position?.matches(".blank")) list.insertBefore(el("li.day.blank", {}, "Nobody has written yet"), position);
  if (!shown.length) position = list.querySelector(".blank").nextElementSibling;
  while (position) {
    const next = position.nextElementSibling;
    position.remove();
    position = next;
  }
  if ((chat()?.typingUntil ?? 0) > now()) {
    list.append(el("li.line.typing.turn", { "aria-label": `${on.business()} is typing` }, el("div.bubble", {}, el("i"), el("i"), el("i"))));
  }
  toEnd();
}

// The newest message stays in sight unless somebody has scrolled up, also when pictures load or the window changes its size.
let atEnd = true;

function toEnd() {
  const list = byId("messages");
  if (atEnd) list.scrollTop = list.scrollHeight;
}

byId("messages").addEventListener("scroll", event => {
  const list = event.target;
  if (!settling) atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
});
byId("messages").addEventListener("load", toEnd, true);

let settling = false;
new ResizeObserver(() => {
  settling = true;
  toEnd();
  requestAnimationFrame(() => (settling = false));
}).observe(byId("messages"));

// ---- everything around

const entries = new Map();

function entry(id) {
  if (!entries.has(id)) entries.set(id, el("li", {}, el("button.person", { type: "button", onclick: () => choose(id) })));
  return entries.get(id);
}

function drawPeople() {
  const latest = new Map();
  for (const each of state.messages.values()) if (each.number === state.number) latest.set(each.customer, each);
  const rank = each => latest.get(each.id)?.at ?? 0;
  const items = [...state.customers.values()].sort((a, b) => rank(b) - rank(a)).map(each => {
    const last = latest.get(each.id);
    const unread = state.unread.get(key(state.number, each.id)) ?? 0;
    const face = el("span.avatar", { "aria-hidden": "true" });
    paintAvatar(face, each);
    const item = entry(each.id);
    item.firstChild.setAttribute("aria-current", String(each.id === state.customer));
    item.firstChild.replaceChildren(...[face, el("strong", {}, each.name || `+${each.waId}`), last ? el("time", {}, clockTime(last.at)) : el("span"),
      el("span.last", {}, last ? `${last.fromBusiness ? "" : "You: "}${last.text || last.type}` : each.group ? "Group" : `+${each.waId}`),
      unread ? el("span.unread", { "aria-label": `${unread} unread` }, String(unread)) : ""].filter(Boolean));
    return item;
  });
  const list = byId("people");
  if (items.length !== list.children.length || items.some((item, index) => item !== list.children[index])) {
    const focused = list.contains(document.activeElement) ? document.activeElement : null;
    list.replaceChildren(...items);
    focused?.focus();
  }
  drawNumbers();
}

function drawNumbers() {
  const labels = state.numbers.map(each => [each.phone, state.numbers.filter(other => other.name === each.name).length > 1 ? `${each.name} · +${each.phone}` : each.name]);
  const select = byId("number");
  const signature = JSON.stringify(labels);
  if (select.dataset.signature !== signature) select.replaceChildren(...labels.map(([value, label]) => el("option", { value }, label)));
  select.dataset.signature = signature;
  select.value = state.number;
}

function drawHeader() {
  const who = customer();
  if (!who) return;
  byId("chat-name").textContent = who.name || `+${who.waId}`;
  byId("chat-detail").textContent = `${who.group ? "Group" : `+${who.waId}`}${who.phoneHidden ? " · number hidden" : ""}${who.username ? ` · @${who.username.replace(/^@/, "")}` : ""}${who.online ? "" : " · phone off"} → ${on.business()}`;
  paintAvatar(byId("chat-avatar"), who);
}

function drawWindow() {
  const left = (chat()?.windowUntil ?? 0) - now();
  const place = byId("window");
  const two = value => String(Math.floor(value)).padStart(2, "0");
  place.replaceChildren(el("span.word", {}, "Window "), left > 0 ? `${two(left / 3.6e6)}:${two((left / 6e4) % 60)}:${two((left / 1e3) % 60)}` : "closed");
  place.title = left > 0 ? "The business may write freely for so long" : "The business may send templates only, until the customer writes";
  place.className = `window${left > 0 ? " open" : ""}${left > 0 && left < 3.6e6 ? " soon" : ""}`;
  place.setAttribute("aria-live", "off");
}

let planned = false;

export function render() {
  if (planned) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    drawPeople();
    drawHeader();
    drawWindow();
    drawMessages();
    panes.draw();
  });
}

function choose(id) {
  state.customer = id;
  state.unread.delete(key(state.number, id));
  drawn.clear();
  atEnd = true;
  byId("messages").replaceChildren();
  view("chat");
  render();
  byId("text").focus();
}

export function view(name) {
  document.body.dataset.view = name;
  byId("to-inspector").setAttribute("aria-expanded", String(name === "inspector"));
}

byId("number").addEventListener("change", event => {
  state.number = event.target.value;
  choose(state.customer);
});
byId("add-customer").addEventListener("click", async () => {
  const given = await ask("Add a customer", [
    { name: "name", label: "Name", value: "" },
    { name: "waId", label: "Phone number with country code", value: `4917${Math.floor(1e8 + Math.random() * 9e8)}`, kind: "tel", required: true },
  ], "Add");
  if (!given) return;
  const added = await api.post("customers", given);
  state.customers.set(added.id, added);
  choose(added.id);
});
byId("add-number").addEventListener("click", async () => {
  const given = await ask("Add a number of the business", [
    { name: "name", label: "Name", value: "Sales", required: true },
    { name: "phone", label: "Phone number with country code", value: `4930${Math.floor(1e6 + Math.random() * 9e6)}`, kind: "tel", required: true },
    { name: "apiKey", label: "API key", value: `key-${Math.random().toString(36).slice(2, 8)}`, required: true },
  ], "Add");
  if (!given) return;
  state.number = (await api.post("numbers", given)).phone;
  choose(state.customer);
});
byId("to-people").addEventListener("click", () => view("people"));
byId("to-inspector").addEventListener("click", () => view(document.body.dataset.view === "inspector" ? "chat" : "inspector"));
byId("to-chat").addEventListener("click", () => view("chat"));
document.addEventListener("keydown", event => event.key === "Escape" && document.body.dataset.view === "inspector" && view("chat"));

const writing = composer(act);
const panes = inspector();
setInterval(() => {
  drawWindow();
  panes.tick();
  if (document.querySelector(".typing") && (chat()?.typingUntil ?? 0) <= now()) render();
}, 1000);
follow();
await load();
document.body.dataset.ready = "true";
