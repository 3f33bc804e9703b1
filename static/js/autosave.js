// <form data-autosave="address">: saves what is typed by itself, two seconds after typing stops and every ten while it
// goes on, one request at a time. What is not yet saved is kept on this device (typed.js).
//
// The server answers { state, fields, … }; `fields` are new values of the form's hidden fields, its version among them.
// When no answer comes, nobody knows whether it was saved: the very same text is sent again before anything else, so
// that the server can tell.
import { show } from "./others.js";
import { ask, newToken } from "./saving.js";
import * as typed from "./typed.js";

const PAUSE = 2000;
const MOST = 10_000;
const AGAIN = [5000, 10_000, 20_000, 30_000];
const KEEP_AFTER = 300;
const LONGEST_WAY = 20_000;
const LARGEST_LAST_WORD = 60_000; // bytes: what a browser still sends for a page that is gone

export function start(form) {
  new Autosave(form).begin();
}

class Autosave {
  constructor(form) {
    const { autosave, autosavePerson, autosaveRecord, autosaveState } = form.dataset;
    Object.assign(this, { form, address: autosave, person: autosavePerson, place: autosaveRecord });
    this.line = form.querySelector("[data-autosave-status]");
    this.at = form.querySelector("[data-autosave-at]");
    this.act = form.querySelector("[data-autosave-act]");
    this.waits = autosaveState === "waits"; // this text goes over somebody else's: only a button saves it
    this.edits = autosaveState === "saved" ? 0 : 1;
    this.saved = 0; // how many of the edits are saved
    this.failed = 0; // how often in a row no answer came
    this.state = "saved";
    this.isKept = true;
  }

  begin() {
    this.form.addEventListener("input", () => this.note());
    this.form.addEventListener("submit", (event) => this.submitted(event));
    addEventListener("online", () => this.state === "away" && this.save());
    addEventListener("focus", () => this.state === "signed-out" && this.save());
    addEventListener("pageshow", (event) => event.persisted && this.stays());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    addEventListener("beforeunload", (event) => {
      if (this.leaves || !this.isUnsaved()) return;
      this.flush();
      event.preventDefault();
    });
    if (this.isUnsaved()) {
      this.keep();
      this.schedule();
    }
  }

  get version() {
    return this.form.elements.version.value;
  }

  isUnsaved() {
    return this.edits !== this.saved || Boolean(this.unknown);
  }

