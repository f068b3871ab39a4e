// The components of a screen of Flow JSON. Each maker answers an element; a field also tells its value and its fault.
import { el } from "./dom.js";
import { words } from "./format.js";

const INPUTS = { number: "number", email: "email", password: "password", passcode: "password", phone: "tel" };
const DATE_AS_TEXT = 5;

const paragraphs = value => (Array.isArray(value) ? value : [value]).map(each => words(String(each ?? "")));

/** The label of a field; as on the phone, what may stay empty says so. */
const caption = (child, screen) => `${screen.text(child.label)}${screen.value(child.required) ? "" : " (optional)"}`;

/**
 * Adds a field to its screen. A group of controls has its name inside, any other control a label beside it; `read`
 * answers the value, `fault` what is wrong with it.
 */
function field(child, screen, { holder, name, control, focus, read, fault }) {
  const id = `flow-field-${screen.fields.length}`;
  const hint = screen.text(child["helper-text"] ?? child.description);
  const told = screen.errors[child.name] ?? screen.text(child["error-message"]);
  const problem = el("p.flow-fault", { id: `${id}-fault`, hidden: true });
  control.setAttribute("aria-describedby", hint ? `${id}-hint ${id}-fault` : `${id}-fault`);
  control.id = id;
  if (name) name.htmlFor = id;
  const shown = name ? el(holder, {}, name, control) : control;
  shown.append(hint ? el("p.foot", { id: `${id}-hint` }, hint) : "", problem);
  const tell = text => {
    problem.textContent = text;
    problem.hidden = !text;
    control.setAttribute("aria-invalid", String(Boolean(text)));
  };
  if (typeof told === "string") tell(told);
  shown.addEventListener("input", () => {
    tell("");
    screen.entered(child.name, read());
  });
  screen.fields.push({ name: child.name, element: shown, read, focus: () => focus()?.focus(), check: () => {
    tell(fault() ?? "");
    return problem.hidden;
  } });
  if (child["on-select-action"]) shown.addEventListener("change", () => screen.run(child["on-select-action"]));
  return shown;
}

function simple(child, screen, control, more = {}) {
  control.required = Boolean(screen.value(child.required));
  if (screen.value(child.enabled) === false) control.disabled = true;
  return field(child, screen, {
    holder: "div.field", name: el("label", {}, caption(child, screen)), control, focus: () => control,
    read: more.read ?? (() => control.value),
    fault: more.fault ?? (() => (control.validity.valid ? null : control.validationMessage)),
  });
}

function textInput(child, screen) {
  const type = INPUTS[child["input-type"]] ?? "text";
  const control = el("input", { type, value: screen.initial(child) ?? "", pattern: child.pattern, step: "any", autocomplete: "off" });
  const [least, most] = [child["min-chars"], child["max-chars"]].map(each => screen.value(each));
  if (most) control.maxLength = most;
  const few = () => control.value && least && [...control.value].length < least;
  return simple(child, screen, control, {
    fault: () => (few() ? `At least ${least} characters.` : control.validity.valid ? null : control.validationMessage),
  });
}

function textArea(child, screen) {
  const control = el("textarea", { rows: 4, value: screen.initial(child) ?? "" });
  const most = screen.value(child["max-length"]);
  if (most) control.maxLength = most;
  return simple(child, screen, control);
}

const rows = (child, screen) => [screen.value(child["data-source"]) ?? []].flat().filter(row => typeof row === "object");

const isOff = row => row.enabled === false || row["on-unselect-action"] === null;

function dropdown(child, screen) {
  const chosen = screen.initial(child) ?? "";
  const options = rows(child, screen).map(row =>
    el("option", { value: row.id, disabled: isOff(row), selected: row.id === chosen }, row.title));
  return simple(child, screen, el("select", {}, el("option", { value: "" }, "Choose…"), options));
}

function choices(child, screen, type) {
  const many = type === "checkbox";
  const chosen = new Set([screen.initial(child) ?? []].flat());
  const group = `flow-group-${screen.fields.length}`;
  const inputs = rows(child, screen).map(row => el("input", {
    type, name: group, value: row.id, checked: chosen.has(row.id),
    disabled: isOff(row) || screen.value(child.enabled) === false,
  }));
  const lines = rows(child, screen).map((row, index) => el("label.list-row", {},
    el("span", {}, row.title), row.description ? el("small", {}, row.description) : "", inputs[index]));
  const legend = el("legend", {}, caption(child, screen));
  const ticked = () => inputs.filter(each => each.checked).map(each => each.value);
  const least = () => screen.value(child["min-selected-items"]) ?? (screen.value(child.required) ? 1 : 0);
  const most = () => screen.value(child["max-selected-items"]) ?? Infinity;
  return field(child, screen, {
    control: el("fieldset.flow-choices", {}, legend, lines), focus: () => inputs.find(each => !each.disabled),
    read: () => (many ? ticked() : ticked()[0] ?? ""),
    fault: () => {
      if (ticked().length < least()) return many && least() > 1 ? `Choose at least ${least()}.` : "Choose one.";
      return many && ticked().length > most() ? `Choose at most ${most()}.` : null;
    },
  });
}

