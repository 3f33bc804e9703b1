// <div data-starts="unsent">: what a person typed as notes on this device and what was never sent, of whichever review.
// Whoever isn't on a team any more meets their words here: its own page isn't theirs to open.
import * as waiting from "./waiting.js";

export function start(box) {
  const { unsentPerson: person, unsentAddress: address } = box.dataset;
  waiting.forgetOld();
  const found = waiting.ofPerson(person);
  if (!found.length) return;
  for (const { review, entry } of found) {
    const item = box.querySelector("template").content.firstElementChild.cloneNode(true);
    item.querySelector("[data-text]").textContent = entry.text;
    item.querySelector("a").href = address.replace("00000000-0000-0000-0000-000000000000", review);
    item.querySelector("button").addEventListener("click", () => {
      waiting.forget(person, review, entry.id);
      item.remove();
      box.hidden = !box.querySelector("li");
    });
    box.querySelector("ul").append(item);
  }
  box.hidden = false;
}
