// Profile session management (OpenID Connect Session Management 1.0), with Chromium: frames and messages are a browser's.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { random, register } from './harness/client.mjs';
import { issuer, metadata } from './harness/op.mjs';
import { Party } from './harness/party.mjs';
import { Person } from './harness/person.mjs';
import { Screen } from './harness/screen.mjs';

let party;
let screen;

before(async () => {
  party = await Party.start();
  screen = await Screen.start();
});
after(async () => {
  await screen?.stop();
  await party?.stop();
});

// Section 3.1: the client's frame asks the provider's.
const WATCHING = `<!doctype html><title>Watching</title><iframe id="op" src="${metadata.check_session_iframe}"></iframe>
<script>
const loaded = new Promise((done) => document.getElementById('op').addEventListener('load', done));
window.ask = async (message) => {
  await loaded;
  const heard = new Promise((done) => addEventListener('message', ({ origin, data }) => done({ origin, data }), { once: true }));
  document.getElementById('op').contentWindow.postMessage(message, ${JSON.stringify(issuer)});
  return heard;
};
</script>`;

async function watching() {
  const path = `/${random()}`;
  const html = { type: 'text/html' };
  const callback = party.publish(`${path}/callback`, '<title>Back</title>', html);
  const watch = party.publish(`${path}/watch`, WATCHING, html);
  return { client: await register({ redirect_uris: [callback] }), watch };
}

test('2: the answer carries a session_state without blanks', async () => {
  const client = await register();
  const { answer } = await client.ask(new Person());
  assert.match(answer.get('session_state'), /^\S+$/);
  const other = await client.ask(new Person(), { prompt: 'none' });
  if (other.answer.get('session_state')) assert.match(other.answer.get('session_state'), /^\S+$/);
});

test('3.1, 3.2 (session-management): unchanged while signed in, changed afterwards', async () => {
  const { client, watch } = await watching();
  const page = await screen.person();
  const { session_state } = await screen.signIn(page, client);
  const ask = (message) => page.evaluate((text) => window.ask(text), message);

  await page.goto(watch);
  assert.deepEqual(await ask(`${client.client_id} ${session_state}`), { origin: issuer, data: 'unchanged' });
  assert.equal((await ask(`another-client ${session_state}`)).data, 'changed');
  assert.equal((await ask('nonsense')).data, 'error');

  await screen.signOut(page);
  await page.goto(watch);
  assert.equal((await ask(`${client.client_id} ${session_state}`)).data, 'changed');
});

test('3.1: a new sign-in is a change, and its own state is not', async () => {
  const { client, watch } = await watching();
  const page = await screen.person();
  const before = await screen.signIn(page, client);
  await screen.signOut(page);
  const after = await screen.signIn(page, client);
  await page.goto(watch);
  const ask = (state) => page.evaluate((text) => window.ask(text), `${client.client_id} ${state}`);
  assert.equal((await ask(before.session_state)).data, 'changed');
  assert.equal((await ask(after.session_state)).data, 'unchanged');
});
