// A form whose sending throws away what this device kept: of one record, by its button marked data-forgets; or, at
// sign-out, all of it.
import { forgetAll, forgetPlace } from "./typed.js";

export function start(element) {
  const { forgetPerson, forgetPlace: place } = element.dataset;
  element.addEventListener("submit", (event) => {
    if (!place) forgetAll();
    else if (event.submitter?.hasAttribute("data-forgets")) forgetPlace(forgetPerson, place);
  });
}
