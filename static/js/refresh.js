// Draws a part of a page again every two seconds, until what comes says nothing more of it: data-refresh="/address/".
const EVERY = 2000;

export function start(element) {
  const again = async () => {
    if (document.hidden) return setTimeout(again, EVERY);
    try {
      const answer = await fetch(element.dataset.refresh, { headers: { "X-Requested-With": "fetch" } });
      if (answer.ok && !answer.redirected) element.innerHTML = await answer.text();
      else return undefined;
    } catch {
      // The connection is gone for a moment: what was shown stays.
    }
    return element.querySelector("[data-goes-on]") && setTimeout(again, EVERY);
  };
  if (element.querySelector("[data-goes-on]")) setTimeout(again, EVERY);
}
