// Shows who else is at work on this page's record: { title, text }, or null for nobody.
export function show(others) {
  const box = document.querySelector("[data-others]");
  if (!box) return;
  const title = box.querySelector("[data-others-title]");
  box.hidden = !others;
  // Read out when it changes, so only when it does.
  if (title.textContent !== (others?.title ?? "")) title.textContent = others?.title ?? "";
  box.querySelector("[data-others-text]").textContent = others?.text ?? "";
}
