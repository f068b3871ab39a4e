// One message as a bubble: what WhatsApp would show.
import { clockTime, el, initials, menu, svg } from "./dom.js";
import { words } from "./format.js";

const TICKS = {
  accepted: ["M9 2v4l2.5 1.5M14.5 6a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0z"],
  sent: ["M3 6.5l3 3 7-7"],
  delivered: ["M1 6.5l3 3 7-7", "M8 9l.5.5 7-7"],
  read: ["M1 6.5l3 3 7-7", "M8 9l.5.5 7-7"],
  played: ["M1 6.5l3 3 7-7", "M8 9l.5.5 7-7"],
  failed: ["M9 1v6M9 10.5v.2"],
};

function source(file) {
  return file?.id ? `/simulator/media/${encodeURIComponent(file.id)}` : file?.link ?? "";
}

function picture(kind, file) {
  const media = kind === "video"
    ? el("video", { src: source(file), controls: true, preload: "metadata" })
    : el("img", { src: source(file), alt: file?.caption ? "" : "Picture", loading: "lazy", referrerPolicy: "no-referrer" });
  return el("div.picture", {}, media);
}

function card(badge, title, detail, href, round) {
  const inside = [el(round ? "span.badge.round" : "span.badge", { "aria-hidden": "true" }, badge), el("span", {}, el("strong", {}, title), detail ? el("small", {}, detail) : "")];
  return address(href) ? el("a.card", { href, target: "_blank", rel: "noopener noreferrer" }, inside) : el("div.card", {}, inside);
}

function place(location) {
  const pin = svg("", "0 0 24 24", "M12 22s7-7.1 7-12.5A7 7 0 0 0 5 9.5C5 14.9 12 22 12 22z");
  const label = location.name || "Location";
  return [
    el("div.map", { role: "img", "aria-label": `Map with a pin at ${location.latitude}, ${location.longitude}` }, pin),
    el("strong", {}, label),
    el("div.foot", {}, location.address ? `${location.address} · ` : "", `${location.latitude}, ${location.longitude}`),
  ];
}

function file(kind, content) {
  switch (kind) {
    case "image": case "video": return [picture(kind, content)];
    case "sticker": return [el("div.sticker", {}, el("img", { src: source(content), alt: "Sticker", referrerPolicy: "no-referrer" }))];
    case "audio": return [el("div.voice", {}, el("span", { "aria-hidden": "true" }, content?.voice ? "🎤" : "🎵"), el("audio", { src: source(content), controls: true, preload: "metadata", "aria-label": content?.voice ? "Voice note" : "Audio" }))];
    default: {
      const name = content?.filename || content?.link?.split("/").pop() || "Document";
      const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "file";
      return [card(ending, name, content?.mime_type ?? "Document", source(content))];
    }
  }
}

function header(head) {
  if (!head) return [];
  const kind = (head.format ?? head.type ?? "").toLowerCase();
  if (kind === "text") return [el("div.head", {}, head.text)];
  if (kind === "location") return place(head.media ?? head.location ?? {});
  return file(kind, head.media ?? head[kind]);
}

const text = value => (value ? [words(value)] : []);
const foot = value => (value ? [el("div.foot", {}, value)] : []);

/** Only an address that a browser opens and does not run. */
const address = url => (/^(https?:|tel:|\/)/i.test(String(url)) ? url : null);

/** Where a message comes from, if it was not written for this chat. */
function origin({ json }) {
  const { forwarded, frequently_forwarded: often } = json.context ?? {};
  const ad = json.referral;
  return [
    forwarded || often ? el("div.origin", {}, often ? "↪ Forwarded many times" : "↪ Forwarded") : "",
    ad ? card("ad", ad.headline || "Advertisement", [ad.body, host(ad.source_url)].filter(Boolean).join(" · "), ad.source_url) : "",
  ];
}

function host(url) {
  try {
    return new URL(url).host;
  } catch {
    return "";
  }
}

