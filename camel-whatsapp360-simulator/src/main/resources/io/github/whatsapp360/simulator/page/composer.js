// The field to write in, and everything that can be attached.
import * as api from "./api.js";
import { customer, state } from "./app.js";
import { ask } from "./dialogs.js";
import { byId, el, menu } from "./dom.js";

export function composer(act) {
  const text = byId("text");
  let quoted = null;

  function quote(message) {
    quoted = message;
    byId("quoting").hidden = !message;
    byId("quoting-text").textContent = message ? message.text || message.type : "";
    text.focus();
  }

  function fit() {
    text.style.height = "auto";
    text.style.height = `${text.scrollHeight + 2}px`;
  }

  async function send() {
    const body = text.value.trim();
    if (!body) return;
    const answered = quoted;
    await keeping(() => act({ type: "text", text: body, message: answered?.id }), answered);
  }

  /** Empties the field and does it; what was typed comes back when it fails. */
  async function keeping(doIt, answered) {
    const typed = text.value;
    text.value = "";
    fit();
    quote(null);
    try {
      await doIt();
    } catch {
      text.value = [typed, text.value].filter(Boolean).join("\n");
      fit();
      if (answered) quote(answered);
    }
  }

  byId("composer").addEventListener("submit", event => {
    event.preventDefault();
    send();
  });
  text.addEventListener("input", fit);
  text.addEventListener("keydown", event => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      send();
    }
    if (event.key === "Escape") quote(null);
  });
  byId("quoting-end").addEventListener("click", () => quote(null));

  function files(kind, accept) {
    const picker = byId("file");
    picker.accept = accept;
    picker.dataset.kind = kind;
    picker.click();
  }

  byId("file").addEventListener("change", async event => {
    const picker = event.target;
    const file = picker.files[0];
    picker.value = "";
    if (!file) return;
    const asked = picker.dataset.kind ?? "photo";
    const kind = asked === "photo" ? (file.type.startsWith("video/") ? "video" : "image") : asked;
    const caption = text.value.trim();
    await keeping(() => api.sendFile(customer(), state.number, kind, file, caption), quoted);
  });

  text.addEventListener("paste", event => {
    const file = [...event.clipboardData.files].find(each => each.type.startsWith("image/"));
    if (file) api.sendFile(customer(), state.number, "image", file, "");
  });

  async function location() {
    const given = await ask("Send a place", [
      { name: "name", label: "Name", value: "Brandenburger Tor" },
      { name: "address", label: "Address", value: "Pariser Platz, Berlin" },
      { name: "latitude", label: "Latitude", value: "52.5163", kind: "number", required: true },
      { name: "longitude", label: "Longitude", value: "13.3777", kind: "number", required: true },
    ], "Send");
    if (given) await act({ type: "location", ...given, latitude: Number(given.latitude), longitude: Number(given.longitude) });
  }

  async function contact() {
    const given = await ask("Send a contact", [
      { name: "name", label: "Name", value: "Tom Winter", required: true },
      { name: "phone", label: "Phone number", value: "+49 170 9999999", kind: "tel", required: true },
    ], "Send");
    if (given) await act({ type: "contact", ...given });
  }

  async function order() {
    const given = await ask("Order a product", [
      { name: "product", label: "Product id", value: "sku-1001", required: true },
      { name: "quantity", label: "Quantity", value: "2", kind: "number" },
      { name: "price", label: "Price of one", value: "7.99", kind: "number" },
    ], "Order");
    if (given) await act({ type: "order", product: given.product, quantity: Number(given.quantity), price: Number(given.price) });
  }

  async function changeNumber() {
    const given = await ask("Change the phone number", [{ name: "waId", label: "New number", value: "491709876543", kind: "tel", required: true }], "Change");
    if (given) await act({ type: "changeNumber", waId: given.waId.replace(/\D/g, "") });
  }

  async function loseNumber() {
    const given = await ask("Give the phone number to somebody else", [{ name: "name", label: "Name of the new owner", value: "Noah Berg" }], "Give it away");
    if (given) await act({ type: "loseNumber", ...given });
  }

  async function joinGroup() {
    const group = [...state.customers.values()].find(each => each.group);
    const given = await ask("Open the invite link of a group", [{ name: "group", label: "Link, or id of the group", value: group?.waId ?? "", required: true }], "Join");
    if (given) await act({ type: "joinGroup", ...given });
  }

  const entries = [
    ["🖼️", "Photo or video", () => files("photo", "image/*,video/*")],
    ["📄", "Document", () => files("document", "")],
    ["🎤", "Voice note", () => files("voice", "audio/*")],
    ["🏷️", "Sticker", () => files("sticker", "image/webp")],
    ["📍", "Place", location],
    ["👤", "Contact", contact],
    ["🛒", "Order", order],
    ["📞", "Call the business", () => act({ type: "call" })],
    ["↪️", "A forwarded text", () => act({ type: "forward", text: "Have you seen this?" })],
    ["📣", "Come from an advertisement", () => act({ type: "ad", text: "I saw your advertisement", headline: "Summer sale", url: "https://shop.example.com/summer" })],
    ["📊", "A poll (unsupported)", () => act({ type: "unsupported", kind: "poll_creation" })],
    ["👥", "Join a group", joinGroup],
    ["🪪", "Get another user id", () => act({ type: "changeUserId" })],
    ["♻️", "Lose my number to somebody", loseNumber],
    ["🔁", "Change my number", changeNumber],
  ];
  byId("attach-menu").append(...entries.map(([emoji, label, onclick]) =>
    el("li", { role: "none" }, el("button", { type: "button", role: "menuitem", onclick }, el("span.emoji", { "aria-hidden": "true" }, emoji), label))));
  menu(byId("attach"), byId("attach-menu"));
  return { quote, location, order };
}
