// <textarea data-starts="words" data-words-most="60"> says how many words are left, once typing pauses.
export function start(box) {
  const most = Number(box.dataset.wordsMost);
  const line = document.createElement("p");
  line.className = "words-left";
  line.setAttribute("role", "status");
  box.after(line);
  const say = () => {
    const left = most - (box.value.trim().match(/\S+/g) ?? []).length;
    line.textContent = left < 0 ? `${-left} words too many` : `${left} words left`;
    line.classList.toggle("over", left < 0);
  };
  let pause;
  box.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(say, 500); });
  say();
}