/** The card that WhatsApp shows for the first link of a text, when the business asks for it. */
function preview(content) {
  const url = content.preview_url === true ? /https?:\/\/[^\s<>"]+/.exec(content.body)?.[0] : null;
  return url && host(url) ? [card("🔗", host(url), url, url)] : [];
}

function body(message, change) {
  const { type, json, shown } = message;
  if (change?.type === "revoke") return [el("em.gone", {}, "This message was deleted")];
  if (change) return [...text(change.json.edit?.message?.text?.body), el("div.foot", {}, "Edited")];
  const content = json[type] ?? {};
  if (shown) return [...header(shown.header), ...text(shown.body), ...foot(shown.footer)];
  switch (type) {
    case "text": return [...preview(content), ...text(content.body)];
    case "image": case "video": case "audio": case "document": case "sticker": return [...file(type, content), ...text(content.caption)];
    case "location": return place(content);
    case "contacts": return content.map?.(each => card(initials(each.name?.formatted_name ?? "?"), each.name?.formatted_name ?? "Contact", each.phones?.[0]?.phone, null, true)) ?? [];
    case "button": return text(content.text);
    case "order": return [card("🛒", content.product_items?.length === 1 ? "1 product" : `${content.product_items?.length ?? 0} products`, content.product_items?.map(item => `${item.quantity} × ${item.product_retailer_id}`).join(", "), null, true), ...text(content.text)];
    case "system": return text(content.body);
    case "edit": return [el("em", {}, "Edited: "), ...text(content.message?.text?.body)];
    case "revoke": return [el("em", {}, "Deleted a message")];
    case "request_welcome": return [el("em", {}, "Opened the chat")];
    case "unsupported": return [el("em", {}, `Something the API cannot show (${json.unsupported?.type ?? "unknown"})`)];
    case "interactive": return interactive(content);
    default: return [el("em", {}, `A message of type ${type}`)];
  }
}

function interactive(content) {
  const reply = content[content.type];
  if (reply?.title) return [...text(reply.title), ...foot(reply.description)];
  if (reply?.response) return text(reply.response === "accept" ? "Calls are permitted" : "No calls, please");
  if (reply?.response_json) return [...text(reply.body ?? "Sent"), ...foot(reply.response_json)];
  return [...header(content.header), ...text(content.body?.text), ...foot(content.footer?.text)];
}

const LIST = "M4 6h16M4 12h16M4 18h16";
const LINK = "M14 4h6v6M20 4l-9 9M18 14v6H4V6h6";

function choice(label, icon, onclick, pressed) {
  return el("button.choice", { type: "button", onclick, "aria-pressed": pressed }, icon ? svg("", "0 0 24 24", icon) : "", label);
}

function link(label, url) {
  return el("a.choice", { href: address(url), target: "_blank", rel: "noopener noreferrer" }, svg("", "0 0 24 24", LINK), label);
}

/** What can be tapped under a message of the business. */
function choices(message, on) {
  const tapped = title => String(on.chosen(message.id).has(title));
  const reply = (title, id) => choice(title, "M9 7l-5 5 5 5M4 12h10a6 6 0 0 1 6 6", () => on.tap(message, id ?? title), tapped(title));
  if (message.shown) {
    return (message.shown.buttons ?? []).map(button => {
      switch (button.type) {
        case "QUICK_REPLY": return reply(button.text, button.payload);
        case "URL": return link(button.text, button.url);
        case "PHONE_NUMBER": return link(button.text, `tel:${button.phone}`);
        case "REQUEST_CONTACT_INFO": return choice(button.text, null, () => on.act({ type: "shareContact", message: message.id }));
        case "COPY_CODE": return choice(`Copy code ${button.code}`, null, () => navigator.clipboard?.writeText(button.code));
        default: return choice(button.text || button.type, null, () => {});
      }
    });
  }
  const content = message.json.interactive;
  const action = content?.action ?? {};
  switch (message.fromBusiness ? content?.type : undefined) {
    case "button": return action.buttons.map(each => (each.type === "cta_url" ? link(each.cta_url.display_text, each.cta_url.url) : reply(each.reply.title, each.reply.id)));
    case "list": return [choice(action.button, LIST, () => on.list(message, action))];
    case "cta_url": return [link(action.parameters.display_text, action.parameters.url)];
    case "call_permission_request": return [choice("Permit calls", null, () => on.act({ type: "callPermission", message: message.id, permit: true })), choice("Not now", null, () => on.act({ type: "callPermission", message: message.id, permit: false }))];
    case "request_contact_info": return [choice("Share my number", null, () => on.act({ type: "shareContact", message: message.id }))];
    case "address_message": return [choice("Give an address", null, () => on.flow(message))];
    case "flow": return [choice(action.parameters.flow_cta, null, () => on.flow(message))];
    case "location_request_message": return [choice("Send location", null, () => on.location())];
    case "voice_call": return [choice(action.parameters?.display_text ?? "Call now", null, () => on.call())];
    case "product": case "product_list": case "catalog_message": return [choice("View items", LIST, () => on.order())];
    case undefined: return [];
    default: return action.name ? [choice(action.name.replaceAll("_", " "), null, () => {})] : [];
  }
}

function carousel(message, on) {
  const cards = message.shown?.cards ?? message.json.interactive?.action?.cards;
  if (!Array.isArray(cards) || !message.fromBusiness) return "";
  return el("ul.cards", {}, cards.map(each => el("li", {},
    el("div.bubble", {}, header(each.header), text(each.body?.text ?? each.body)),
    el("div.choices", {}, [
      ...(each.action?.buttons ?? []).map(({ quick_reply: { id, title } }) => choice(title, null, () => on.tap(message, id))),
      ...(each.action?.parameters?.url ? [link(each.action.parameters.display_text, each.action.parameters.url)] : []),
      ...(each.buttons ?? []).map(button => (button.url ? link(button.text, button.url) : choice(button.text, null, () => on.tap(message, button.payload)))),
    ]))));
}

function tools(message, on) {
  const button = el("button.icon-button", { type: "button", "aria-label": "Message actions", "aria-haspopup": "menu", "aria-expanded": "false" }, svg("", "0 0 24 24", "M5 9l7 7 7-7"));
  const item = (label, onclick) => el("li", { role: "none" }, el("button", { type: "button", role: "menuitem", onclick }, label));
  const list = el("ul.menu", { role: "menu", hidden: true, "aria-label": "Message actions" },
    el("li.emoji-row", { role: "none" }, ["👍", "❤️", "😂", "😮", "🙏"].map(emoji => el("button", { type: "button", role: "menuitem", "aria-label": `React with ${emoji}`, onclick: () => on.react(message, emoji) }, emoji))),
    item("Answer", () => on.quote(message)),
    item("Take reaction back", () => on.react(message, "")),
    item("Show JSON", () => on.json(message)));
  menu(button, list);
  return el("div.tools", {}, button, list);
}

/** The list item for a message; `on` has the actions and what else is known. One that cannot be shown is JSON. */
export function line(message, on) {
  try {
    return item(message, on, [...origin(message), ...body(message, on.change(message.id))], choices(message, on), carousel(message, on));
  } catch {
    return item(message, on, [el("pre.odd", {}, JSON.stringify(message.json, null, 2))], [], "");
  }
}

function item(message, on, content, offered, cards) {
  const mine = !message.fromBusiness;
  const note = message.type === "system";
  const quoted = on.find(message.json.context?.message_id ?? message.json.context?.id);
  const bubble = el("div.bubble", {},
    on.author(message) ? el("div.author", {}, on.author(message)) : "",
    quoted ? el("button.quote", { type: "button", onclick: () => on.show(quoted) }, el("b", {}, quoted.fromBusiness ? on.business() : "You"), el("span", {}, quoted.text || quoted.type)) : "",
    content,
    note ? "" : el("div.meta", {}, el("time", { dateTime: new Date(message.at).toISOString() }, clockTime(message.at)), svg(`tick ${message.status}`, "0 0 18 12", ...(TICKS[message.status] ?? [])), el("span.hidden", {}, message.status)));
  const emojis = on.reactions(message.id);
  return el(`li.line${mine ? ".mine" : ""}${note ? ".note" : ""}`, { id: `m-${message.id}`, tabIndex: -1 },
    el("span.hidden", {}, mine ? "You:" : `${on.business()}:`),
    el("div.hold", {}, bubble, note ? "" : tools(message, on)),
    emojis.length ? el("div.reactions", { role: "img", "aria-label": `Reactions: ${emojis.join(" ")}` }, emojis.join(" ")) : "",
    offered.length ? el("div.choices", {}, offered) : "",
    cards,
    message.problem ? el("p.failure", {}, "Not delivered: ", el("b", {}, String(message.problem.code)), ` ${message.problem.title}. ${message.problem.error_data?.details ?? ""}`) : "");
}
