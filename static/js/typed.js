// What is typed and not yet saved, kept on this device: by person, by place (the record), by the version it is on top of.
// It goes once it is saved, at sign-out, and after seven days.
const WEEK = 7 * 24 * 60 * 60 * 1000;
const keyOf = (person, place, version) => `typed/${person}/${place}/${version}`;

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
    return Array.isArray(entry.fields) && entry.at ? { ...entry, key } : null;
  } catch {
    return null;
  }
}

// Returns whether it could be kept.
export function keep(person, place, version, fields) {
  try {
    localStorage.setItem(keyOf(person, place, version), JSON.stringify({ at: Date.now(), fields }));
    return true;
  } catch {
    return false;
  }
}

export function forget(person, place, version) {
  for (const key of keys(keyOf(person, place, version))) {
    if (key === keyOf(person, place, version)) localStorage.removeItem(key);
  }
}

export function forgetPlace(person, place) {
  for (const key of keys(keyOf(person, place, ""))) localStorage.removeItem(key);
}

export function forgetAll() {
  for (const key of keys("typed/")) localStorage.removeItem(key);
}

// The newest of what is kept, as { at, fields }, or null.
export function found(person, place) {
  const entries = keys(keyOf(person, place, "")).map(read).filter(Boolean);
  return entries.sort((one, other) => other.at - one.at)[0] ?? null;
}

export function forgetOld() {
  for (const key of keys("typed/")) {
    const entry = read(key);
    if (!entry || Date.now() - entry.at > WEEK) localStorage.removeItem(key);
  }
}

// A form's own fields as a browser would send them, without what belongs to this session.
export function fieldsOf(form) {
  return [...new FormData(form)]
    .filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken" && name !== "kept_writer")
    .map(([name, value]) => [name, value.replace(/\r?\n/g, "\r\n")]);
}
