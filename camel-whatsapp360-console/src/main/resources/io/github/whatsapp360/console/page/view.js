// Makes the elements of an account from what the API tells. Buttons say what they do in data attributes.

import { el } from "./dom.js";
import { plot } from "./plot.js";

const count = value => value.toLocaleString("en");

export function age(seconds) {
  if (seconds < 120) return `${seconds} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86400)} d`;
}

const since = iso => age(Math.max(0, Math.round((Date.now() - Date.parse(iso)) / 1000)));

const ACTIONS = {
  registerWebhook: "Register the webhook",
  showDeadLetters: "Show them",
  clearPhoneNumberId: "Clear the learned id",
  handOver: "Hand over…",
  startRoute: "Start the route",
  resumeSending: "Resume sending",
};

function button(label, action, data = {}, kind = "quiet") {
  const attributes = { type: "button", "data-action": action };
  for (const [name, value] of Object.entries(data)) attributes[`data-${name}`] = value;
  return el(`button.button${kind ? `.${kind}` : ""}`, attributes, label);
}

export function table(label, heads, rows) {
  const head = heads.map(each => (each.startsWith("#") ? el("th.number", { scope: "col" }, each.slice(1)) : el("th", { scope: "col" }, each)));
  return el("div.scroll", { tabIndex: 0, role: "region", "aria-label": label },
    el("table", {}, el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows.map(cells => el("tr", {}, ...cells)))));
}

