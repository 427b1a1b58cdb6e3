// Passkeys (WebAuthn Level 3). A form with data-passkey asks the server for options, hands them to the browser, and sends what
// the browser answers as its field `credential`. What a person reads stands in the page: [data-when] shows it.
"use strict";
{
  const REFRESH = 4 * 60 * 1000; // A challenge lives five minutes.
  const forms = [...document.querySelectorAll("form[data-passkey]")];
  let asking = null; // One request at a time: another one ends it.

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");

  // What the server wrote as JSON, as the browser takes it; by hand where a browser does not read it itself.
  const readable = (kind, options) => {
    const own = { create: "parseCreationOptionsFromJSON", get: "parseRequestOptionsFromJSON" }[kind];
    if (PublicKeyCredential[own]) return PublicKeyCredential[own](options);
    const described = (list) => list?.map((item) => ({ ...item, id: bytes(item.id) }));
    const read = { ...options, challenge: bytes(options.challenge), extensions: {} };
    if (options.user) read.user = { ...options.user, id: bytes(options.user.id) };
    if (options.allowCredentials) read.allowCredentials = described(options.allowCredentials);
    if (options.excludeCredentials) read.excludeCredentials = described(options.excludeCredentials);
    return read;
  };

  const written = (credential) => {
    if (credential.toJSON) return credential.toJSON();
    const { response } = credential;
    const said = { clientDataJSON: text(response.clientDataJSON) };
    for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (response[name]) said[name] = text(response[name]);
    }
    if (response.getTransports) said.transports = response.getTransports();
    return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said };
  };

  const say = (form, what) => {
    for (const line of form.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== what;
  };

  const reason = ({ name }) =>
    ({ NotAllowedError: "cancelled", InvalidStateError: "known", SecurityError: "address", StaleError: "stale" })[name] ?? "failed";

  const options = async (form) => {
    const body = new URLSearchParams({ csrf: form.elements.csrf.value });
    const answer = await fetch(form.dataset.options, { method: "POST", body });
    // Who has to prove themselves first is led to where they do.
    if (answer.redirected) {
      location.assign(answer.url);
      await new Promise(() => {});
    }
    if (!answer.ok) throw Object.assign(new Error(), { name: answer.status === 403 ? "StaleError" : "FailedError" });
    return readable(form.dataset.passkey, await answer.json());
  };

  const ask = async (form, mediation) => {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const publicKey = await options(form);
    signal.throwIfAborted();
    const asked = { publicKey, signal, ...(mediation && { mediation }) };
    const credential = await navigator.credentials[form.dataset.passkey](asked);
    form.elements.credential.value = JSON.stringify(written(credential));
    // Whoever ticked that they stay signed in means every way in.
    for (const ticked of document.querySelectorAll("form:not([data-passkey]) [name=remember]:checked")) {
      form.append(Object.assign(ticked.cloneNode(), { type: "hidden" }));
    }
    form.requestSubmit();
  };

  // Asks with a window of the browser, for somebody who pressed the button.
  const press = async (form, button) => {
    say(form, null);
    button.ariaBusy = "true";
    try {
      await ask(form);
      button.ariaBusy = null;
    } catch (error) {
      if (error.name === "AbortError") return; // Pressed again.
      button.ariaBusy = null;
      say(form, reason(error));
      offer();
    }
  };

  const pressed = () => document.querySelector("[data-passkey] [aria-busy]");

  // Offers passkeys among the names that the browser fills in; quietly, for nobody asked, so it never ends what somebody
  // began by the button. Ends when a passkey is picked.
  const offer = async () => {
    const form = forms.find((form) => "offered" in form.dataset);
    if (!form || !(await PublicKeyCredential.isConditionalMediationAvailable?.()) || pressed()) return;
    try {
      await ask(form, "conditional");
    } catch {
      // Cancelled, or another request began.
    }
  };

  for (const form of forms) {
    const able = Boolean(window.PublicKeyCredential && navigator.credentials);
    const button = form.querySelector("button[type=button]");
    form.hidden = !able && "offered" in form.dataset;
    button.hidden = !able;
    if (!able) say(form, "missing");
    else button.addEventListener("click", () => press(form, button));
  }

  if (window.PublicKeyCredential) {
    offer();
    setInterval(offer, REFRESH);
    addEventListener("pageshow", (event) => event.persisted && offer());

    // Tells the browser's list of passkeys what we know (section 5.1.10), where it listens.
    for (const { dataset } of document.querySelectorAll("[data-signal]")) {
      PublicKeyCredential[dataset.signal]?.(JSON.parse(dataset.told))?.catch(() => {});
    }
  }
}
