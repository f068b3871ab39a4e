// The page: what it knows, how it follows the simulator, and what it shows. One state object, one render per frame.
import * as api from "./api.js";
import { line } from "./bubble.js";
import { composer } from "./composer.js";
import { ask, askList } from "./dialogs.js";
import { byId, clockTime, el, paintAvatar, patch } from "./dom.js";
import { openForm } from "./flow-form.js";
import { inspector } from "./inspector.js";
import { recall, remember } from "./store.js";
import { loadTemplates, takeTemplate } from "./templates.js";
import { pretty } from "./timeline.js";

const SHOWN_AT_ONCE = 300;
const SERVED_AT_ONCE = 190;
const FIRST_CUSTOMER = { waId: "491701234567", name: "Lena Sommer" };

export const state = {
  numbers: [], customers: new Map(), chats: new Map(), messages: new Map(), requests: [], deliveries: [],
  switches: {}, faults: [], number: recall("number", null), customer: recall("customer", null), ahead: 0, movable: true,
};

export const now = () => Date.now() + state.ahead;
/** What to call somebody: the number, or the user id of who has lost the number. */
export const address = who => (who.waId ? `+${who.waId}` : who.userId);
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
  if (!state.customers.has(state.customer)) state.customer = state.customers.keys().next().value ?? null;
  mark = firstUnread();
  await loadTemplates();
  older.clear();
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
  on("customer", each => {
    state.customers.set(each.id, each);
    state.customer ??= each.id;
  });
  on("template", takeTemplate);
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
  state.messages.set(message.id, message);
  if (ofChat(message)) redraw(message);
}

// ---- what was seen: up to which instant, by chat

const seen = new Map(Object.entries(recall("seen", {})));
let mark = null;

const isUnread = message => message.fromBusiness && message.type !== "reaction" && !message.problem && message.at > (seen.get(key(message.number, message.customer)) ?? 0);

const firstUnread = () => [...state.messages.values()].find(each => ofChat(each) && isShown(each) && isUnread(each))?.id ?? null;

/** The open chat is read as long as somebody looks at it. */
function read() {
  const where = key(state.number, state.customer);
  const latest = Math.max(0, ...[...state.messages.values()].filter(ofChat).map(each => each.at));
  if (document.hidden || !latest || seen.get(where) === latest) return;
  seen.set(where, latest);
  remember("seen", Object.fromEntries([...seen].slice(-500)));
}

// ---- the messages of the chat

const drawn = new Map();
const chosen = new Map();

const on = {
  find: id => (id ? state.messages.get(id) : undefined),
  business: () => state.numbers.find(each => each.phone === state.number)?.name ?? "Business",
  author: message => (customer()?.group && !message.fromBusiness ? [...state.customers.values()].find(each => each.userId === message.json.from_user_id)?.name : ""),
  change: id => changes(id),
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
    if (message.json.interactive.type === "flow" && await openForm(customer(), state.number, message)) return;
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
  const { type, json } = message;
  drawn.delete(message.id);
  drawn.delete(type === "reaction" ? json.reaction?.message_id : json[type]?.original_message_id);
}

/** What a customer did to an own message: the last edit, or that it was deleted. */
const changes = id => [...state.messages.values()].filter(each => ["edit", "revoke"].includes(each.type) && each.json[each.type]?.original_message_id === id).at(-1);

/** A customer knows nothing of what has not arrived. */
const isShown = message => message.type !== "reaction"
  && !(["edit", "revoke"].includes(message.type) && state.messages.has(message.json[message.type]?.original_message_id))
  && (mode() === "developer" || !message.fromBusiness || ["delivered", "read", "played"].includes(message.status));

const older = new Map();

/** Everything of this chat, of which the first answer had the end only. */
async function showOlder() {
  const list = byId("messages");
  const where = key(state.number, state.customer);
  const bottom = list.scrollHeight - list.scrollTop;
  if (!older.has(where)) {
    const all = await api.get(`customers/${encodeURIComponent(state.customer)}/messages?number=${state.number}`);
    state.messages = new Map([...all.map(each => [each.id, each]), ...state.messages]);
  }
  older.set(where, (older.get(where) ?? SHOWN_AT_ONCE) + SHOWN_AT_ONCE);
  atEnd = false;
  drawMessages();
  list.scrollTop = list.scrollHeight - bottom;
}

