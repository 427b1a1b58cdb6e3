// Small comforts. Every page works without this file. Its words are the page's: they stand in data attributes.
"use strict";

// Show and hide a password; hidden again before it is sent, so that no browser keeps it as text.
for (const button of document.querySelectorAll("[data-reveal]")) {
  const input = document.getElementById(button.dataset.reveal);
  const words = [[button.textContent, button.ariaLabel], [button.dataset.hide, button.dataset.hideLabel]];
  const show = (on) => {
    input.type = on ? "text" : "password";
    [button.textContent, button.ariaLabel] = words[Number(on)];
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    show(input.type === "password");
    input.focus();
  });
  input.form.addEventListener("submit", () => show(false));
}

// Say it when caps lock is on.
for (const hint of document.querySelectorAll("[data-caps]")) {
  const input = document.getElementById(hint.dataset.caps);
  const say = (on) => {
    const text = on ? hint.dataset.on : "";
    if (hint.textContent !== text) hint.textContent = text;
  };
  for (const kind of ["keydown", "keyup"]) {
    input.addEventListener(kind, (event) => say(event.getModifierState?.("CapsLock") ?? false));
  }
  input.addEventListener("blur", () => say(false));
}

// Enter turns a switch, as it does elsewhere: it must not send the form by its first button.
for (const box of document.querySelectorAll(".switch")) {
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    box.click();
  });
}

// One submission a page. The button is not disabled: its own value must be sent. After a download the page stays, and may ask again.
for (const form of document.querySelectorAll('form[method="post"]:not([data-download])')) {
  form.addEventListener("submit", (event) => {
    if (form.ariaBusy === "true") event.preventDefault();
    form.ariaBusy = "true";
  });
}
addEventListener("pageshow", () => {
  for (const form of document.forms) form.ariaBusy = null;
});

// Copy the text of an element.
if (navigator.clipboard) {
  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    const words = [button.textContent, button.ariaLabel];
    const say = (text, label) => ([button.textContent, button.ariaLabel] = [text, label]);
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(source.textContent);
      // Its name is what it shows, for whoever speaks to the page or hears it.
      say(button.dataset.copied, null);
      setTimeout(() => say(...words), 2000);
    });
  }
}

// Keep "3 minutes ago" true. The age comes from the server: this machine's clock may be wrong. Within the first minute what
// the server wrote is right, and after a day it changes too seldom to follow.
const ages = new Intl.RelativeTimeFormat(document.documentElement.lang);
setInterval(() => {
  for (const time of document.querySelectorAll("time[data-age]")) {
    const minutes = Math.floor((Number(time.dataset.age) + performance.now()) / 60000);
    if (minutes < 1 || minutes >= 1440) continue;
    time.textContent = minutes < 60 ? ages.format(-minutes, "minute") : ages.format(-Math.floor(minutes / 60), "hour");
  }
}, 30000);

// An answer for an application goes on by itself.
document.querySelector("form[data-send]")?.requestSubmit();

// Signed out: on to the application once all frames have loaded, and soon in any case.
const onward = document.querySelector("a[data-onward]");
if (onward) {
  const go = () => location.replace(onward.href);
  if (document.readyState === "complete") go();
  addEventListener("load", go);
  setTimeout(go, 2000);
}

// The way to this page is in sight, also where the ways stand in a row that scrolls.
document.querySelector(".area-nav [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
