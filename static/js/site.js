// Starts the behaviours that a page asks for: <div data-starts="print"> starts print.js on that element.
// Every journey works without any of them.
const behaviours = {
  autosave: () => import("./autosave.js"),
  capture: () => import("./capture.js"),
  checks: () => import("./checks.js"),
  chosen: () => import("./chosen.js"),
  focus: () => import("./focus.js"),
  forget: () => import("./forget.js"),
  once: () => import("./once.js"),
  passkey: () => import("./passkey.js"),
  place: () => import("./place.js"),
  presence: () => import("./presence.js"),
  print: () => import("./print.js"),
  refresh: () => import("./refresh.js"),
  recovery: () => import("./recovery.js"),
  unsaved: () => import("./unsaved.js"),
  unsent: () => import("./unsent.js"),
  words: () => import("./words.js"),
};

for (const element of document.querySelectorAll("[data-starts]")) {
  for (const name of element.dataset.starts.split(" ")) {
    behaviours[name]?.().then((behaviour) => behaviour.start(element));
  }
}
