// Reads the API every two seconds, shows one account, and does what the buttons say.

import { byId, el, patch, toast } from "./dom.js";
import { setUpFind } from "./find.js";
import { render } from "./view.js";

const EVERY = 2000;
const SLOWLY = 5;
const POLLED = /^status$|\/(history|templates)$/;

const state = { status: null, name: location.hash ? decodeURIComponent(location.hash.slice(1)) : null, history: null, templates: null, page: { deadLetters: [], more: false, first: true }, after: 0, chosen: new Set(), round: 0 };

/** The latest answer to each question, and its name: what has not changed is not sent again. */
const answers = new Map();

async function call(path, body) {
  const known = body === undefined ? answers.get(path) : undefined;
  const options = body === undefined
    ? { headers: known ? { "If-None-Match": known.tag } : {} }
    : { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`api/${path}`, { cache: "no-store", ...options });
  if (response.status === 304) return known.answer;
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error ?? `Answer ${response.status}`);
  const tag = response.headers.get("ETag");
  if (tag && POLLED.test(path)) answers.set(path, { tag, answer });
  return answer;
}

const account = () => state.status?.accounts.find(each => each.name === state.name) ?? state.status?.accounts[0];
const of = path => `accounts/${encodeURIComponent(account().name)}/${path}`;

function show() {
  const shown = account();
  const { status } = state;
  byId("who").textContent = `${status.user}, ${status.role === "operate" ? "may change things" : "read only"}`;
  const tabs = status.accounts.map(each =>
    el("button.tab", { type: "button", "data-account": each.name, "aria-current": String(each === shown) }, el(`span.dot.${each.health}`, { "aria-hidden": "true" }), el("span", {}, each.name), el("span.hint", {}, each.health)));
  patch(byId("accounts"), el("nav", { id: "accounts", "aria-label": "Accounts" }, ...tabs));
  const main = el("main", { id: "account", "aria-live": "off" },
    ...(shown ? render({ ...state, account: shown, role: status.role }) : [el("p.hint", {}, "No route uses an account yet.")]));
  main.setAttribute("tabindex", "-1");
  patch(byId("account"), main);
  document.querySelectorAll("[data-letter]").forEach(box => (box.checked = state.chosen.has(Number(box.dataset.letter))));
  document.title = `${shown?.health === "DOWN" ? "● " : ""}WhatsApp console`;
  document.body.dataset.ready = "true";
}

async function letters() {
  const found = account()?.inbox?.deadLetters ? await call(of(`dead-letters?after=${state.after}`)) : { deadLetters: [], more: false };
  state.page = { ...found, first: state.after === 0 };
  const there = new Set(found.deadLetters.map(each => each.id));
  state.chosen = new Set([...state.chosen].filter(id => there.has(id)));
}

async function refresh() {
  try {
    state.status = await call("status");
    if (account()) {
      await letters();
      if (state.round % SLOWLY === 0) {
        [state.history, state.templates] = await Promise.all([call(of("history")), call(of("templates")).catch(() => null)]);
      }
      state.round = state.templates?.known === false ? 0 : state.round + 1;
    }
    byId("offline").hidden = true;
    show();
  } catch (problem) {
    byId("offline").textContent = `The application does not answer: ${problem.message}. What is shown is old.`;
    byId("offline").hidden = false;
    document.body.dataset.ready = "true";
  }
}

let timer;
async function loop() {
  clearTimeout(timer);
  if (!document.hidden) await refresh();
  clearTimeout(timer);
  timer = setTimeout(loop, EVERY);
}

/** Asks before something is done; gives the choice, or null if it was refused. */
function ask({ title, text, yes, choices, label, body }) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-text").textContent = text;
  byId("ask-choice").hidden = !choices;
  byId("ask-label").textContent = label ?? "";
  byId("ask-select").replaceChildren(...(choices ?? []).map(each => el("option", { value: each }, each)));
  byId("ask-body").hidden = body === undefined;
  byId("ask-body").textContent = body ?? "";
  byId("ask-yes").textContent = yes ?? "Close";
  byId("ask-no").hidden = !yes;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise(done => dialog.addEventListener("close", () => done(dialog.returnValue === "yes" ? byId("ask-select").value || true : null), { once: true }));
}

