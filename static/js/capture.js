// <form data-starts="capture">: each line is kept on this device, the line is free for the next, and notes go out one by
// one in the order in which they were typed. Each has an id of its own: sent twice, it is one note.
import { ask, newToken } from "./saving.js";
import { fieldsOf } from "./typed.js";
import * as waiting from "./waiting.js";

const AGAIN = [2000, 5000, 10_000, 20_000, 30_000];
const SIGNS = { "+ ": "strength", "- ": "area", "– ": "area" };
const KEYS = { KeyS: ["kind", "strength"], KeyA: ["kind", "area"], KeyT: ["theme"], KeyL: ["enquiry"], KeyN: ["session"], KeyR: ["role"] };

export function start(form) {
  waiting.forgetOld();
  new Capture(form).begin();
}

class Capture {
  constructor(form) {
    const { autosave, autosavePerson, review } = form.dataset;
    Object.assign(this, { form, address: autosave, person: autosavePerson, review });
    this.line = form.elements.text;
    this.status = form.querySelector("[data-capture-status]");
    this.box = document.querySelector("[data-waiting]");
    this.failed = 0; // how often in a row no answer came
    this.state = "";
    this.isKept = true;
    this.entries = waiting.found(this.person, this.review);
  }

  begin() {
    this.form.addEventListener("submit", (event) => this.submitted(event));
    this.form.addEventListener("keydown", (event) => this.pressed(event));
    this.line.addEventListener("input", () => this.sign());
    addEventListener("online", () => this.send());
    addEventListener("focus", () => this.state === "signed-out" && this.send());
    addEventListener("beforeunload", (event) => !this.isKept && this.entries.length && event.preventDefault());
    this.form.querySelector("[data-capture-keys]").hidden = false;
    const opened = document.querySelector(".note-open [name=text]");
    if (!document.querySelector(".error-summary")) (opened ?? this.line).focus({ preventScroll: Boolean(location.hash) });
    for (const entry of this.entries) this.draw(entry);
    this.say();
    this.send();
  }

  // "+ " and "- " at the beginning of the line choose strength and area.
  sign() {
    const kind = SIGNS[this.line.value.slice(0, 2)];
    if (!kind) return;
    this.choose("kind", kind);
    this.line.value = this.line.value.slice(2);
  }

  choose(name, value) {
    const field = [...this.form.querySelectorAll(`[name="${name}"]`)].find((one) => one.value === value);
    if (field) field.checked = true;
  }

  pressed(event) {
    if (event.key === "Enter" && event.target !== this.line && event.target.matches("select, [type=radio], [name=role]")) {
      event.preventDefault();
      this.line.focus();
    }
    const [name, value] = (event.altKey && !event.ctrlKey && !event.metaKey && KEYS[event.code]) || [];
    if (!name) return;
    event.preventDefault();
    if (value) this.choose(name, value);
    else this.form.elements[name].focus();
  }

  submitted(event) {
    event.preventDefault();
    const text = this.line.value.trim();
    this.line.focus();
    if (!text) return;
    const left = ["sent_as", "text", "kept_id", "not_an_identifier"];
    const fields = fieldsOf(this.form).filter(([name]) => !left.includes(name));
    this.place = (this.place ?? 0) + 1;
    this.add({ id: newId(), at: Date.now(), place: this.place, text, fields });
    this.line.value = "";
    this.form.querySelector(".invalid-feedback")?.remove();
  }

  add(entry) {
    this.entries.push(entry);
    this.keep(entry);
    if (this.state === "refused") entry.wrong = this.said;
    this.draw(entry);
    this.say();
    this.send();
  }

  keep(entry) {
    const { id, at, place, text, fields, wrong, doubts } = entry;
    this.isKept = waiting.keep(this.person, this.review, { id, at, place, text, fields, wrong, doubts }) && this.isKept;
  }

  drop(entry) {
    waiting.forget(this.person, this.review, entry.id);
    this.entries = this.entries.filter((one) => one !== entry);
    entry.shown?.remove();
  }

