// The list of errors takes the focus when its page arrives, so that it is read out and is the next thing on the keyboard.
export function start(element) {
  element.focus();
}
