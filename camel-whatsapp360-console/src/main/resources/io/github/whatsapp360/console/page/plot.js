// Plots as SVG, made of numbers only.

import { el, svg } from "./dom.js";

const NS = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 190;
const LEFT = 46;
const BOTTOM = 20;

function shape(tag, attributes, text) {
  const element = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** A round number that is not below the greatest value. */
function top(values) {
  const most = Math.max(1, ...values);
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map(factor => factor * size).find(limit => limit >= most);
}

const short = value => (value >= 1e6 ? `${value / 1e6} M` : value >= 1e3 ? `${value / 1e3} k` : String(value));

/**
 * A figure with lines over the last hour.
 * @param series [{name, className, values}], oldest first
 */
export function plot(title, series, stepSeconds) {
  const points = (60 * 60) / stepSeconds;
  const limit = top(series.flatMap(each => each.values));
  const x = place => LEFT + ((WIDTH - LEFT) * place) / (points - 1);
  const y = value => 8 + (HEIGHT - BOTTOM - 8) * (1 - value / limit);
  const latest = series.map(each => `${each.name} ${(each.values.at(-1) ?? 0).toLocaleString("en")}`).join(", ");
  const picture = shape("svg", { class: "plot", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": `${title}; now: ${latest}` });
  for (const part of [0, 0.5, 1]) {
    picture.append(shape("line", { class: "grid", x1: LEFT, x2: WIDTH, y1: y(limit * part), y2: y(limit * part) }));
    picture.append(shape("text", { x: LEFT - 6, y: y(limit * part) + 4, "text-anchor": "end" }, short(limit * part)));
  }
  for (const minutes of [60, 30, 0]) {
    const anchor = minutes === 60 ? "start" : minutes === 0 ? "end" : "middle";
    const label = minutes ? `${minutes} min ago` : "now";
    picture.append(shape("text", { x: x((points - 1) * (1 - minutes / 60)), y: HEIGHT - 4, "text-anchor": anchor }, label));
  }
  for (const each of series) {
    const first = points - each.values.length;
    const line = each.values.map((value, place) => `${x(first + place).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    picture.append(shape("polyline", { class: each.className, points: line }));
  }
  const legend = el("ul.legend", {}, ...series.map(each => el("li", {}, svg(each.className, "0 0 26 8", "M0 4h26"), ` ${each.name}`)));
  return el("figure", {}, el("h2", {}, title), picture, legend);
}
