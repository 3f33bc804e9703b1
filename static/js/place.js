// Saving keeps one's place: where the page was scrolled to and which field had the focus, when the same page comes back.
const LASTS = 60 * 1000;
const key = () => `place:${location.pathname}`;

export function start(form) {
  form.addEventListener("submit", () => {
    const field = document.activeElement;
    const note = { at: Date.now(), top: scrollY, field: form.contains(field) ? field.id : "", do: field?.value };
    try {
      sessionStorage.setItem(key(), JSON.stringify(note));
    } catch {
      // Then the page comes back at its top.
    }
  });
  back(form);
}

function back(form) {
  let note = null;
  try {
    note = JSON.parse(sessionStorage.getItem(key()));
    sessionStorage.removeItem(key());
  } catch {
    return;
  }
  if (!note || Date.now() - note.at > LASTS || location.hash || document.querySelector(".error-summary")) return;
  scrollTo(0, note.top);
  focusOn(form, note, 20);
}

// The editor takes a moment to take the place of its text box.
function focusOn(form, note, tries) {
  const field = note.field ? document.getElementById(note.field) : buttonThatSends(form, note.do);
  if (field?.matches("textarea[data-editor]") && tries) {
    setTimeout(() => focusOn(form, note, tries - 1), 100);
    return;
  }
  field?.focus({ preventScroll: true });
  scrollTo(0, note.top);
}

function buttonThatSends(form, value) {
  return [...form.querySelectorAll("button[name=do]:not([tabindex])")].find(
    (button) => button.value === value && button.checkVisibility(),
  );
}