const text = value => el("td", {}, String(value ?? "–"));
const number = value => el("td.number", {}, count(value));
const state = value => el("td", {}, el(`span.state.${value}`, {}, value));
export const facts = pairs => el("dl.facts", {}, ...pairs.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
const card = (title, ...children) => el("section.card", { "aria-label": title }, el("h2", {}, title), ...children);

function health(account, operates) {
  const said = { UP: "All is well", DOWN: "Not working", UNKNOWN: "Waiting for 360dialog's first answer" }[account.health];
  const word = account.health === "UP" && account.findings.length ? "Working, with something to look at" : said;
  const findings = account.findings.map(each =>
    el(`li.finding.${each.severity}`, { "data-code": each.code },
      el("p", {}, el("span.severity", {}, { down: "Down: ", warning: "Warning: ", info: "Note: " }[each.severity]), each.text),
      each.action && (operates || each.action === "showDeadLetters")
        ? button(ACTIONS[each.action], each.action, each.subject ? { subject: each.subject } : {}, "")
        : null));
  return el("section.card.wide", { "aria-label": "Health" },
    el(`p.health.${account.health}`, { role: "status" }, el(`span.dot.${account.health}`, { "aria-hidden": "true" }), `${account.name}: ${word}`),
    findings.length ? el("ul.findings", {}, ...findings) : null);
}

function tiles(account) {
  const { inbox, sending } = account;
  const shown = [];
  if (inbox) {
    shown.push(["Events waiting", count(inbox.waiting)], ["Oldest event", inbox.waiting ? age(inbox.oldestSeconds) : "–"],
      ["Running", count(inbox.running)], ["Dead letters", count(inbox.deadLetters)], ["Inbox", inbox.condition]);
  }
  if (sending) shown.push(["Messages waiting", count(sending.waiting)], ["Rate limit", sending.messagesPerSecond ? `${sending.messagesPerSecond}/s` : "off"]);
  const progress = inbox?.progress;
  return el("section.card.wide", { "aria-label": "Figures" },
    el("dl.tiles", {}, ...shown.map(([name, value]) => el("div.tile", {}, el("dt", {}, name), el("dd", {}, value)))),
    progress
      ? el("div.progress", {},
        el("label", { htmlFor: "backlog" }, `Backlog: ${count(progress.done)} of ${count(progress.total)} done, ${count(Math.round(progress.perSecond))}/s, about ${age(progress.secondsLeft)} left`),
        el("progress", { id: "backlog", max: String(progress.total), value: String(progress.done) }))
      : null);
}

function plots(history) {
  if (!history) return [];
  return [
    el("section.card", { "aria-label": "Rates" }, plot("Per second", [
      { name: "deliveries", className: "one", values: history.arrivals },
      { name: "answered 200", className: "two", values: history.answers },
      { name: "routes", className: "three", values: history.routes },
      { name: "messages sent", className: "four", values: history.sends },
    ], history.stepSeconds)),
    el("section.card", { "aria-label": "Backlog" }, plot("Events waiting", [{ name: "waiting", className: "one", values: history.waiting }], history.stepSeconds)),
  ];
}

function subscriptions(account, operates) {
  const rows = account.subscriptions.map(each => [text(each.name), state(each.state), number(each.waiting), text(each.route),
    el("td", {}, operates && each.state === "ORPHANED" && each.waiting
      ? [button("Hand over…", "handOver", { subject: each.name }), " ", button("Purge…", "purgeOrphaned", { subject: each.name }, "danger")]
      : operates && each.route && each.state !== "RUNNING" ? button("Start", "startRoute", { subject: each.name }) : null)]);
  return card("Subscriptions", rows.length ? table("Subscriptions", ["Name", "State", "#Waiting", "Route", ""], rows) : el("p.hint", {}, "No route receives from this account."));
}

function conversations(account) {
  const rows = account.conversations.map(each => [text(each.id), text(each.subscription), el("td.number", {}, age(each.waitingSeconds))]);
  return card("Conversations that wait longest", rows.length ? table("Conversations", ["Conversation", "Subscription", "#Oldest event"], rows) : el("p.hint", {}, "None waits."));
}

function letters(account, page, chosen, operates) {
  if (!account.inbox) return null;
  const rows = page.deadLetters.map(each => [
    operates ? el("td", {}, el("input", { type: "checkbox", checked: chosen.has(each.id), "data-letter": String(each.id), "aria-label": `Choose dead letter ${each.id}` })) : el("td", {}),
    number(each.id), text(each.kind), el("td.text", {}, each.reason), number(each.attempts), el("td.number", {}, since(each.buriedAt)),
    el("td", {}, operates ? button("Show…", "showBody", { subject: each.id }) : null)]);
  const some = chosen.size > 0;
  return el("section.card.wide", { "aria-label": "Dead letters", id: "letters", tabIndex: -1 }, el("h2", {}, "Dead letters"),
    rows.length ? table("Dead letters", ["", "#Id", "Kind", "Reason", "#Attempts", "#Age", ""], rows) : el("p.hint", {}, "There are none."),
    rows.length
      ? el("div.row", {},
        operates ? button(some ? `Replay ${chosen.size}` : "Replay all…", some ? "replaySome" : "replayAll", {}, "") : null,
        operates ? button(some ? `Purge ${chosen.size}…` : "Purge all…", some ? "purgeSome" : "purgeAll", {}, "danger") : null,
        page.first ? null : button("First page", "firstPage"),
        page.more ? button("Next page", "nextPage") : null)
      : null);
}

function sending(account, operates) {
  if (!account.sending) return null;
  const rows = account.sending.sends.map(each => [text(each.outcome), text(each.code || "–"), number(each.count)]);
  return card("Messages sent since the start",
    rows.length ? table("Messages sent", ["Outcome", "Error code", "#Messages"], rows) : el("p.hint", {}, "None."),
    operates
      ? el("div.row", {}, account.sending.paused ? button("Resume sending", "resumeSending", {}, "") : button("Pause sending…", "pauseSending"))
      : null);
}

function limits(account) {
  const { canSend, problems, quality, messagingLimit, throughput, reportedAt } = account.limits;
  const unknown = "not reported since the start";
  return card("Limits of the number", facts([["May send", [canSend ?? "not known yet", ...problems].join("; ")], ["Quality", quality ?? unknown],
    ["Messaging limit per day", messagingLimit ?? unknown], ["Throughput", throughput ? `${throughput}/s` : unknown], ["Last reported", reportedAt ?? "–"]]));
}

function setup(account, operates) {
  const { webhook, number: id, inbox } = account;
  const condition = { OURS: "as configured", MISSING: "missing", FOREIGN: "another one", OTHER_SECRET: "another secret", NOT_COMPARED: "not compared: webhookUrl is not set" }[webhook.condition] ?? "not known yet";
  const known = [["Registered webhook", webhook.registeredUrl ?? "–"], ["Compared", condition], ["Configured webhook", webhook.configuredUrl ?? "–"], ["Served at", webhook.servedPath ?? "–"],
    ["Phone number id", id.phoneNumberId ? `${id.phoneNumberId} (${id.learned ? "learned" : "configured"})` : "not known yet"],
    ["Deliveries by answer", inbox ? Object.entries(inbox.deliveries).map(([status, times]) => `${status}: ${count(times)}`).join(", ") || "none" : "–"],
    ["Free service messages used", `${count(account.freeServiceMessagesUsed)} of 1,000`]];
  return card("Setup", facts(known),
    operates
      ? el("div.row", {}, webhook.configuredUrl ? button("Register the webhook", "registerWebhook") : null, id.learned ? button("Clear the learned id…", "clearPhoneNumberId") : null)
      : null);
}

function templates(known) {
  if (!known?.templates.length) return null;
  const rows = known.templates.map(each => [text(each.name), text(each.language), state(each.status ?? "UNKNOWN"), text(each.category)]);
  return card("Templates", table("Templates", ["Name", "Language", "Status", "Category"], rows));
}

function billed(account) {
  if (!account.billed.length) return null;
  const rows = account.billed.map(each => [text(each.category), text(each.type), number(each.count)]);
  return card("Messages by billing category", table("Messages by billing category", ["Category", "Type", "#Messages"], rows));
}

function nodes(account) {
  if (!account.nodes.length) return null;
  const rows = account.nodes.map(each => [text(each.name + (each.self ? " (this one)" : "")), state(each.alive ? "UP" : "DOWN"), el("td.number", {}, age(each.beatAgeSeconds)), text(each.joinedAt)]);
  return card("Nodes", table("Nodes", ["Name", "State", "#Last heartbeat", "Joined"], rows));
}

/** The children of the account's main element. */
export function render({ account, role, history, page, chosen, templates: known }) {
  const operates = role === "operate";
  return [health(account, operates), tiles(account), ...plots(history), subscriptions(account, operates), conversations(account),
    letters(account, page, chosen, operates), sending(account, operates), limits(account), setup(account, operates), billed(account), templates(known), nodes(account)]
    .filter(each => each !== null);
}
