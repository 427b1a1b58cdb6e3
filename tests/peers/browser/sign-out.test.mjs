// Signing out as applications see it, in Chromium: the frame that they ask, the pages that we open, the message to their
// server, and the way back.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';

import { command, freePort } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';
import { login } from './pages.mjs';

const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
// The frame's page, which asks ours and shows what it is told.
const ASKING = (issuer) => `<!doctype html><title>Asking</title>
<iframe id="op" src="${issuer}/oauth2/check_session"></iframe>
<script>
const ready = new Promise((done) => document.getElementById('op').addEventListener('load', done));
window.ask = async (message) => {
  await ready;
  const op = document.getElementById('op').contentWindow;
  return new Promise((done) => {
    addEventListener('message', (event) => event.source === op && done(event.data), { once: true });
    op.postMessage(message, '${issuer}');
  });
};
</script>`;

/** An application on a port of its own: it notes whatever reaches it. */
class Application {
  heard = [];

  static async start() {
    const application = new Application();
    application.port = await freePort();
    application.origin = `http://127.0.0.1:${application.port}`;
    application.server = createServer((request, response) => application.#answer(request, response));
    application.server.listen(application.port, '127.0.0.1');
    await once(application.server, 'listening');
    return application;
  }

  async #answer(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    this.heard.push({ method: request.method, url: request.url, body });
    response.setHeader('content-type', 'text/html');
    response.end(request.url === '/asking' ? ASKING(peer.issuer) : '<!doctype html><title>Application</title>');
  }

  async hears(path) {
    for (let tries = 0; tries < 100; tries += 1) {
      const found = this.heard.find(({ url }) => url.startsWith(path));
      if (found) return found;
      await new Promise((done) => setTimeout(done, 50));
    }
    return assert.fail(`nothing came to ${path}: ${JSON.stringify(this.heard)}`);
  }
}

let application;
let browser;
let client;
let window;
let tokens;
let state;

before(async () => {
  application = await Application.start();
  const { origin } = application;
  client = await command(peer.place, [
    'client', 'create', '--name', 'Garden Diary', '--first-party',
    '--redirect-uri', `${origin}/callback`, '--post-logout-redirect-uri', `${origin}/bye`,
    '--frontchannel-logout-uri', `${origin}/front`, '--backchannel-logout-uri', `${origin}/back`,
  ]);
  await new Promise((done) => setTimeout(done, 1_100));
  browser = await launch();
  window = await Window.open(browser, peer.issuer);
});

after(async () => {
  await browser?.close();
  application?.server.close();
});

function authorization() {
  const parameters = new URLSearchParams({
    response_type: 'code', client_id: client.client_id, redirect_uri: `${application.origin}/callback`,
    scope: 'openid', state: 's', code_challenge: CHALLENGE, code_challenge_method: 'S256',
  });
  return `${peer.issuer}/oauth2/authorize?${parameters}`;
}

/** Signs in where that is asked for, and redeems the code. */
async function signIn() {
  await window.page.goto(authorization());
  if (await login.asked(window.page)) await login.signIn(window.page, peer.user);
  await window.page.waitForURL(`${application.origin}/callback?*`);
  const answer = new URL(window.page.url()).searchParams;
  state = answer.get('session_state');
  const body = new URLSearchParams({
    grant_type: 'authorization_code', code: answer.get('code'), code_verifier: VERIFIER,
    redirect_uri: `${application.origin}/callback`, client_id: client.client_id, client_secret: client.client_secret,
  });
  const response = await fetch(`${peer.issuer}/oauth2/token`, { method: 'POST', body });
  assert.equal(response.status, 200);
  tokens = await response.json();
}

async function asked(message) {
  await window.page.goto(`${application.origin}/asking`);
  return window.page.evaluate((text) => window.ask(text), message);
}

test('the frame knows the sign-in that the application was told of', async () => {
  await signIn();
  assert.equal(await asked(`${client.client_id} ${state}`), 'unchanged');
  assert.equal(await asked(`another ${state}`), 'changed');
  assert.equal(await asked(`${client.client_id} x${state}`), 'changed');
  assert.equal(await asked(state), 'error');
  assert.equal(await asked({ state }), 'error');
});

test('without a hint the person is asked, and may stay', async () => {
  const back = encodeURIComponent(`${application.origin}/bye`);
  const url = `${peer.issuer}/oauth2/logout?client_id=${client.client_id}&post_logout_redirect_uri=${back}`;
  await window.page.goto(url);
  await window.look('sign-out-asked');
  await window.page.getByRole('link', { name: 'Stay signed in' }).click();
  assert.equal(await asked(`${client.client_id} ${state}`), 'unchanged');
});

test('with a hint the person is signed out, and the application hears of it thrice', async () => {
  const parameters = new URLSearchParams({
    id_token_hint: tokens.id_token, post_logout_redirect_uri: `${application.origin}/bye`, state: 'done',
  });
  await window.page.goto(`${peer.issuer}/oauth2/logout?${parameters}`);
  await window.page.waitForURL(`${application.origin}/bye?state=done`);
  const front = new URL((await application.hears('/front')).url, application.origin).searchParams;
  assert.equal(front.get('iss'), peer.issuer);
  const back = await application.hears('/back');
  assert.equal(back.method, 'POST');
  const token = new URLSearchParams(back.body).get('logout_token');
  const claims = JSON.parse(Buffer.from(token.split('.')[1], 'base64url'));
  assert.equal(claims.sid, front.get('sid'));
  assert.equal(await asked(`${client.client_id} ${state}`), 'changed');
});

test('the way back works without JavaScript', async () => {
  await signIn();
  const context = await browser.newContext({
    javaScriptEnabled: false, storageState: await window.context.storageState(),
  });
  const page = await context.newPage();
  const parameters = new URLSearchParams({
    id_token_hint: tokens.id_token, post_logout_redirect_uri: `${application.origin}/bye`,
  });
  await page.goto(`${peer.issuer}/oauth2/logout?${parameters}`);
  await page.getByText('Continue').waitFor();
  await page.waitForURL(`${application.origin}/bye`);
  await context.close();
});

test('no page erred, or shut anyone out', () => {
  const ours = window.complaints.filter((complaint) => !complaint.includes(`request to ${application.origin}`));
  assert.deepEqual(ours, []);
});