  note() {
    this.edits += 1;
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), KEEP_AFTER);
    this.schedule();
  }

  keep() {
    clearTimeout(this.keeping);
    if (this.edits !== this.saved) {
      this.isKept = typed.keep(this.person, this.place, this.version, typed.fieldsOf(this.form));
    }
  }

  schedule() {
    if (this.waits || this.state === "overtaken") return;
    this.first ??= Date.now();
    const pause = Math.max(0, Math.min(PAUSE, this.first + MOST - Date.now()));
    const again = AGAIN[Math.min(this.failed, AGAIN.length) - 1] ?? 0;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), Math.max(pause, again));
  }

  // Returns, once it is known, what the server said; one request at a time.
  save(options = {}) {
    if (this.busy) return this.busy;
    clearTimeout(this.timer);
    if (this.waits || this.leaves || !this.isUnsaved()) return Promise.resolve({ state: this.state });
    this.first = undefined;
    const sent = this.unknown ?? { fields: typed.fieldsOf(this.form), edits: this.edits, version: this.version };
    this.unknown = sent;
    this.busy = ask(this.address, this.form, sent.fields, options).then((answer) => {
      this.busy = null;
      return this.heard(answer, sent);
    });
    return this.busy;
  }

  async heard(answer, sent) {
    if (answer.state === "stale" && (await newToken(this.form))) {
      this.unknown = null;
      return this.save();
    }
    if (answer.state === "stale") answer = { state: "signed-out" };
    this.failed = answer.state === "away" || answer.state === "signed-out" ? this.failed + 1 : 0;
    if (answer.state !== "away") this.unknown = this.insists = null;
    if (answer.state === "saved") this.take(answer, sent);
    else this.keep();
    this.say(answer);
    if (this.failed || (answer.state === "saved" && this.isUnsaved())) this.schedule();
    return answer;
  }

  take(answer, sent) {
    typed.forget(this.person, this.place, sent.version);
    for (const [name, value] of Object.entries(answer.fields)) {
      if (this.form.elements[name]) this.form.elements[name].value = value;
    }
    this.saved = sent.edits;
    this.keep();
    show(answer.others);
    this.form.dispatchEvent(new Event("autosaved"));
  }

  // Read out when the state changes, and not at every save.
  say(answer) {
    const words = this.words(answer);
    if (this.line.textContent !== words) this.line.textContent = words;
    this.at.hidden = answer.state !== "saved";
    if (answer.at) this.at.textContent = answer.at;
    this.line.parentElement.classList.toggle("not-saved", answer.state !== "saved");
    const label = { overtaken: "Look at both texts", "signed-out": "Sign in again" }[answer.state];
    this.act.hidden = !label;
    if (label) this.act.textContent = label;
    this.state = answer.state;
  }

  words({ state, said, errors }) {
    const kept = this.isKept ? "What you typed is kept on this device." : "Copy what you typed: this device can’t keep it.";
    return {
      saved: "Saved",
      away: `Not saved: no connection. ${kept}`,
      "signed-out": `Not saved: you were signed out. ${kept}`,
      overtaken: `Not saved: ${said} ${kept}`,
      invalid: `Not saved: ${(errors ?? []).map((error) => error.message.replace(/\.?$/, ".")).join(" ")}`,
    }[state] ?? `Not saved: the portal refused it. ${kept}`;
  }

  // Sends what is there before a form goes its ordinary way, which would be on top of an older version otherwise.
  submitted(event) {
    if (this.leaves) return;
    const hurries = ["overtaken", "signed-out", "invalid", "refused"].includes(this.state);
    if (this.waits || !this.isUnsaved() || (hurries && !this.busy)) {
      this.leave();
      return;
    }
    event.preventDefault();
    if (this.form.ariaBusy) return;
    this.form.ariaBusy = "true";
    this.settled().then((answer) => {
      if (answer.state === "away" && !this.insists) {
        this.insists = true; // the next press goes out whatever comes of it
        this.form.ariaBusy = null;
        this.line.focus();
        return;
      }
      this.leave();
      this.form.requestSubmit(event.submitter);
    });
  }

  // The form goes its ordinary way. The page that follows is told what this device may forget once that has worked.
  leave() {
    this.keep();
    this.leaves = true;
    clearTimeout(this.timer);
    setTimeout(() => this.stays(), LONGEST_WAY);
    if (!this.isUnsaved()) return;
    let field = this.form.elements.typed_on;
    if (!field) {
      field = Object.assign(document.createElement("input"), { type: "hidden", name: "typed_on" });
      this.form.append(field);
    }
    if (!field.value.split(",").includes(this.version)) {
      field.value = [field.value, this.version].filter(Boolean).join(",");
    }
  }

  stays() {
    this.leaves = false;
    this.form.ariaBusy = null;
  }

  async settled() {
    let answer = await this.save();
    if (answer.state === "saved" && this.isUnsaved()) answer = await this.save();
    return answer;
  }

  // The page is being left: what is typed goes out now, and stays on this device until it is known to be saved.
  flush() {
    this.keep();
    if (this.busy || this.waits || this.leaves || this.state === "overtaken" || !this.isUnsaved()) return;
    const length = typed.fieldsOf(this.form).reduce((sum, field) => sum + field[1].length * 2, 0);
    this.save({ keepalive: length < LARGEST_LAST_WORD });
  }
}
