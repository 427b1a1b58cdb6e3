// The proof of work in a form. A worker does it from the moment the page is there, so that nobody waits who is still typing; a
// form that is sent too early goes off by itself when the work is done. Its words are the page's: they stand in data attributes.
"use strict";
{
  const check = document.querySelector("[data-check]");
  const { check: challenge, parts, zeros } = check.dataset;
  const form = check.closest("form");
  const bar = check.querySelector("progress");
  const line = check.querySelector("[role=status]");
  const found = [];
  let early = null; // The event of a form that was sent too early.

  const isDone = () => found.length === bar.max;

  const say = (what) => (line.textContent = check.dataset[what]);

  const finish = () => {
    form.elements.solution.value = found.join(".");
    say("done");
    if (!early) return;
    form.ariaBusy = null;
    form.requestSubmit(early.submitter);
  };

  const fail = () => {
    form.ariaBusy = null;
    bar.hidden = true;
    say("failed");
  };

  // Before any other listener: to them a form that waits was not sent yet.
  const wait = (event) => {
    if (event.target !== form || isDone()) return;
    event.preventDefault();
    event.stopPropagation();
    if (bar.hidden) return; // It failed, and says so.
    early = event;
    form.ariaBusy = "true";
    say("waiting");
  };
  addEventListener("submit", wait, true);

  bar.hidden = false;
  say("working");
  const worker = new Worker(check.dataset.worker);
  worker.onerror = fail;
  worker.onmessage = ({ data: number }) => {
    bar.value = found.push(number);
    if (isDone()) finish();
  };
  worker.postMessage({ challenge, parts: Number(parts), zeros: Number(zeros) });
}
