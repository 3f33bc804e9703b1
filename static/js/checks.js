// <div data-starts="checks" data-checks="address"> inside a form with data-autosave: what the checks say is drawn again
// after each save, but not under somebody who is reading it with the keyboard.
export function start(panel) {
  let asked;
  panel.closest("form").addEventListener("autosaved", async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(panel.dataset.checks, { redirect: "error", signal: asked.signal });
      if (answer.ok) draw(panel, await answer.text());
    } catch {
      // The connection is gone, or a later save asks anew: what was shown stays.
    }
  });
}

function draw(panel, html) {
  if (panel.contains(document.activeElement)) return;
  const isOpen = panel.querySelector("details")?.open;
  panel.innerHTML = html;
  const passed = panel.querySelector("details");
  if (passed && isOpen) passed.open = true;
}
