// Sending a form's fields to be saved, and what became of it: { state, … }. Never throws.
const LONGEST = 20_000;

// `fields` are those of typed.js; the token is the form's present one. "away" when nobody knows what became of it.
export async function ask(address, form, fields, options) {
  const body = new URLSearchParams(fields);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  if (form.elements.kept_writer) body.set("kept_writer", form.elements.kept_writer.value);
  try {
    const signal = AbortSignal.timeout(LONGEST);
    const headers = { Accept: "application/json" };
    const answer = await fetch(address, { method: "POST", body, headers, signal, redirect: "manual", ...options });
    if (answer.status >= 500 || answer.status === 429) return { state: "away" };
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return isJson ? await answer.json() : { state: "refused" };
  } catch {
    return { state: "away" };
  }
}

// Takes the token of somebody who has signed in again elsewhere, if it is the same person; returns whether it did.
export async function newToken(form) {
  try {
    const answer = await fetch(form.action, { redirect: "error" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector(`form[data-autosave="${CSS.escape(form.dataset.autosave)}"]`);
    if (fresh?.dataset.autosavePerson !== form.dataset.autosavePerson) return false;
    for (const name of ["csrfmiddlewaretoken", "kept_writer"]) form.elements[name].value = fresh.elements[name].value;
    return true;
  } catch {
    return false;
  }
}
