// Notes that are typed and not yet sent, kept on this device as plain text: by person, by review, by the id under which
// each is sent. One goes once it has arrived, all at sign-out, and anybody's after a week.
const WEEK = 7 * 24 * 60 * 60 * 1000;
const keyOf = (person, review, id) => `notes/${person}/${review}/${id}`;

function keys(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(start));
  } catch {
    return []; // the browser keeps nothing for anybody
  }
}

function read(key) {
  try {
    const entry = JSON.parse(localStorage.getItem(key));
    return Array.isArray(entry.fields) && entry.at && entry.id ? entry : null;
  } catch {
    return null;
  }
}

// Returns whether it could be kept.
export function keep(person, review, entry) {
  try {
    localStorage.setItem(keyOf(person, review, entry.id), JSON.stringify(entry));
    return true;
  } catch {
    return false;
  }
}

export function forget(person, review, id) {
  try {
    localStorage.removeItem(keyOf(person, review, id));
  } catch {
    // Then it wasn't kept either.
  }
}

// What waits for one person in one review, the oldest first.
export function found(person, review) {
  const entries = keys(keyOf(person, review, "")).map(read).filter(Boolean);
  return entries.sort((one, other) => one.at - other.at || one.place - other.place);
}

// What waits for one person in any review: [{ review, entry }].
export function ofPerson(person) {
  const known = keys(`notes/${person}/`).map((key) => ({ review: key.split("/")[2], entry: read(key) }));
  return known.filter(({ entry }) => entry).sort((one, other) => one.entry.at - other.entry.at);
}

export function forgetAll() {
  for (const key of keys("notes/")) localStorage.removeItem(key);
}

export function forgetOld() {
  for (const key of keys("notes/")) {
    const entry = read(key);
    if (!entry || Date.now() - entry.at > WEEK) localStorage.removeItem(key);
  }
}

// How many wait on this device, whoever typed them.
export function count() {
  return keys("notes/").length;
}
