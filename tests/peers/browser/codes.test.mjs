// Codes as a second factor in Chromium, on a phone and on a desktop: an app is set up, its codes count once, and recovery codes
// stand in for it.

import assert from 'node:assert/strict';

import { Authenticator } from '../lib/totp.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice } from './visitor.mjs';
import { app, arrived, codes, problems, recoveryCodes } from './ways.mjs';

const TWO = 'urn:countersign:aal2';

const scene = Scene.set();
const people = {};

onEachDevice('an app is set up by its key, and recovery codes are shown once', async (device) => {
  const person = await scene.server.person(`tom-${device}`);
  const visitor = await arrived(scene, device, person);
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
  const visitor = await arrived(scene, device, person, question.url);
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

  const other = await arrived(scene, device, person);
  await codes.type(other.page, phone.last);
  assert.match((await problems(other.page)).join(), /was used already/);
  assert.equal(await other.whoami(), null);
  await visitor.close();
  await other.close();
});

onEachDevice('a recovery code stands in for the app, once', async (device) => {
  const { person, recovery } = people[device];
  const question = scene.application.ask();
  const visitor = await arrived(scene, device, person, question.url);
  await codes.other(visitor.page, 'Use a recovery code');
  await visitor.look('login-recovery-code');
  await codes.type(visitor.page, recovery[0]);
  assert.equal((await question.claims(visitor.page)).acr, TWO);

  const other = await arrived(scene, device, person);
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
