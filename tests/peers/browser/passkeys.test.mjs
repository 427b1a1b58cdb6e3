// Passkeys in Chromium, with a virtual authenticator: made, offered among the names, shown by the button, as a second factor and
// for an application that asks for them; cancelled; renamed and removed.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { command } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';
import { login } from './pages.mjs';

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
const CALLBACK = 'https://app.example.test/callback';
const DEVICE = {
  protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
  isUserVerified: true, automaticPresenceSimulation: true,
};

let browser;
let owner;
let client;
let passkeys = [];
let first = [];

/** A window with a device of its own, which has the passkeys that were made so far. */
async function open() {
  const window = await Window.open(browser, peer.issuer);
  // What is asked of the device by itself, for a person who has not pressed anything.
  await window.context.addInitScript(() => {
    const get = navigator.credentials.get.bind(navigator.credentials);
    navigator.credentials.get = (asked) => {
      window.offered ||= asked.mediation === 'conditional';
      return get(asked);
    };
  });
  const cdp = await window.context.newCDPSession(window.page);
  await cdp.send('WebAuthn.enable', { enableUI: false });
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', { options: DEVICE });
  for (const credential of passkeys) await cdp.send('WebAuthn.addCredential', { authenticatorId, credential });
  return Object.assign(window, {
    /** Whether somebody puts their finger on the device when it asks from now on; what it asked before keeps waiting. */
    present: (enabled) => cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    verified: (isUserVerified) => cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    credentials: async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  });
}

/** Closes it. The device counts its uses: the next window goes on from there, or the server would take it for a copy. */
async function close(window) {
  window.blameless();
  passkeys = await window.credentials();
  await window.context.close();
}

before(async () => {
  client = await command(peer.place, [
    'client', 'create', '--name', 'Vault', '--first-party', '--redirect-uri', CALLBACK,
  ]);
  await new Promise((done) => setTimeout(done, 1_100));
  browser = await launch();
  owner = await open();
});

after(() => browser?.close());

const at = (path) => new URL(path, peer.issuer).href;
const path = ({ page }) => new URL(page.url()).pathname;
const press = (window, name) => window.page.locator('main').getByRole('button', { name, exact: true }).click();
const arrive = (window, where) => window.page.waitForURL((url) => url.pathname === where);

test('a passkey is made on the account', async () => {
  const { page } = owner;
  // Nobody picks a passkey while the name is typed.
  await owner.present(false);
  await page.goto(at('/login'));
  await login.signIn(page, peer.user);
  await owner.present(true);
  await page.goto(at('/account/passkeys'));
  await owner.look('passkeys-none');
  await page.getByRole('link', { name: 'Make a passkey' }).click();
  await arrive(owner, '/account/passkeys/add');
  await owner.look('passkeys-add');
  await page.locator('input[name=name]').fill('Blue laptop');
  await press(owner, 'Make the passkey');
  await page.getByText('Blue laptop is ready').waitFor();
  assert.deepEqual(await page.locator('main h2').allInnerTexts(), ['Blue laptop']);
  await owner.look('passkeys-one');
  passkeys = await owner.credentials();
  first = passkeys;
  assert.equal(passkeys.length, 1);
  assert.equal(passkeys[0].isResidentCredential, true);
  assert.equal(passkeys[0].rpId, 'localhost');
});

test('it is offered among the names and signs in without one', async () => {
  const window = await open();
  await window.page.goto(at('/login'));
  await arrive(window, '/account');
  await close(window);
});

test('the button signs in, and says so kindly when somebody changes their mind', async () => {
  const window = await open();
  await window.present(false);
  await window.page.goto(at('/login'));
  await window.page.waitForFunction(() => window.offered);
  await window.look('login-with-passkey');
  await window.verified(false);
  await window.present(true);
  await press(window, 'Sign in with a passkey');
  await window.page.getByText('Nothing was sent').waitFor();
  await window.look('login-passkey-cancelled');
  await window.verified(true);
  await press(window, 'Sign in with a passkey');
  await arrive(window, '/account');
  await close(window);
});

test('after a password the passkey is asked for', async () => {
  const window = await open();
  await window.present(false);
  await window.page.goto(at('/login'));
  await login.signIn(window.page, peer.user);
  await arrive(window, '/login/passkey');
  await window.look('login-passkey-second');
  await window.present(true);
  await press(window, 'Use a passkey');
  await arrive(window, '/account');
  await close(window);
});

test('an application that asks for phr has the person show the passkey, and comes back', async () => {
  const window = await open();
  await window.present(false);
  const parameters = new URLSearchParams({
    response_type: 'code', client_id: client.client_id, redirect_uri: CALLBACK, scope: 'openid', acr_values: 'phr',
    code_challenge: CHALLENGE, code_challenge_method: 'S256',
  });
  await window.page.goto(at(`/oauth2/authorize?${parameters}`));
  // What the browser offers by itself would be faster than the button.
  await window.page.waitForFunction(() => window.offered);
  await window.present(true);
  const [back] = await Promise.all([
    window.page.waitForRequest((request) => request.url().startsWith(CALLBACK)),
    press(window, 'Sign in with a passkey'),
  ]);
  assert.ok(new URL(back.url()).searchParams.has('code'), back.url());
  passkeys = await window.credentials();
  await window.context.close();
});

test('it is renamed and removed', async () => {
  const window = await open();
  const { page } = window;
  await page.goto(at('/login'));
  await arrive(window, '/account');
  await page.goto(at('/account/passkeys'));
  await page.locator('details.change summary').click();
  await page.locator('input[name=name]').fill('Red laptop');
  await press(window, 'Save the name');
  await page.getByText('The passkey is called Red laptop now.').waitFor();
  await page.locator('details.remove summary').click();
  await window.look('passkeys-remove');
  await press(window, 'Remove Red laptop');
  await page.getByText('Red laptop is removed.').waitFor();
  assert.equal(path(window), '/account/passkeys/remove');
  await close(window);
});

// A browser that hears of it (the Signal API) has forgotten it by then, and a device outside of it has not.
test('one that is gone signs nobody in', async () => {
  passkeys = first;
  const window = await open();
  await window.page.goto(at('/login'));
  await window.page.getByText('That passkey was not accepted').waitFor();
  await window.look('login-passkey-refused');
  await window.page.goto(at('/account'));
  assert.equal(path(window), '/login');
  await window.context.close();
});

test('no page erred, or shut anyone out', () => owner.blameless());
