// Codes as a second factor in Chromium, on a phone and on a desktop: an app is set up, its codes count once, recovery codes stand
// in for it, a trusted device is spared them, and whoever has several factors chooses.

import assert from 'node:assert/strict';
import { after, before } from 'node:test';

import { Instance } from '../lib/instance.mjs';
import { Authenticator } from '../lib/totp.mjs';
import { Application } from './application.mjs';
import { launch } from './chromium.mjs';
import { login, logout, press } from './pages.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { app, codes, problems, recoveryCodes, setUpApp } from './ways.mjs';

const TWO = 'urn:countersign:aal2';
const NEW_PASSWORD = 'seven herons over the marsh';

const server = new Instance();
const scene = { issuer: server.issuer };
const people = {};

before(async () => {
  scene.application = await Application.start(server, 'Garden Diary');
  await server.start();
  scene.browser = await launch();
});

after(async () => {
  await scene.browser?.close();
  scene.application?.close();
  await server.stop();
});

/** A browser in which somebody has typed their name and password. */
async function arrived(device, person, path = '/login') {
  const visitor = await Visitor.open(scene, device);
  await visitor.go(path);
  await login.signIn(visitor.page, person);
  return visitor;
}

async function signOut(visitor) {
  await visitor.go(logout.path);
  await logout.confirm(visitor.page);
}

onEachDevice('an app is set up by its key, and recovery codes are shown once', async (device) => {
  const person = await server.person(`tom-${device}`);
  const visitor = await arrived(device, person);
  const { page } = visitor;
  await visitor.go(app.path);
  const { width, height } = await page.locator('svg.qr').boundingBox();
  assert.ok(width === height && width >= 150, 'the picture can be scanned');
  const secret = await app.secret(page);
  const uri = new URL(await app.uri(page));
  assert.equal(uri.protocol, 'otpauth:');
  assert.equal(uri.searchParams.get('secret'), secret.replace(/\s/g, ''));
  assert.equal(await app.copied(page), secret);
  await visitor.look('totp-add');

  const phone = new Authenticator(secret);
  await app.confirm(page, phone.wrong);
  assert.equal((await problems(page)).length, 1);
  assert.equal(await app.secret(page), secret, 'nobody has to scan again');
  await visitor.look('totp-add-refused');
  await app.confirm(page, await phone.next());
  assert.equal(visitor.at, recoveryCodes.path);
  await visitor.look('recovery-codes-none');

  await recoveryCodes.make(page);
  const shown = await recoveryCodes.shown(page);
  assert.equal(new Set(shown).size, 10);
  await visitor.look('recovery-codes');
  const file = await recoveryCodes.download(page);
  assert.equal(file.name, 'recovery-codes.txt');
  assert.deepEqual(file.text.match(/^\w{4}(-\w{4}){3}$/gm), shown);
  await recoveryCodes.kept(page);
  await visitor.go(recoveryCodes.path);
  assert.deepEqual(await recoveryCodes.shown(page), []);
  people[device] = { person, phone, recovery: shown };
  await visitor.close();
});

onEachDevice('a sign-in asks for a code, which counts once', async (device) => {
  const { person, phone } = people[device];
  const question = scene.application.ask();
  const visitor = await arrived(device, person, question.url);
  const { page } = visitor;
  assert.equal(visitor.at, '/login/code');
  await visitor.look('login-code');
  await codes.type(page, phone.wrong);
  assert.equal((await problems(page)).length, 1);
  await visitor.look('login-code-refused');
  await codes.type(page, await phone.next());
  const claims = await question.claims(page);
  assert.equal(claims.acr, TWO);
  assert.deepEqual([...claims.amr].sort(), ['mfa', 'otp', 'pwd']);

  const other = await arrived(device, person);
  await codes.type(other.page, phone.last);
  assert.match((await problems(other.page)).join(), /was used already/);
  assert.equal(await other.whoami(), null);
  await visitor.close();
  await other.close();
});

onEachDevice('a recovery code stands in for the app, once', async (device) => {
  const { person, recovery } = people[device];
  const question = scene.application.ask();
  const visitor = await arrived(device, person, question.url);
  await codes.other(visitor.page, 'Use a recovery code');
  await visitor.look('login-recovery-code');
  await codes.type(visitor.page, recovery[0]);
  assert.equal((await question.claims(visitor.page)).acr, TWO);

  const other = await arrived(device, person);
  await codes.other(other.page, 'Use a recovery code');
  await codes.type(other.page, recovery[0]);
  assert.match((await problems(other.page)).join(), /was used already/);
  assert.equal(await other.whoami(), null);
  await other.look('login-recovery-code-refused');
  // As somebody reads it from paper.
  await codes.type(other.page, ` ${recovery[1].replaceAll('-', ' ').toUpperCase()}`);
  assert.equal(await other.whoami(), person.identifier);
  await other.go(recoveryCodes.path);
  assert.match(await other.page.locator('main').innerText(), /8 of 10 codes are left/);
  await visitor.close();
  await other.close();
});

onEachDevice('a trusted device is spared the code, but not what is demanded, until the trust ends', async (device) => {
  const person = await server.person(`tess-${device}`);
  const first = await arrived(device, person);
  const phone = await setUpApp(first);
  const visitor = await arrived(device, person);
  const { page } = visitor;
  await codes.type(page, await phone.next(), { trust: true });
  await signOut(visitor);
  await visitor.go('/login');
  await login.signIn(page, person);
  assert.equal(visitor.at, '/account');

  await page.goto(scene.application.ask({ acr_values: TWO }).url);
  assert.equal(visitor.at, '/login/code', 'an application asks for more');
  await signOut(visitor);
  await visitor.go('/login');
  await login.signIn(page, person);
  assert.equal(await visitor.whoami(), person.identifier, 'the trust outlives a sign-out');

  await server.command(['user', 'set-password', person.identifier, '--password-stdin'], `${NEW_PASSWORD}\n`);
  assert.equal(await visitor.whoami(), null);
  await visitor.go('/login');
  await login.signIn(page, { ...person, password: NEW_PASSWORD });
  assert.equal(visitor.at, '/login/code', 'but not another password');
  assert.equal(await visitor.whoami(), null);
  await first.close();
  await visitor.close();
});

onEachDevice('whoever has several factors chooses, and may change their mind', async (device) => {
  const person = await server.person(`theo-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const passkeys = await visitor.withPasskeys();
  await visitor.go('/login');
  await login.signIn(page, person);
  const phone = await setUpApp(visitor);
  await recoveryCodes.make(page);
  await visitor.go('/account/passkeys/add');
  await page.locator('input[name=name]').fill('This device');
  await passkeys.present(true);
  await press(page, 'Make the passkey');
  await page.getByText('This device is ready').waitFor();
  await passkeys.present(false);
  await signOut(visitor);

  const question = scene.application.ask();
  await page.goto(question.url);
  await login.signIn(page, person);
  assert.equal(visitor.at, '/login/passkey');
  assert.deepEqual(await codes.otherWays(page), ['Use a code from your app', 'Use a recovery code']);
  await visitor.look('login-passkey-or-another-way');
  await codes.other(page, 'Use a code from your app');
  assert.deepEqual(await codes.otherWays(page), ['Use a passkey', 'Use a recovery code']);
  await codes.other(page, 'Use a passkey');
  await codes.other(page, 'Use a code from your app');
  await codes.type(page, await phone.next());
  const claims = await question.claims(page);
  assert.deepEqual([...claims.amr].sort(), ['mfa', 'otp', 'pwd']);
  await visitor.close();
});
