// What the page remembers when it is loaded again: what is chosen, and what was seen. In this browser only.
const KEY = "whatsapp-simulator";

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

const kept = read();

/** What was remembered under a name, or the usual value. */
export const recall = (name, usual) => kept[name] ?? usual;

/** Remembers it; a browser that keeps nothing is as good until the page is left. */
export function remember(name, value) {
  kept[name] = value;
  try {
    localStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Private windows may refuse.
  }
}
