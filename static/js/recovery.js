// <form data-starts="recovery">: offers what was typed on this device and never saved. Restore sends it to the form's
// page, which shows it again with nothing saved.
import * as typed from "./typed.js";

// Hidden fields that come and go with how a text came about.
const ASIDE = ["kept_id", "over", "typed_on"];

export function start(form) {
  const { recoveryPerson: person, recoveryPlace: place } = form.dataset;
  typed.forgetOld();
  forgetSaved(person, place);
  const entry = typed.found(person, place);
  const editing = document.querySelector(`form[data-autosave-record="${CSS.escape(place)}"]`);
  if (!entry || document.querySelector("[data-kept]")) return;
  if (editing && editing.dataset.autosaveState !== "saved") return; // it shows what was typed already
  if (editing && isShown(entry.fields, editing)) {
    typed.forgetPlace(person, place);
    return;
  }
  form.querySelector("[data-recovery-at]").textContent = inWords(new Date(entry.at));
  form.hidden = false;
  form.addEventListener("submit", () => give(form, entry.fields));
  form.querySelector("[data-recovery-discard]").addEventListener("click", () => {
    typed.forgetPlace(person, place);
    form.hidden = true;
    document.querySelector("h1").tabIndex = -1;
    document.querySelector("h1").focus();
  });
}

// A page that comes after saving says on which versions the text had been typed.
function forgetSaved(person, place) {
  const address = new URL(location);
  const versions = address.searchParams.get("saved");
  if (versions === null) return;
  for (const version of versions.split(",")) typed.forget(person, place, version);
  address.searchParams.delete("saved");
  history.replaceState(history.state, "", address);
}

function give(form, fields) {
  for (const [name, value] of fields) {
    if (name === "do") continue;
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    field.hidden = true;
    form.append(field);
  }
}

function inWords(moment) {
  const clock = `${moment.getHours()}:${String(moment.getMinutes()).padStart(2, "0")}`;
  const isToday = moment.toDateString() === new Date().toDateString();
  return isToday ? clock : `${clock} on ${moment.toLocaleDateString("en-GB", { day: "numeric", month: "long" })}`;
}

// Whether each field that can be typed in says the same as the form: spaces and what the server cleans don't count.
function isShown(fields, form) {
  const hidden = new Set([...ASIDE, ...[...form.querySelectorAll("[type=hidden]")].map((field) => field.name)]);
  const words = (list) => JSON.stringify(list.filter(([name]) => !hidden.has(name)).map(([n, value]) => [n, plain(value)]));
  return words(fields) === words(typed.fieldsOf(form));
}

function plain(value) {
  if (!value.includes("<")) return value.replace(/\s+/g, "");
  const page = new DOMParser().parseFromString(value, "text/html");
  for (const element of page.body.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) if (name !== "href") element.removeAttribute(name);
  }
  return page.body.innerHTML.replace(/\s+/g, "");
}