  async send() {
    if (this.busy || this.state === "refused") return;
    clearTimeout(this.timer);
    const entry = this.entries.find((one) => !one.wrong);
    if (!entry) return;
    this.busy = true;
    const fields = [...entry.fields, ["text", entry.text], ["sent_as", entry.id]];
    if (entry.because) fields.push(["not_an_identifier", entry.because]);
    const answer = await ask(this.address, this.form, fields);
    this.busy = false;
    await this.heard(answer, entry);
  }

  async heard(answer, entry) {
    if (answer.state === "stale" && (await newToken(this.form))) return this.send();
    this.state = answer.state === "stale" ? "signed-out" : answer.state;
    const isAway = this.state === "away" || this.state === "signed-out";
    this.failed = isAway ? this.failed + 1 : 0;
    if (this.state === "saved") this.saved(answer, entry);
    if (this.state === "invalid") this.refuse(entry, answer.errors.join(" "), answer.doubts);
    if (this.state === "refused") this.refused(answer);
    this.say();
    if (isAway) this.timer = setTimeout(() => this.send(), AGAIN[Math.min(this.failed, AGAIN.length) - 1]);
    else this.send();
  }

  saved(answer, entry) {
    this.drop(entry);
    const page = new DOMParser().parseFromString(`<ol>${answer.note}</ol>`, "text/html");
    const note = page.querySelector("li");
    if (note && !document.getElementById(note.id)) document.querySelector("[data-notes]").prepend(note);
    document.querySelector("[data-counts]").innerHTML = answer.counts;
    document.querySelector("[data-none]")?.remove();
  }

  refuse(entry, wrong, doubts = false) {
    Object.assign(entry, { wrong, doubts });
    this.keep(entry);
    this.draw(entry);
  }

  // Whoever isn't on the team any more, or comes too late: nothing more is sent, and what was typed stays to be read.
  refused({ said }) {
    this.said = said ?? "Not taken: the portal refused it.";
    for (const entry of this.entries) this.draw(Object.assign(entry, { wrong: this.said }));
  }

  draw(entry) {
    const item = document.getElementById("waiting-note").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-text]").textContent = entry.text;
    item.querySelector("[data-wrong]").textContent = entry.wrong ?? "";
    for (const part of ["[data-wrong]", "[data-acts]"]) item.querySelector(part).hidden = !entry.wrong;
    item.querySelector("[data-doubt]").hidden = !entry.doubts;
    item.querySelector('[data-do="again"]').hidden = !entry.doubts || this.state === "refused";
    item.querySelector('[data-do="line"]').hidden = this.state === "refused";
    item.addEventListener("click", (event) => this.act(entry, event.target.dataset.do));
    if (entry.shown) entry.shown.replaceWith(item);
    else this.box.querySelector("[data-waiting-list]").append(item);
    entry.shown = item;
  }

  act(entry, what) {
    if (what === "again") {
      entry.because = entry.shown.querySelector("[data-doubt] input").value;
      entry.wrong = "";
      this.draw(entry);
      this.say();
      this.send();
    }
    if (what === "line") this.line.value = [this.line.value, entry.text].filter(Boolean).join(" ");
    if (what === "line" || what === "away") {
      this.drop(entry);
      this.say();
      this.line.focus();
    }
  }

  say() {
    const waits = this.entries.filter((entry) => !entry.wrong).length;
    const wrong = this.entries.length - waits;
    this.box.hidden = !this.entries.length;
    this.form.dataset.unsent = String(this.entries.length);
    this.status.classList.toggle("not-sent", Boolean(this.entries.length));
    const said = [waits && `${waits} not yet sent`, wrong && `${wrong} refused`].filter(Boolean).join(", ");
    const words = said ? `${said}.${this.why(waits)}` : this.state === "saved" ? "All notes are sent." : "";
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  why(waits) {
    const kept = this.isKept ? "They are kept on this device." : "Copy them: this device can’t keep them.";
    if (this.state === "refused") return ` ${this.said} Nothing more is sent. Copy what the team needs and tell its lead.`;
    if (this.state === "signed-out") return ` You were signed out: sign in again in another window. ${kept}`;
    if (waits && this.state === "away") return ` No connection. ${kept} They are sent by themselves.`;
    return this.isKept ? "" : ` ${kept}`;
  }
}

// randomUUID is there on pages that came over https alone.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
