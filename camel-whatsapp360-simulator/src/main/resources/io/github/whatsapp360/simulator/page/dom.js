// Small ways to make elements. User text becomes text nodes only; nothing here parses HTML.

export const byId = id => document.getElementById(id);

/** el("p.hint", {title: "x", onclick: f}, "text", child) */
export function el(what, properties = {}, ...children) {
  const [tag, ...classes] = what.split(".");
  const element = document.createElement(tag || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element && !name.startsWith("aria")) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ""));
  return element;
}

/** What a child is among its siblings: nothing becomes something else, and no button another one. */
function kind(node) {
  if (node.nodeType !== Node.ELEMENT_NODE) return node.nodeName;
  return [node.nodeName, node.classList[0], node.nodeName === "BUTTON" ? node.textContent : ""].join(" ");
}

/** Makes an element like a fresh one and touches only what differs: what is being clicked, played or focused stays. */
export function patch(old, fresh) {
  if (old.isEqualNode(fresh) || (old.matches?.(".tools") && fresh.matches?.(".tools"))) return old;
  if (old.nodeType !== Node.ELEMENT_NODE || old.nodeName !== fresh.nodeName) {
    old.replaceWith(fresh);
    return fresh;
  }
  for (const { name } of [...old.attributes]) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  const before = [...old.childNodes];
  const after = [...fresh.childNodes].map(child => {
    const at = before.findIndex(each => kind(each) === kind(child));
    return at < 0 ? child : patch(before.splice(at, 1)[0], child);
  });
  before.forEach(child => child.remove());
  after.forEach((child, index) => child === old.childNodes[index] || old.insertBefore(child, old.childNodes[index] ?? null));
  return old;
}

const SVG = "http://www.w3.org/2000/svg";

export function svg(className, viewBox, ...paths) {
  const picture = document.createElementNS(SVG, "svg");
  picture.setAttribute("class", className);
  picture.setAttribute("viewBox", viewBox);
  picture.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    picture.append(path);
  }
  return picture;
}

/** The first character as people count them: an emoji of several code points is one. */
const first = word => (Intl.Segmenter ? [...new Intl.Segmenter().segment(word)][0]?.segment : [...word][0]) ?? "";

export function initials(name) {
  const words = name.trim().split(/\s+/);
  return (first(words[0]) || "?").concat(words.length > 1 ? first(words.at(-1)) : "").toUpperCase();
}

export function paintAvatar(element, customer) {
  const name = customer.name || customer.waId || customer.userId;
  element.textContent = customer.group ? "👥" : /^\d/.test(name) ? "☺" : initials(name);
  let hue = 0;
  for (const c of customer.id) hue = (hue * 31 + c.charCodeAt(0)) % 360;
  element.style.setProperty("--hue", hue);
}

export const clockTime = millis => new Date(millis).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });

let toastTimer;

export function toast(text) {
  const place = byId("toast");
  place.textContent = text;
  place.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (place.hidden = true), 5000);
}

const MARGIN = 8;

/** Puts a menu below its button, or above it where there is more room; what does not fit is scrolled to. */
function place(button, list) {
  const at = button.getBoundingClientRect();
  const above = at.top - 2 * MARGIN;
  const below = innerHeight - at.bottom - 2 * MARGIN;
  list.style.maxHeight = "none";
  const up = list.offsetHeight > below && above > below;
  const room = up ? above : below;
  list.style.maxHeight = `${Math.max(room, Math.min(120, innerHeight - 2 * MARGIN))}px`;
  const { width, height } = list.getBoundingClientRect();
  const inside = (wanted, size, all) => Math.max(MARGIN, Math.min(wanted, all - size - MARGIN));
  list.style.left = `${inside(at.left, width, innerWidth)}px`;
  list.style.top = `${inside(up ? at.top - MARGIN - height : at.bottom + MARGIN, height, innerHeight)}px`;
}

/** Opens and closes a menu with its button; arrow keys move, Escape closes. */
export function menu(button, list) {
  const move = event => (event.target instanceof Node && list.contains(event.target)) || place(button, list);
  const follow = (add, target, type) => (add ? target.addEventListener(type, move, true) : target.removeEventListener(type, move, true));
  const following = add => {
    follow(add, window, "resize");
    follow(add, document, "scroll");
  };
  const close = focus => {
    following(false);
    list.hidden = true;
    button.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
    if (focus) button.focus();
  };
  const outside = event => {
    if (!list.contains(event.target) && !button.contains(event.target)) close(false);
  };
  button.addEventListener("click", () => {
    if (!list.hidden) return close(false);
    list.hidden = false;
    place(button, list);
    following(true);
    button.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    list.querySelector("button")?.focus();
  });
  list.addEventListener("keydown", event => {
    const items = [...list.querySelectorAll("button")];
    const here = items.indexOf(document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (step) items[(here + step + items.length) % items.length].focus();
    else if (event.key === "Escape") close(true);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("click", event => event.target.closest("button") && close(false));
}
