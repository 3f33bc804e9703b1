// A form is sent once: a second press within five seconds does nothing. The server guards itself as well.
export function start(form) {
  let sentAt = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < 5000 && sentAt) event.preventDefault();
    else sentAt = event.timeStamp;
  });
}