/** Until version 5 of Flow JSON a date is a text of milliseconds, since then one of ISO 8601. */
function datePicker(child, screen) {
  const text = date => (/^\d+$/.test(date ?? "") ? new Date(Number(date)).toISOString().slice(0, 10) : date ?? "");
  const [min, max] = [child["min-date"], child["max-date"]].map(each => text(screen.value(each)));
  const closed = new Set([screen.value(child["unavailable-dates"]) ?? []].flat().map(text));
  const control = el("input", { type: "date", value: text(screen.initial(child)), min, max });
  return simple(child, screen, control, {
    read: () => (control.value && screen.version < DATE_AS_TEXT ? String(Date.parse(control.value)) : control.value),
    fault: () => (closed.has(control.value) ? "This date is not available." : control.validity.valid ? null : control.validationMessage),
  });
}

function optIn(child, screen) {
  const control = el("input", { type: "checkbox", checked: screen.initial(child) === true, required: Boolean(screen.value(child.required)) });
  const shown = field(child, screen, {
    holder: "div.flow-opt-in", name: el("label", {}, screen.text(child.label)), control, focus: () => control,
    read: () => control.checked, fault: () => (control.validity.valid ? null : control.validationMessage),
  });
  if (child["on-click-action"]) shown.append(link("Read more", child["on-click-action"], screen));
  return shown;
}

function link(text, action, screen) {
  if (!["navigate", "data_exchange", "open_url", "update_data"].includes(action?.name)) return el("p.foot", {}, text);
  const url = screen.text(action.url ?? action.payload?.url);
  if (/^https?:/.test(url)) return el("a.flow-link", { href: url, target: "_blank", rel: "noopener noreferrer" }, text);
  return el("button.flow-link", { type: "button", onclick: () => screen.run(action) }, text);
}

function image(child, screen) {
  const source = screen.text(child.src);
  const height = Number(screen.value(child.height));
  const shown = el("img.flow-image", { alt: screen.text(child["alt-text"]), src: /^(data|https?):/.test(source) ? source : `data:;base64,${source}` });
  if (height) shown.style.maxHeight = `${height}px`;
  shown.classList.toggle("cover", child["scale-type"] === "cover");
  return shown;
}

function footer(child, screen) {
  const notes = ["left-caption", "center-caption", "right-caption"].map(each => screen.text(child[each])).filter(Boolean);
  return el("div.flow-footer", {}, notes.length ? el("p.foot", {}, notes.map(each => el("span", {}, each))) : "",
    el("button.button", { disabled: screen.value(child.enabled) === false }, screen.text(child.label)));
}

const MAKERS = {
  TextHeading: (child, screen) => el("h3.flow-heading", {}, screen.text(child.text)),
  TextSubheading: (child, screen) => el("h3.flow-subheading", {}, screen.text(child.text)),
  TextBody: (child, screen) => el("div", {}, paragraphs(screen.value(child.text))),
  RichText: (child, screen) => el("div", {}, paragraphs(screen.value(child.text))),
  TextCaption: (child, screen) => el("div.foot", {}, paragraphs(screen.value(child.text))),
  TextInput: textInput,
  TextArea: textArea,
  Dropdown: dropdown,
  RadioButtonsGroup: (child, screen) => choices(child, screen, "radio"),
  CheckboxGroup: (child, screen) => choices(child, screen, "checkbox"),
  ChipsSelector: (child, screen) => choices(child, screen, "checkbox"),
  DatePicker: datePicker,
  OptIn: optIn,
  EmbeddedLink: (child, screen) => link(screen.text(child.text), child["on-click-action"], screen),
  Image: image,
  Footer: footer,
};

/** The elements of a component, which may hold others; one that the simulator does not know is shown by its name. */
export function component(child, screen) {
  if (child.type === "Form") {
    screen.begin(child);
    return (child.children ?? []).flatMap(each => component(each, screen));
  }
  if (child.type === "Switch") {
    return (child.cases?.[screen.value(child.value)] ?? []).flatMap(each => component(each, screen));
  }
  const element = MAKERS[child.type]?.(child, screen)
    ?? el("p.flow-unknown", {}, `${child.type ?? "A component without a type"} is not shown by the simulator`);
  if (child.visible !== undefined) screen.follow(() => (element.hidden = !screen.value(child.visible)));
  return [element];
}
