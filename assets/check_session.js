// Answers applications that ask whether the sign-in here is still the one that they know (OpenID Connect Session Management
// 1.0, section 3.2). A message is "client_id session_state"; the answer is "changed", "unchanged" or "error".
"use strict";

const name = document.documentElement.dataset.cookie;

const cookie = () => {
  const pairs = document.cookie.split("; ").map((pair) => pair.split("="));
  return pairs.find(([known]) => known === name)?.[1] ?? "";
};

// Where the browser keeps our cookies from frames nothing can be said: "changed" would sign people out everywhere.
const blind = async () => document.hasStorageAccess !== undefined && !(await document.hasStorageAccess());

const hash = async (text) => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
};

const answer = async (message, origin) => {
  const [, client, state, salt] = /^([^ ]+) ([\w-]+)\.([\w-]+)$/.exec(message) ?? [];
  const known = cookie();
  if (!salt || !crypto.subtle || (known === "" && (await blind()))) return "error";
  return (await hash(`${client} ${origin} ${known} ${salt}`)) === state ? "unchanged" : "changed";
};

addEventListener("message", async (event) => {
  // Only a frame of a real origin can be answered by name, and by anything else no one else may read it.
  if (event.source === null || event.source === window || !event.origin.startsWith("http")) return;
  const said = typeof event.data === "string" ? await answer(event.data, event.origin) : "error";
  event.source.postMessage(said, event.origin);
});
