// What people do with their own account, in Chromium, on a phone and on a desktop: who they are, their picture, their language,
// all that is known of them, and its end.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { age } from '../lib/aging.mjs';
import { activity, area, data, deletion, picture, profile } from './area.mjs';
import { account, consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { confirm, focused, heading, problems } from './ways.mjs';

const PICTURE_SIDE = 256;
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>';
const HTML = '<!doctype html><title>A picture</title><script>alert(1)</script>';

const scene = Scene.set({}, async (made) => {
  made.application = await made.add('Flower Shop', [
    '--grant', 'authorization_code', '--grant', 'refresh_token',
    ...['openid', 'profile', 'email', 'offline_access'].flatMap((scope) => ['--scope', scope]),
  ]);
});
const { server, letters } = scene;

/** Somebody new with an account, signed in on this device. */
async function signedIn(name, device, options) {
  const person = await server.person(`${name}-${device}`);
  return { person, visitor: await enter(person, device, options) };
}

async function enter(person, device, options) {
  const visitor = await Visitor.open(scene, device, options);
  await visitor.go('/login');
  await login.signIn(visitor.page, person);
  await visitor.arrive(account.path);
  return visitor;
}

onEachDevice('a person says who they are, and mends what cannot be taken', async (device) => {
  const { person, visitor } = await signedIn('rosa', device);
  const { page } = visitor;
  await visitor.look('area-overview');
  await area.go(page, 'Profile');
  await profile.fill(page, { given_name: 'Rosa', family_name: 'Núñez 李' }, 'Save the name');
  assert.equal(await area.done(page), 'Your name is saved.');

  await account.unfold(page);
  const typed = { nickname: 'Ro', website: 'javascript:alert(1)', phone_number: '030 123456' };
  await profile.fill(page, typed, 'Save the details');
  assert.equal((await problems(page)).length, 1);
  for (const [name, text] of Object.entries(typed)) assert.equal(await profile.value(page, name), text, 'what was typed stays');
  const first = await focused(page);
  assert.ok(first === 'website' || first === 'phone_number', first);
  await visitor.look('area-profile-refused');
  await profile.fill(page, { website: 'https://rosa.example.test' }, 'Save the details');
  assert.equal(await focused(page), 'phone_number');
  await profile.fill(page, { phone_number: '+49 30 123456' }, 'Save the details');
  assert.deepEqual(await problems(page), []);

  const kept = await server.command(['user', 'show', person.identifier]);
  assert.equal(kept.given_name, 'Rosa');
  await area.go(page, 'Overview');
  assert.equal(await heading(page), 'Rosa Núñez 李');
  assert.deepEqual((await activity.listed(page)).slice(0, 2), ['Profile changed', 'Profile changed']);
  await visitor.close();
});

onEachDevice('a picture is cut to a square, replaced and removed, and nothing else passes for one', async (device) => {
  const { visitor } = await signedIn('pia', device);
  const { page } = visitor;
  await visitor.go(profile.path);
  assert.equal(await picture.source(page), null);
  const photograph = { name: 'me.png', mimeType: 'image/png', buffer: await page.screenshot() };
  await picture.send(page, photograph);
  const first = await picture.source(page);
  assert.deepEqual(await picture.size(page), [PICTURE_SIDE, PICTURE_SIDE]);
  await visitor.look('area-picture');

  for (const text of [SVG, HTML]) {
    await picture.send(page, { ...photograph, buffer: Buffer.from(text) });
    assert.deepEqual(await problems(page), ['Choose a picture in PNG, JPEG or WebP.']);
    assert.equal(await focused(page), 'picture');
    assert.equal(await picture.source(page), first, 'the picture stays as it was');
  }
  await visitor.look('area-picture-refused');

  await picture.send(page, { ...photograph, buffer: await page.screenshot({ clip: { x: 0, y: 0, width: 90, height: 60 } }) });
  const second = await picture.source(page);
  assert.notEqual(second, first);
  assert.equal((await fetch(scene.issuer + first)).status, 404, 'the one before is gone');
  assert.equal((await fetch(scene.issuer + second)).status, 200);

  await picture.remove(page);
  assert.equal(await picture.source(page), null);
  assert.equal((await fetch(scene.issuer + second)).status, 404);
  await visitor.close();
});

onEachDevice('the language that somebody chooses goes with them, to other browsers and into letters', async (device) => {
  const { person, visitor } = await signedIn('lena', device, { locale: 'en-GB' });
  await visitor.go(profile.path);
  await profile.read(visitor.page, 'Deutsch');
  assert.equal(await heading(visitor.page), 'Profil');
  const other = await enter(person, device, { locale: 'en-GB' });
  assert.equal(await other.page.locator('html').getAttribute('lang'), 'de');
  await other.go('/account/email');
  await other.page.locator('input[name=email]').fill(`neu-${person.email}`);
  await other.page.locator('main button[type=submit]').last().click();
  assert.match((await letters.next(`neu-${person.email}`)).subject, /Bestätigen/);

  // The foot of a page is for this browser alone, and comes back to the same page.
  await other.go('/account/security');
  await other.page.locator('.foot button[value=fr]').click();
  await other.page.locator('html[lang=fr]').waitFor();
  assert.equal(other.at, '/account/security');
  await visitor.go(profile.path);
  assert.equal(await visitor.page.locator('html').getAttribute('lang'), 'de');
  await visitor.page.locator('select[name=locale]').selectOption('');
  await visitor.page.locator('form[action="/account/language"] button').click();
  await visitor.page.locator('html[lang=en]').waitFor();
  await other.close();
  await visitor.close();
});

onEachDevice('all that is known of somebody is theirs to take, and opens nothing', async (device) => {
  const { person, visitor } = await signedIn('dora', device);
  const { page } = visitor;
  const tokens = await grant(visitor);
  await visitor.go(profile.path);
  await profile.fill(page, { given_name: 'Dora', family_name: 'Diary' }, 'Save the name');
  await picture.send(page, { name: 'me.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await area.go(page, 'Your data');
  await visitor.look('area-data');
  const { name, text } = await data.download(page);
  assert.equal(name, 'account.json');
  const known = JSON.parse(text);
  assert.equal(known.issuer, scene.issuer);
  assert.equal(known.account.username, person.identifier);
  assert.equal(known.account.email, person.email);
  assert.equal(known.account.details.given_name, 'Dora');
  assert.match(known.account.picture_file, /^data:image\/(png|jpeg);base64,/);
  assert.equal(known.sign_in.password, true);
  assert.equal(known.sessions.length, 1);
  const scopes = known.applications.map(({ name, scope }) => `${name}: ${scope}`).sort();
  assert.deepEqual(scopes, ['email', 'offline_access', 'openid', 'profile'].map((scope) => `Flower Shop: ${scope}`));
  const happened = known.events.map(({ kind }) => kind);
  for (const kind of ['signed_in', 'consent_given', 'profile_changed', 'picture_changed', 'data_exported']) {
    assert.ok(happened.includes(kind), `${kind} is not among ${happened}`);
  }

  const cookies = (await visitor.context.cookies()).map(({ value }) => value).filter((value) => value.length > 16);
  assert.ok(cookies.length > 0);
  for (const secret of [person.password, tokens.access_token, tokens.refresh_token, ...cookies]) {
    assert.equal(text.includes(secret), false, 'the file would open the account');
  }
  assert.doesNotMatch(text, /argon2|hash/i);

  await age(server.place);
  await page.getByRole('button', { name: 'Download' }).click();
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  await confirm(page, person.password);
  await visitor.arrive(data.path);
  await visitor.close();
});

onEachDevice('an account is deleted by its person, and nothing of it goes on', async (device) => {
  const { person, visitor } = await signedIn('vera', device);
  const { page } = visitor;
  const elsewhere = await enter(person, device);
  const tokens = await grant(visitor);
  assert.equal(await userinfo(tokens), 200);
  await age(server.place);
  await visitor.go(data.path);
  await page.getByRole('link', { name: 'Delete the account' }).click();
  await page.getByRole('heading', { name: 'Confirm that it is you' }).waitFor();
  await visitor.look('area-confirm');
  await confirm(page, 'not the password');
  assert.equal((await problems(page)).length, 1);
  await confirm(page, person.password);
  await visitor.arrive(deletion.path);
  await visitor.look('area-delete');
  await deletion.confirm(page, 'somebody-else');
  assert.deepEqual(await problems(page), ['That is not your username.']);
  assert.equal(await focused(page), 'username');
  await visitor.look('area-delete-refused');
  assert.equal(await userinfo(tokens), 200, 'nothing has happened yet');

  await deletion.confirm(page, person.identifier);
  assert.equal(await heading(page), 'Your account is deleted');
  await visitor.look('area-deleted');
  assert.equal(await userinfo(tokens), 401);
  assert.equal((await scene.application.refresh(tokens)).error, 'invalid_grant');
  for (const browser of [visitor, elsewhere]) assert.equal(await browser.whoami(), null);
  await elsewhere.go('/login');
  await login.signIn(elsewhere.page, person);
  assert.equal((await problems(elsewhere.page)).length, 1);
  assert.equal(await elsewhere.whoami(), null);
  assert.match((await letters.next(person.email)).subject, /deleted/);
  await elsewhere.close();
  await visitor.close();
});

/** Lets the application use the account; what it gets. */
async function grant({ page }) {
  const question = scene.application.ask({ scope: 'openid profile email offline_access', prompt: 'consent' });
  await page.goto(question.url);
  await consent.allow(page);
  return question.tokens(page);
}

async function userinfo({ access_token }) {
  const headers = { authorization: `Bearer ${access_token}` };
  return (await fetch(`${scene.issuer}/oauth2/userinfo`, { headers })).status;
}

test('the server stops as it should', async () => assert.equal(await server.stop(), 0));
