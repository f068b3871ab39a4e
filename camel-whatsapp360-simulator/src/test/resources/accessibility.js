// The rules that can be checked by a program: names, references, structure and contrast. Answers what breaks one.
(() => {
  const found = [];
  const shown = element => element.getClientRects().length > 0 && getComputedStyle(element).visibility !== "hidden";
  const tell = (rule, element) => found.push(`${rule}: ${element.outerHTML.slice(0, 160)}`);
  const all = selector => [...document.querySelectorAll(selector)];

  const named = element => element.textContent.trim() || element.getAttribute("aria-label")
    || element.labels?.length || element.getAttribute("aria-labelledby") || element.getAttribute("title");
  all("button, a[href], input, select, textarea, dialog, [role=menu], [role=tablist], [role=tabpanel], nav, aside")
    .filter(each => !named(each)).forEach(each => tell("has no name", each));
  all("img:not([alt])").forEach(each => tell("has no alternative text", each));
  all("svg:not([aria-hidden])").forEach(each => tell("is neither hidden nor named", each));
  all("[tabindex]").filter(each => each.tabIndex > 0).forEach(each => tell("changes the order of the keyboard", each));

  const ids = new Map();
  all("[id]").forEach(each => (ids.has(each.id) ? tell("has an id that is used twice", each) : ids.set(each.id, each)));
  for (const name of ["aria-controls", "aria-labelledby", "aria-describedby"]) {
    all(`[${name}]`).forEach(each => each.getAttribute(name).split(/\s+/)
      .forEach(id => ids.has(id) || tell(`${name} leads nowhere`, each)));
  }
  all("label[for]").forEach(each => ids.has(each.htmlFor) || tell("is the label of nothing", each));

  all("ul, ol").forEach(list => [...list.children].forEach(each => each.tagName === "LI" || tell("is no list item", each)));
  all("[role=menu] button").forEach(each => each.getAttribute("role") === "menuitem" || tell("is no menuitem", each));
  all("[role=tab]").forEach(each => each.closest("[role=tablist]") || tell("is outside of a tablist", each));
  all("button button, a button, button a, summary button, summary a").forEach(each => tell("is inside of a control", each));
  let level = 0;
  all("h1, h2, h3, h4").filter(shown).forEach(each => {
    const own = Number(each.tagName[1]);
    if (own > level + 1) tell("skips a level of headings", each);
    level = own;
  });
  if (!document.documentElement.lang) found.push("the page has no language");
  if (all("main").length !== 1) found.push("the page has not one main part");

  const channels = colour => {
    const [red, green, blue, alpha = 1] = colour.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return { red, green, blue, alpha };
  };
  const over = (top, below) => Object.fromEntries(["red", "green", "blue"].map(name =>
    [name, top[name] * top.alpha + below[name] * (1 - top.alpha)]));
  const ground = element => {
    const layers = [];
    for (let each = element; each; each = each.parentElement) {
      const colour = channels(getComputedStyle(each).backgroundColor);
      if (colour.alpha) layers.push(colour);
      if (colour.alpha === 1) break;
    }
    const page = matchMedia("(prefers-color-scheme: dark)").matches ? { red: 0, green: 0, blue: 0 } : { red: 255, green: 255, blue: 255 };
    return layers.reduceRight((below, top) => over(top, below), page);
  };
  const light = ({ red, green, blue }) => [red, green, blue].map(each => each / 255)
    .map(each => (each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4))
    .reduce((sum, each, index) => sum + each * [0.2126, 0.7152, 0.0722][index], 0);
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (words.nextNode()) {
    const element = words.currentNode.parentElement;
    const style = element && getComputedStyle(element);
    const isText = words.currentNode.data.trim() && /[\p{L}\p{N}]/u.test(words.currentNode.data);
    if (!element || seen.has(element) || !isText || !shown(element) || element.closest(".hidden, script, option, [aria-hidden=true]") || style.opacity < 1) continue;
    seen.add(element);
    const below = ground(element);
    const [dark, bright] = [light(below), light(over(channels(style.color), below))].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    const ratio = (bright + 0.05) / (dark + 0.05);
    if (ratio < (large ? 3 : 4.5)) tell(`has a contrast of ${ratio.toFixed(2)}`, element);
  }
  return found;
})()
