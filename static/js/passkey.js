// Passkeys: the device makes one, or signs with one, and the form sends its answer. Without JavaScript the form
// stays hidden, and the other ways to sign in serve.
const bytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const named = (list) => list?.map((key) => ({ ...key, id: bytes(key.id) }));

export function start(form) {
  if (!window.PublicKeyCredential) return;
  const complaint = form.querySelector("[role=alert]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complaint.hidden = true;
    try {
      const options = await optionsOf(form);
      const makes = form.dataset.passkey === "make";
      const credential = makes ? await make(options) : await use(options);
      form.elements.credential.value = JSON.stringify(asJson(credential));
      form.submit();
    } catch (error) {
      const elsewhere = error.name === "SecurityError";
      complaint.querySelector("[data-passkey-elsewhere]").hidden = !elsewhere;
      complaint.querySelector("[data-passkey-refused]").hidden = elsewhere;
      complaint.hidden = false;
    }
  });
}

async function optionsOf(form) {
  if (!form.dataset.passkeyFrom) {
    const given = JSON.parse(form.querySelector("script").textContent);
    return (given.creation_options ?? given.request_options).publicKey;
  }
  const answer = await fetch(form.dataset.passkeyFrom, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options.publicKey;
}

function make(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: named(options.excludeCredentials),
    authenticatorSelection: {
      ...options.authenticatorSelection,
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    },
  };
  return navigator.credentials.create({ publicKey });
}

function use(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: named(options.allowCredentials),
    userVerification: "required",
  };
  return navigator.credentials.get({ publicKey });
}

function asJson(credential) {
  const answer = credential.response;
  const response = { clientDataJSON: text(answer.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (answer[part]) response[part] = text(answer[part]);
  }
  return {
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}
