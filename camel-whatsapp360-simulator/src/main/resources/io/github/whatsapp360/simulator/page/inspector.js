// The pane beside the chat: timeline, templates, clock, switches and faults.
import * as api from "./api.js";
import { customer, now, state } from "./app.js";
import { ask } from "./dialogs.js";
import { byId, el, toast } from "./dom.js";
import { recall, remember } from "./store.js";
import { drawTemplates } from "./templates.js";
import { timeline } from "./timeline.js";

const SWITCHES = {
  limits: ["Rate limits", "45 messages at once to one customer, 80 a second in all"],
  readReceipts: ["Read receipts", "Off, statuses end with delivered"],
  metaEscapes: ["Meta's escapes", "\\u00fc and \\/ in deliveries"],
  directSend: ["Direct Send", "Off, a message with a category is refused with 100"],
  freeServiceMessages: ["1,000 free answers a month", "Off, each answer of the business has its price"],
  windowRefusesAtOnce: ["Window refuses at once", "131047 as an answer instead of a failed status"],
  templateOpensWindow: ["Template opens window", "As 360dialog's guide says"],
  parentUserIds: ["Parent user ids", "Events have the ids at the parent account too"],
  duplicates: ["Duplicates", "Each delivery comes twice"],
  reorder: ["Reorder", "Neighbours change places"],
  onPremiseForm: ["On-premise form", "Deliveries without Meta's envelope"],
  templatesAreHeld: ["Templates are held", "For a check, and then fail with 132015"],
  templatesWaitForApproval: ["Templates wait", "New templates stay pending"],
};

const FAULTS = {
  "Fails later: 131026 undeliverable": { code: 131026, later: true },
  "Fails later: 131049 ecosystem": { code: 131049, later: true },
  "Fails later: 131047 window": { code: 131047, later: true },
  "Refused: 131056 pair rate": { code: 131056 },
  "Refused: 130429 rate limit": { code: 130429 },
  "Refused: endpoint rate limit (400)": { http: 400, text: "You have exceeded the endpoint rate limit", shape: "meta" },
  "Refused: 131031 account locked": { code: 131031 },
  "Refused: 131016 unavailable": { code: 131016 },
  "500 Internal server error": { http: 500, text: "Internal server error" },
  "502 HTML page": { http: 502, text: "Bad gateway", shape: "html" },
  "Connection reset": { transport: "reset" },
  "Reset after the message was taken": { transport: "reset_after_effect" },
  "No answer at all": { transport: "silence" },
  "Answer after 10 s": { delayMillis: 10000 },
};

function toggle(label, detail, checked, change) {
  return el("label.switch", {}, el("span", {}, label), detail ? el("small", {}, detail) : "", el("input", { type: "checkbox", role: "switch", checked, onchange: event => change(event.target.checked) }));
}

function refresh(place, signature, make) {
  const list = byId(place);
  if (list.dataset.signature === signature) return;
  list.dataset.signature = signature;
  const focused = [...list.querySelectorAll("input, button")].indexOf(document.activeElement);
  list.replaceChildren(...make());
  if (focused >= 0) list.querySelectorAll("input, button")[focused]?.focus();
}

async function takeName(who, path) {
  const given = await ask(who.phoneHidden ? "Take another username" : "Hide the phone number behind a username", [
    { name: "username", label: "Username", value: who.username.replace(/^@/, "") || (who.name || "customer").toLowerCase().replace(/\W+/g, ""), required: true },
  ], "Take it");
  if (given) await api.patch(path, given);
}

