// A newcomer's first hour in Chromium: setup link, account, playground, consent, applications, sign-out.

import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { command } from '../lib/countersign.mjs';
import { peer } from '../lib/peer.mjs';
import { launch, Window } from './chromium.mjs';
import { account, apps, consent, keys, login, logout, playground, setup } from './pages.mjs';

const STEPS = 20;
const API = 'https://notes.example.test';
// Running servers see what the command line changed within a second.
const CHANGES_SEEN_MS = 1_100;
const user = {
  identifier: 'founder',
  email: 'founder@example.test',
  password: randomBytes(18).toString('base64url'),
};
let browser;
let window;

before(async () => {
  browser = await launch();
  window = await Window.open(browser, peer.issuer);
});

after(() => browser?.close());

function go(path, { page } = window) {
  return page.goto(new URL(path, peer.issuer).href);
}

test('the home page says what this is', async () => {
  const answer = await go('/');
  assert.equal(answer.status(), 200);
  await window.look('home');
});

test('the setup link makes the first administrator, once', async () => {
  assert.ok(peer.setup_url, 'the server printed a setup link');
  await go(peer.setup_url);
  await window.look('setup');
  await setup.create(window.page, user);
  if (await login.asked(window.page)) await login.signIn(window.page, user);
  await go(account.path);
  await account.shows(window.page, user);

  const stranger = await Window.open(browser, peer.issuer);
  await go(peer.setup_url, stranger);
  assert.equal(await stranger.page.locator('input[name=password]').count(), 0, 'the link works a second time');
  await stranger.context.close();
});

test('the account page keeps a new name', async () => {
  await window.look('account');
  await go(account.profile);
  await account.rename(window.page, 'Ada', 'Founder');
  assert.equal(await window.page.locator('input[name=given_name]').inputValue(), 'Ada');
  await window.look('account-saved');
});

test('the account page keeps what a person tells about themselves', async () => {
  const { page } = window;
  await account.unfold(page);
  await window.look('account-details');
  await account.tell(page, { nickname: 'Al', birthdate: 'yesterday', street_address: '1 Main Street\nBack door' });
  assert.equal((await account.wrong(page)).length, 1);
  assert.equal(await account.detail(page, 'birthdate'), 'yesterday');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'birthdate');
  await window.look('account-details-refused');
  await account.tell(page, { birthdate: '1990-12-31', phone_number: '+49 30 123456' });
  await account.unfold(page);
  assert.deepEqual(await account.wrong(page), []);
  assert.equal(await account.detail(page, 'street_address'), '1 Main Street\nBack door');
  await command(peer.place, [
    'user', 'update', user.identifier, '--phone-verified', '--claim', 'gender=female',
    '--claim', `picture=https://people.example.test/${'long/'.repeat(40)}`, '--address-formatted', 'Home\nsweet home',
  ]);
  await go(account.profile);
  await account.unfold(page);
  await window.look('account-details-known');
});

test('the playground walks through consent to its end', async () => {
  await go(playground.path);
  await window.look('playground');
  let consented = false;
  for (let step = 1; step <= STEPS; step += 1) {
    if (await consent.asked(window.page)) {
      await window.look('consent');
      await consent.allow(window.page);
      consented = true;
    } else {
      const button = await playground.next(window.page);
      if (button === null) break;
      await playground.take(window.page, button);
    }
    await window.look(`playground-step-${step}`);
  }
  assert.ok(consented, 'it never came to the consent page');
  assert.equal(new URL(window.page.url()).pathname.startsWith(playground.path), true, window.page.url());
});

test('a part of what an application asks for can be refused, and is asked about again', async () => {
  const { page } = window;
  const ask = await application('Acme Notes');
  await go(ask('openid profile email notes.read'));
  assert.equal(await consent.turn(page, 'email'), false);
  await window.look('consent-in-part');
  await consent.allow(page);
  assert.ok(new URL(page.url()).searchParams.has('code'), page.url());

  await go(ask('openid profile email notes.read notes.write offline_access'));
  assert.equal(await consent.isOn(page, 'email'), false);
  assert.equal(await consent.isOn(page, 'notes.write'), true);
  await window.look('consent-again');
  await consent.unfold(page);
  await window.look('consent-again-unfolded');
  await consent.allow(page);
});

