// A form whose sending throws away what this device kept: of one record, by its button marked data-forgets; or, at
// sign-out, all of it.
import { forgetAll, forgetPlace } from "./typed.js";
import * as waiting from "./waiting.js";

export function start(element) {
  const { forgetPerson, forgetPlace: place } = element.dataset;
  const lost = element.querySelector("[data-notes-lost]");
  if (lost) lost.hidden = !waiting.count();
  element.addEventListener("submit", (event) => {
    if (!place) {
      forgetAll();
      waiting.forgetAll();
    } else if (event.submitter?.hasAttribute("data-forgets")) forgetPlace(forgetPerson, place);
  });
}
