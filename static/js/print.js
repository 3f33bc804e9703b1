export function start(element) {
  element.hidden = false;
  element.addEventListener("click", () => window.print());
}
