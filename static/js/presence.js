// <form data-starts="presence">: says that somebody is at work here, when the page opens and every two minutes while it
// is looked at, and shows who else is.
import { show } from "./others.js";

const EVERY = 2 * 60 * 1000;

export function start(form) {
  const say = async () => {
    if (document.hidden) return;
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
      if (answer.ok) show((await answer.json()).others);
    } catch {
      // Without a connection there is nothing to show.
    }
  };
  say();
  setInterval(say, EVERY);
}