const letterCount = answer => `${answer.count} dead letter${answer.count === 1 ? "" : "s"}`;
const eventCount = answer => `${answer.count} event${answer.count === 1 ? "" : "s"}`;

/** A JSON document with line breaks; anything else as it came. */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

const DO = {
  showDeadLetters: async () => byId("letters")?.scrollIntoView({ block: "start" }) ?? byId("letters")?.focus(),
  registerWebhook: async () => (await call(of("webhook/register"), {}), "The webhook is registered"),
  startRoute: async subscription => (await call(of("subscriptions/start"), { subscription }), "The route runs"),
  resumeSending: async () => (await call(of("sending/resume"), {}), "Sending goes on"),
  async pauseSending() {
    const sure = await ask({ title: "Pause sending?", text: `No message of ${account().name} leaves until sending is resumed. What waits keeps its place; it ends with the application.`, yes: "Pause" });
    return sure && (await call(of("sending/pause"), {}), "Sending is paused");
  },
  async clearPhoneNumberId() {
    const sure = await ask({ title: "Clear the learned phone number id?", text: "It is learned again from the next delivery. Do this if the number of the account has changed.", yes: "Clear" });
    return sure && (await call(of("phone-number-id/clear"), {}), "The id is cleared");
  },
  async handOver(from) {
    const choices = account().subscriptions.filter(each => each.state !== "ORPHANED").map(each => each.name);
    const to = await ask({ title: `Hand over the events of ${from}`, text: "They run in the route of the other subscription, behind what waits for it.", choices, label: "To", yes: "Hand over" });
    return to && `${eventCount(await call(of("subscriptions/hand-over"), { from, to }))} handed over`;
  },
  async purgeOrphaned(subscription) {
    const sure = await ask({ title: `Delete the events of ${subscription}?`, text: "They are lost for good.", yes: "Delete" });
    return sure && `${eventCount(await call(of("subscriptions/purge"), { subscription }))} deleted`;
  },
  async showBody(id) {
    const letter = await call(of(`dead-letters/${id}`));
    await ask({ title: `Dead letter ${letter.id}, ${letter.kind}`, text: "What a customer wrote. That you have read it is in the log.", body: pretty(letter.body) });
  },
  replaySome: async () => `${letterCount(await call(of("dead-letters/replay"), { ids: [...state.chosen] }))} replayed`,
  async replayAll() {
    const sure = await ask({ title: "Replay all dead letters?", text: `${account().inbox.deadLetters} events run again, behind what waits for their conversations.`, yes: "Replay" });
    return sure && `${letterCount(await call(of("dead-letters/replay"), { all: true }))} replayed`;
  },
  async purgeSome() {
    const sure = await ask({ title: `Delete ${state.chosen.size} dead letters?`, text: "They are lost for good.", yes: "Delete" });
    return sure && `${letterCount(await call(of("dead-letters/purge"), { ids: [...state.chosen] }))} deleted`;
  },
  async purgeAll() {
    const sure = await ask({ title: "Delete all dead letters?", text: `${account().inbox.deadLetters} dead letters are lost for good.`, yes: "Delete" });
    return sure && `${letterCount(await call(of("dead-letters/purge"), { all: true }))} deleted`;
  },
  firstPage: async () => void (state.after = 0),
  nextPage: async () => void (state.after = state.page.deadLetters.at(-1)?.id ?? 0),
};

document.addEventListener("click", async event => {
  const tab = event.target.closest("[data-account]");
  const button = event.target.closest("[data-action]");
  if (tab) {
    Object.assign(state, { name: tab.dataset.account, after: 0, chosen: new Set(), history: null, templates: null, round: 0 });
    location.hash = encodeURIComponent(state.name);
    clearFound();
    await loop();
  } else if (button) {
    button.disabled = true;
    try {
      const said = await DO[button.dataset.action](button.dataset.subject);
      if (said) toast(said);
    } catch (problem) {
      toast(problem.message);
    }
    button.disabled = false;
    await loop();
  }
});

document.addEventListener("change", event => {
  const id = Number(event.target.dataset?.letter);
  if (!id) return;
  if (event.target.checked) state.chosen.add(id);
  else state.chosen.delete(id);
  show();
});

document.addEventListener("visibilitychange", () => document.hidden || loop());

const clearFound = setUpFind({ call, of, operates: () => state.status?.role === "operate" });
loop();
