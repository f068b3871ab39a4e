// WhatsApp's formatting: *bold* _italic_ ~strike~ `code` ```block```, quotes, lists, links. Makes nodes, never HTML.
import { el } from "./dom.js";

const MARKS = { "*": "strong", "_": "em", "~": "s", "`": "code" };
const INLINE = /(^|[^\p{L}\p{N}])([*_~`])(?=\S)([^\n]*?\S)\2(?![\p{L}\p{N}])|(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/u;
const ONLY_EMOJI = /^(?:\p{Extended_Pictographic}[\u{1F3FB}-\u{1F3FF}\uFE0F]*(?:\u200D\p{Extended_Pictographic}\uFE0F?)*\s*){1,3}$/u;

function inline(text) {
  const nodes = [];
  let rest = text;
  for (let found = INLINE.exec(rest); found; found = INLINE.exec(rest)) {
    const [all, before, mark, inner, url] = found;
    nodes.push(rest.slice(0, found.index) + (before ?? ""));
    if (url) nodes.push(el("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, url));
    else nodes.push(el(MARKS[mark], {}, mark === "`" ? inner : inline(inner)));
    rest = rest.slice(found.index + all.length);
  }
  nodes.push(rest);
  return nodes;
}

function lines(text) {
  const nodes = [];
  let list = null;
  text.split("\n").forEach((line, index) => {
    const bullet = /^[*-] (.*)$/.exec(line);
    if (bullet) {
      if (!list) nodes.push((list = el("ul")));
      list.append(el("li", {}, inline(bullet[1])));
      return;
    }
    const afterBlock = list !== null || nodes.at(-1)?.tagName === "BLOCKQUOTE";
    list = null;
    if (line.startsWith("> ")) nodes.push(el("blockquote", {}, inline(line.slice(2))));
    else nodes.push(index && !afterBlock ? "\n" : "", ...inline(line));
  });
  return nodes;
}

export function words(text) {
  const parts = text.split(/```([\s\S]+?)```/);
  const nodes = parts.flatMap((part, index) => (index % 2 ? [el("pre", {}, part.trim())] : part ? lines(part) : []));
  return el(ONLY_EMOJI.test(text) ? "div.words.big" : "div.words", {}, nodes);
}
