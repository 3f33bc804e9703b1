// <details data-starts="chosen"> with boxes to tick: its [data-chosen] says which are ticked, also when it is closed.
export function start(details) {
  const line = details.querySelector("[data-chosen]");
  details.addEventListener("change", () => {
    const ticked = [...details.querySelectorAll("input:checked")];
    line.textContent = ticked.map((box) => box.labels[0].textContent.trim()).join("; ");
  });
}