test('the access of an application is removed', async () => {
  await go(apps.path);
  const listed = await apps.listed(window.page);
  assert.ok(listed.includes('Acme Notes') && listed.length > 1, listed.join());
  await window.look('apps');
  await apps.ask(window.page, 'Acme Notes');
  await window.look('apps-asked');
  await apps.remove(window.page, 'Acme Notes');
  assert.equal((await apps.listed(window.page)).includes('Acme Notes'), false);
  for (const name of await apps.listed(window.page)) {
    await apps.ask(window.page, name);
    await apps.remove(window.page, name);
  }
  await window.look('apps-none');
});

/** An application that has to ask; what it returns makes the address of a request. Its answer comes to the home page. */
async function application(name) {
  const scopes = ['notes.read', 'notes.write'];
  const words = ['--scope', 'notes.read=Read your notes', '--scope', 'notes.write=Write and delete your notes'];
  await command(peer.place, ['resource', 'create', API, '--name', 'Notes API', ...words]);
  const asked = ['openid', 'profile', 'email', 'offline_access', ...scopes].flatMap((scope) => ['--scope', scope]);
  const callback = `${peer.issuer}/`;
  const { client_id } = await command(peer.place, [
    'client', 'create', '--name', name, '--public', '--redirect-uri', callback, '--resource', API,
    '--grant', 'authorization_code', '--grant', 'refresh_token', ...asked,
  ]);
  await sleep(CHANGES_SEEN_MS);
  const code_challenge = createHash('sha256').update('x'.repeat(43)).digest('base64url');
  const request = { response_type: 'code', client_id, redirect_uri: callback, code_challenge, code_challenge_method: 'S256' };
  return (scope) => `/oauth2/authorize?${new URLSearchParams({ ...request, scope })}`;
}

test('a person makes, renews and revokes an API key', async () => {
  const { page } = window;
  await go(account.path);
  assert.equal(await page.locator(`a[href="${keys.path}"]`).count(), 0, 'no API takes keys yet');
  await command(peer.place, ['resource', 'update', API, '--api-keys']);
  await command(peer.place, ['role', 'create', 'editor', '--resource', API, '--description', 'Changes and deletes any note']);
  await command(peer.place, ['role', 'grant', 'editor', '--user', user.identifier]);
  await sleep(CHANGES_SEEN_MS);
  await go(account.path);
  await page.locator(`a[href="${keys.path}"]`).click();
  await window.look('keys-none');
  await keys.begin(page);
  await window.look('key-create');
  const wanted = { name: 'Nightly build', scopes: ['notes.read'], password: user.password };
  await keys.make(page, { ...wanted, password: 'not the password' });
  assert.equal(await page.evaluate(() => document.activeElement.name), 'current_password');
  assert.equal(await page.locator('input[name="scope.notes.read"]').isChecked(), true, 'what was chosen stays');
  await window.look('key-create-refused');
  await keys.make(page, wanted);
  const first = await keys.shown(page);
  assert.match(first, /^csk_[0-9A-Za-z]{46}$/);
  await window.look('key-made');
  assert.equal(await keys.copied(page), first);

  await keys.renewal(page, 'Nightly build');
  await window.look('key-renew');
  await keys.renew(page, { now: false, password: user.password });
  assert.notEqual(await keys.shown(page), first);
  await window.look('key-renewed');
  await keys.renewal(page, 'Nightly build');
  await window.look('key-renew-again');

  await go(keys.path);
  assert.equal((await page.content()).includes('csk_'), false, 'a key is shown once');
  await keys.ask(page, 'Nightly build');
  await window.look('keys-asked');
  await keys.revoke(page, 'Nightly build');
  assert.deepEqual(await keys.listed(page), []);
  await go(account.path);
  await window.look('account-keys');
});

test('signing out ends the session', async () => {
  await go(logout.path);
  await window.look('sign-out');
  await logout.confirm(window.page);
  await window.look('signed-out');
  await go(account.path);
  assert.ok(await login.asked(window.page), 'the account page asks to sign in');
  await window.look('sign-in');
});

test('signing in works without JavaScript', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const page = await plain.newPage();
  await go(account.path, { page });
  await login.signIn(page, user);
  await go(account.path, { page });
  await account.shows(page, user);
  await plain.close();
});

test('no page erred, called elsewhere, or shut anyone out', () => window.blameless());
