// Looks up a customer or a tracked message, and shows what the API tells of it.

import { byId, el } from "./dom.js";
import { facts, table } from "./view.js";

const when = iso => (iso ? new Date(iso).toLocaleString() : "–");
const cell = value => el("td", {}, String(value ?? "–"));

function customerFacts(customer) {
  const window = customer.window === "open" ? `open until ${when(customer.windowExpires)}, by ${customer.windowOpenedBy}` : customer.window;
  return facts([["Customer id", customer.customerId], ["User id", customer.userId ?? "–"], ["Service window", window],
    ["Marketing messages", customer.optedOut ? "stopped by the customer" : "not stopped"], ["Numbers, ids and names so far", String(customer.names)]]);
}

function namesTable(names) {
  const rows = names.names.map(each => [cell(each.kind), cell(each.value), cell(when(each.since)), cell(each.until ? when(each.until) : "now")]);
  return table("Number and names", ["Kind", "Value", "Since", "Until"], rows);
}

function messagesTable(messages) {
  if (!messages.length) return el("p.hint", {}, "No tracked messages.");
  const rows = messages.map(each => [cell(each.messageId ?? each.key), cell(each.correlationId), cell(each.customerId), el("td", {}, el(`span.state.${each.state}`, {}, each.state)),
    cell(when(each.requestedAt)), cell(when(each.readAt ?? each.deliveredAt ?? each.sentAt ?? each.failedAt)), cell(each.errorCode ? `${each.errorCode} ${each.error ?? ""}` : null)]);
  return table("Tracked messages", ["Message", "Correlation id", "Customer", "State", "Requested", "Last change", "Error"], rows);
}

/** Connects the form. {@code call} posts to the API of the shown account; {@code operates} tells whether names may be shown. */
export function setUpFind({ call, of, operates }) {
  const result = byId("found");
  const show = (...children) => result.replaceChildren(...children.filter(child => child !== null));

  async function customer(id) {
    const found = await call(of("customers/find"), { id });
    const { messages } = await call(of("messages/find"), { customer: found.customerId });
    const names = el("div", {});
    const button = el("button.button.quiet", { type: "button", onclick: () => attempt(async () => names.replaceChildren(namesTable(await call(of("customers/names"), { id: found.customerId })))) }, "Show number and names…");
    show(customerFacts(found), operates() ? el("div.row", {}, button, el("span.hint", {}, "That you have seen them is in the log.")) : null, names, messagesTable(messages));
  }

  async function attempt(action) {
    try {
      await action();
    } catch (problem) {
      show(el("p.hint", { role: "alert" }, problem.message));
    }
  }

  byId("find").addEventListener("submit", event => {
    event.preventDefault();
    const id = byId("find-id").value.trim();
    if (!id) return;
    attempt(async () => (byId("find-what").value === "customer" ? customer(id) : show(messagesTable((await call(of("messages/find"), { id })).messages))));
  });
  return () => show();
}
