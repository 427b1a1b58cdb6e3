// What keeps an account its person's own, in Chromium, on a phone and on a desktop: password and address are changed after fresh
// proof and with word to the old address, devices are signed out, applications lose what they were given, and all of it is told.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { age } from '../lib/aging.mjs';
import { activity, area, data, deletion, devices, email, password, profile } from './area.mjs';
import { account, apps, consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { confirm, focused, heading, problems } from './ways.mjs';

const GOOD = 'lanterns drift past copper hills';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile Safari/604.1';

const scene = Scene.set({}, async (made) => {
  made.application = await made.add('Flower Shop', [
    '--grant', 'authorization_code', '--grant', 'refresh_token',
    ...['openid', 'profile', 'offline_access'].flatMap((scope) => ['--scope', scope]),
  ]);
});
const { server, letters } = scene;

async function signedIn(name, device) {
  const person = await server.person(`${name}-${device}`);
  return { person, visitor: await enter(person, device) };
}

async function enter(person, device, options) {
  const visitor = await Visitor.open(scene, device, options);
  await signInAt(visitor, person);
  await visitor.arrive(account.path);
  return visitor;
}

async function signInAt(visitor, person) {
  await visitor.go('/login');
  await login.signIn(visitor.page, person);
}

/** Comes to a page that asks for fresh proof first, and gives it. */
async function prove({ page }, person) {
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  await confirm(page, person.password);
}

onEachDevice('a new password ends the old one and every other session, and is told by letter', async (device) => {
  const { person, visitor } = await signedIn('paula', device);
  const { page } = visitor;
  const elsewhere = await enter(person, device);
  await age(server.place);
  await area.go(page, 'Security');
  await visitor.look('area-security');
  await page.locator(`main a[href="${password.path}"]`).click();
  await prove(visitor, person);
  await visitor.arrive(password.path);
  await visitor.look('area-password');

  await password.change(page, 'not the password', GOOD);
  assert.deepEqual([(await problems(page)).length, await focused(page)], [1, 'current_password']);
  await password.change(page, person.password, `${person.identifier}-${person.identifier}`);
  assert.deepEqual([(await problems(page)).length, await focused(page)], [1, 'new_password']);
  await visitor.look('area-password-refused');
  assert.equal(await elsewhere.whoami(), person.identifier, 'nothing has happened yet');
  await password.change(page, person.password, GOOD);
  assert.deepEqual(await problems(page), []);

  assert.equal(await elsewhere.whoami(), null);
  assert.equal(await visitor.whoami(), person.identifier, 'who changed it stays signed in');
  await signInAt(elsewhere, person);
  assert.equal(await elsewhere.whoami(), null, 'the old password is over');
  await signInAt(elsewhere, { ...person, password: GOOD });
  assert.equal(await elsewhere.whoami(), person.identifier);
  const { subject, link } = await letters.next(person.email);
  assert.equal(subject, 'Your password was changed');
  await visitor.go(link);
  assert.equal(visitor.at, activity.path);
  assert.ok((await activity.listed(page)).includes('Password changed'));
  await elsewhere.close();
  await visitor.close();
});

onEachDevice('another address counts once its link was followed, and the old one is told', async (device) => {
  const { person, visitor } = await signedIn('emil', device);
  const { page } = visitor;
  const moved = `moved-${person.email}`;
  await visitor.go(email.path);
  await visitor.look('area-email');
  await email.ask(page, person.email);
  assert.equal((await problems(page)).length, 1, 'that is the address already');
  await email.ask(page, 'emil@192.0.2.1');
  assert.deepEqual([(await problems(page)).length, await email.typed(page)], [1, 'emil@192.0.2.1']);
  await visitor.look('area-email-refused');

  // What was shown grows old while the new address is typed: the way leads through fresh proof back to this page.
  await age(server.place);
  await email.ask(page, moved);
  await prove(visitor, person);
  await visitor.arrive(email.path);
  assert.deepEqual(await letters.unread(moved), [], 'nothing was sent without proof');
  await email.ask(page, moved);
  await visitor.look('area-email-sent');
  const { link } = await letters.next(moved);

  const stranger = await Visitor.open(scene, device);
  await stranger.go(link);
  assert.equal(await stranger.page.getByRole('button', { name: 'Confirm' }).count(), 0, 'the link is for its person alone');
  await stranger.close();
  await visitor.go(link);
  await visitor.look('area-email-confirm');
  await email.confirm(page);
  assert.equal(await heading(page), 'Your address is changed');

  assert.equal((await letters.next(person.email)).subject, 'Your e-mail address was changed');
  const kept = await server.command(['user', 'show', person.identifier]);
  assert.deepEqual([kept.email, kept.email_verified], [moved, true]);
  await visitor.go(link);
  assert.equal(await page.getByRole('button', { name: 'Confirm' }).count(), 0, 'the link works once');
  await visitor.look('area-email-link-used');
  const other = await enter({ ...person, identifier: moved }, device);
  assert.equal(await other.whoami(), person.identifier, 'the new address signs in');
  await other.close();
  const former = await Visitor.open(scene, device);
  await signInAt(former, { ...person, identifier: person.email });
  assert.equal(await former.whoami(), null, 'the old one does not');
  await former.close();
  await visitor.close();
});

onEachDevice('one device signs out another, all others, and all', async (device) => {
  const { person, visitor } = await signedIn('ines', device);
  const { page } = visitor;
  const phone = await enter(person, 'phone', { userAgent: IPHONE });
  const laptop = await enter(person, 'desktop');
  await area.go(page, 'Devices');
  assert.equal((await devices.listed(page)).length, 3);
  await visitor.look('area-devices');
  await devices.end(page, 'Safari on iPhone');
  assert.equal((await devices.listed(page)).length, 2);
  await phone.go('/account/security');
  assert.equal(phone.at, '/login', 'who was signed out is asked to sign in');
  assert.equal(await laptop.whoami(), person.identifier);

  await signInAt(phone, person);
  await visitor.go(devices.path);
  await devices.endOthers(page);
  assert.equal((await devices.listed(page)).length, 1);
  for (const other of [phone, laptop]) assert.equal(await other.whoami(), null);
  assert.equal(await visitor.whoami(), person.identifier);
  await visitor.look('area-devices-one');

  await signInAt(laptop, person);
  await visitor.go(devices.path);
  await devices.endAll(page);
  assert.equal(await heading(page), 'You are signed out');
  for (const any of [visitor, laptop]) assert.equal(await any.whoami(), null);
  assert.match((await letters.next(person.email)).subject, /signed out/i);
  for (const each of [phone, laptop, visitor]) await each.close();
});

onEachDevice('what an application was given ends with its access, and is told of', async (device) => {
  const { person, visitor } = await signedIn('anton', device);
  const { page } = visitor;
  const question = scene.application.ask({ scope: 'openid profile offline_access', prompt: 'consent' });
  await visitor.go(question.url);
  await consent.allow(page);
  const tokens = await question.tokens(page);
  const renewed = await scene.application.refresh(tokens);
  assert.equal(renewed.error, undefined);

  await visitor.go(apps.path);
  assert.deepEqual(await apps.listed(page), ['Flower Shop']);
  await apps.ask(page, 'Flower Shop');
  await apps.remove(page, 'Flower Shop');
  assert.deepEqual(await apps.listed(page), []);
  assert.equal((await scene.application.refresh(renewed)).error, 'invalid_grant');

  await area.go(page, 'Activity');
  const [latest, before] = await activity.listed(page);
  assert.deepEqual([latest, before], ['An application lost its access', 'An application was allowed to use your account']);
  assert.ok((await activity.said(page)).includes('Flower Shop'));
  await visitor.look('area-activity');
  await visitor.go(scene.application.ask({ scope: 'openid profile' }).url);
  assert.ok(await consent.asked(page), 'it has to ask again');
  assert.equal(await visitor.whoami(), person.identifier);
  await visitor.close();
});

test('who is not signed in sees none of it', async () => {
  const visitor = await Visitor.open(scene, 'desktop');
  for (const { path } of [account, profile, password, email, devices, activity, apps, data, deletion]) {
    await visitor.go(path);
    assert.equal(visitor.at, '/login', path);
  }
  await visitor.close();
});