function drawControls() {
  refresh("switches", JSON.stringify(state.switches), () => Object.entries(SWITCHES).map(([name, [label, detail]]) => toggle(label, detail, state.switches[name] === true, on => api.patch("switches", { [name]: on }))));
  const who = customer();
  const path = who && `customers/${encodeURIComponent(who.id)}`;
  refresh("customer-switches", JSON.stringify([who, state.switches.parentUserIds]), () => who ? [
    toggle("Phone is on", "Off, messages stay at sent", who.online, on => api.patch(path, { online: on })),
    toggle("Is on WhatsApp", "Off, messages fail with 131026", who.reachable, on => api.patch(path, { reachable: on })),
    who.phoneHidden ? el("button.button.quiet", { type: "button", onclick: () => api.patch(path, { phoneHidden: false }) }, "Show the phone number") : "",
    el("button.button.quiet", { type: "button", onclick: () => takeName(who, path) }, who.phoneHidden ? "Take another username" : "Hide the phone number"),
    el("p.hint", {}, `User id ${who.userId}${state.switches.parentUserIds ? `, ${who.parentUserId}` : ""}`),
  ].filter(Boolean) : []);
  refresh("faults", JSON.stringify(state.faults), () => state.faults.map(each => {
    const what = each.transport ?? (each.code ? `${each.http} · ${each.code}${each.later ? " later" : ""}` : `${each.delayMillis} ms`);
    return el("li", {}, el("span", {}, `${what} · ${each.left ? `${each.left} left` : "always"}`), el("button.button.quiet", { type: "button", onclick: () => api.remove(`faults/${each.id}`) }, "Remove"));
  }));
}

function tabs() {
  const all = [...document.querySelectorAll("[role=tab]")];
  const select = (tab, focus = true) => {
    for (const each of all) {
      const on = each === tab;
      each.setAttribute("aria-selected", String(on));
      each.tabIndex = on ? 0 : -1;
      byId(each.getAttribute("aria-controls")).hidden = !on;
    }
    remember("tab", tab.id);
    if (focus) tab.focus();
  };
  all.forEach((tab, index) => {
    tab.addEventListener("click", () => select(tab));
    tab.addEventListener("keydown", event => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) select(all[(index + step + all.length) % all.length]);
    });
  });
  select(all.find(each => each.id === recall("tab", "")) ?? all[0], false);
  return select;
}

export function inspector(reveal) {
  const select = tabs();
  const lines = timeline(() => {
    reveal();
    select(byId("tab-timeline"), false);
  });
  const steps = [["+1 min", "PT1M"], ["+1 h", "PT1H"], ["+23 h", "PT23H"], ["+25 h", "PT25H"], ["+7 days", "P7D"]];
  byId("clock-buttons").append(...steps.map(([label, advance]) => el("button.button.quiet", { type: "button", onclick: () => api.post("clock", { advance }) }, label)));
  byId("fault").append(...Object.keys(FAULTS).map(name => el("option", { value: name }, name)));
  byId("fault-form").addEventListener("submit", event => {
    event.preventDefault();
    api.post("faults", { ...FAULTS[byId("fault").value], times: Number(byId("fault-times").value), path: "/messages" });
  });
  byId("reset").addEventListener("click", async () => {
    const sure = await ask("Reset everything?", [{ note: "Customers, messages, requests, deliveries and faults are forgotten. Numbers, keys, webhooks and templates stay." }], "Reset");
    if (sure) await api.post("reset");
  });
  byId("restore").addEventListener("click", () => byId("scenario-file").click());
  byId("scenario-file").addEventListener("change", async event => {
    const file = event.target.files[0];
    if (!file) return;
    await api.restore(await file.text());
    event.target.value = "";
    toast("Restored");
  });

  function tick() {
    byId("clock").textContent = new Date(now()).toLocaleString([], { dateStyle: "medium", timeStyle: "medium" });
  }

  function draw() {
    lines.draw();
    drawTemplates();
    drawControls();
    const number = state.numbers.find(each => each.phone === state.number);
    byId("curl").textContent = `curl ${location.origin}/messages \\\n  -H 'D360-API-KEY: ${number?.apiKey}' \\\n  -d '{"messaging_product":"whatsapp",\n       "to":"${customer()?.waId}",\n       "type":"text","text":{"body":"Hello"}}'`;
    byId("curl-webhook").textContent = `curl ${location.origin}/v1/configs/webhook \\\n  -H 'D360-API-KEY: ${number?.apiKey}' \\\n  -d '{"url":"http://127.0.0.1:8080/hook"}'`;
    tick();
  }
  return { draw, tick, follow: lines.follow };
}