function drawMessages() {
  const list = byId("messages");
  const where = key(state.number, state.customer);
  const all = [...state.messages.values()].filter(each => ofChat(each) && isShown(each));
  const shown = all.slice(-(older.get(where) ?? SHOWN_AT_ONCE));
  byId("older").hidden = !(all.length > shown.length || (!older.has(where) && all.length >= SERVED_AT_ONCE));
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
    if (message.id === mark) {
      if (!position?.matches(".unread-mark")) {
        const fresh = el("li.day.unread-mark", {}, "Unread");
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
  byId("older").classList.toggle("away", list.scrollTop > 300);
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
  const waiting = new Map();
  for (const each of state.messages.values()) {
    if (each.number !== state.number || !isShown(each)) continue;
    latest.set(each.customer, each);
    if (isUnread(each)) waiting.set(each.customer, (waiting.get(each.customer) ?? 0) + 1);
  }
  const rank = each => latest.get(each.id)?.at ?? 0;
  const words = byId("people-search").value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches = each => words.every(word => `${each.name} ${each.waId} ${each.username} ${latest.get(each.id)?.text ?? ""}`.toLowerCase().includes(word));
  const items = [...state.customers.values()].filter(matches).sort((a, b) => rank(b) - rank(a)).map(each => {
    const last = latest.get(each.id);
    const unread = each.id === state.customer ? 0 : waiting.get(each.id) ?? 0;
    const face = el("span.avatar", { "aria-hidden": "true" });
    paintAvatar(face, each);
    const item = entry(each.id);
    item.firstChild.setAttribute("aria-current", String(each.id === state.customer));
    item.firstChild.replaceChildren(...[face, el("strong", {}, each.name || address(each)), last ? el("time", {}, clockTime(last.at)) : el("span"),
      el("span.last", {}, last ? `${last.fromBusiness ? "" : "You: "}${last.text || last.type}` : each.group ? "Group" : address(each)),
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
  byId("nobody").hidden = Boolean(who);
  document.body.classList.toggle("empty-chat", !who);
  if (!who) byId("chat-name").textContent = "";
  if (!who) byId("chat-detail").textContent = "";
  if (!who) return;
  byId("chat-name").textContent = who.name || address(who);
  byId("chat-detail").textContent = `${who.group ? "Group" : address(who)}${who.waId ? "" : " · number lost"}${who.phoneHidden ? " · number hidden" : ""}${who.username ? ` · @${who.username.replace(/^@/, "")}` : ""}${who.online ? "" : " · phone off"} → ${on.business()}`;
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

// While something is being pressed nothing moves: what is under the finger when it is lifted is what was pressed.
let pressed = false;
byId("messages").addEventListener("pointerdown", () => (pressed = true));
for (const end of ["pointerup", "pointercancel", "blur"]) {
  addEventListener(end, () => {
    if (pressed) requestAnimationFrame(render);
    pressed = false;
  });
}

export function render() {
  if (planned || pressed) return;
  planned = true;
  requestAnimationFrame(() => {
    planned = false;
    if (pressed) return;
    drawPeople();
    drawHeader();
    drawWindow();
    drawMessages();
    read();
    panes.draw();
  });
}

function choose(id) {
  state.customer = id;
  remember("number", state.number);
  remember("customer", id);
  mark = firstUnread();
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

const mode = () => document.body.dataset.mode;

/** The customer's view has only what a customer sees; the developer's has all. */
function setMode(name) {
  document.body.dataset.mode = name;
  byId("mode").setAttribute("aria-pressed", String(name === "customer"));
  remember("mode", name);
  if (name === "customer" && document.body.dataset.view === "inspector") view("chat");
}

byId("mode").addEventListener("click", () => {
  setMode(mode() === "customer" ? "developer" : "customer");
  drawn.clear();
  render();
});
byId("people-search").addEventListener("input", render);
byId("older").addEventListener("click", showOlder);
document.addEventListener("visibilitychange", render);
byId("number").addEventListener("change", event => {
  state.number = event.target.value;
  choose(state.customer);
});
async function addCustomer(usual) {
  const given = await ask("Add a customer", [
    { name: "name", label: "Name", value: usual.name },
    { name: "waId", label: "Phone number with country code", value: usual.waId, kind: "tel", required: true },
  ], "Add");
  if (!given) return;
  const added = await api.post("customers", given);
  state.customers.set(added.id, added);
  choose(added.id);
}

byId("add-customer").addEventListener("click", () => addCustomer({ name: "", waId: `4917${Math.floor(1e8 + Math.random() * 9e8)}` }));
byId("first-customer").addEventListener("click", () => addCustomer(FIRST_CUSTOMER));
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
const panes = inspector(() => {
  setMode("developer");
  if (matchMedia("(max-width: 1080px)").matches) view("inspector");
});
setInterval(() => {
  drawWindow();
  panes.tick();
  if (document.querySelector(".typing") && (chat()?.typingUntil ?? 0) <= now()) render();
}, 1000);
/** Goes to the message that the address names. */
function followMessage() {
  const id = decodeURIComponent(location.hash.slice(1));
  const message = id.startsWith("m-") ? state.messages.get(id.slice(2)) : undefined;
  if (!message) return;
  if (!ofChat(message)) {
    state.number = message.number;
    choose(message.customer);
  }
  requestAnimationFrame(() => requestAnimationFrame(() => on.show(message)));
}

addEventListener("hashchange", followMessage);
setMode(recall("mode", "developer"));
follow();
await load();
followMessage();
requestAnimationFrame(() => requestAnimationFrame(panes.follow));
document.body.dataset.ready = "true";
