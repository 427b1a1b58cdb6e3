// Codes by mail in Chromium, and the links beside them, on a phone and on a desktop: after the password where a browser is not
// known, and instead of it where the operator wants that.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { login, press } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { codes, problems, signOut } from './ways.mjs';

const PAGE = '/login/email-code';

const scene = Scene.set({ COUNTERSIGN_FACTORS__EMAIL_CODE: 'second' });
const { letters, server } = scene;
const people = {};

const wrong = (code) => code.replace(/./g, (digit) => 9 - digit);

onEachDevice('the code that was sent last finishes the sign-in, once for this browser', async (device) => {
  const person = await server.person(`emil-${device}`);
  people[device] = person;
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  await login.signIn(page, person);
  assert.equal(visitor.at, PAGE);
  assert.deepEqual(await letters.unread(person.email), [], 'nothing is sent unasked');
  await visitor.look('email-code-send');
  await codes.send(page);
  await visitor.look('email-code');
  const first = await letters.next(person.email);
  await codes.type(page, wrong(first.code));
  assert.equal((await problems(page)).length, 1);
  assert.equal(await visitor.whoami(), null);
  await visitor.look('email-code-refused');

  await press(page, 'Send another code');
  const second = await letters.next(person.email);
  await codes.type(page, first.code);
  assert.equal((await problems(page)).length, 1, 'a code is replaced by the next one');
  await codes.type(page, second.code);
  const claims = await question.claims(page);
  assert.deepEqual([claims.acr, [...claims.amr].sort()], ['urn:countersign:aal1', ['email', 'pwd']]);

  await signOut(visitor);
  await visitor.go('/login');
  await login.signIn(page, person);
  assert.equal(visitor.at, '/account', 'this browser is known now');
  const other = await Visitor.open(scene, device);
  await other.go('/login');
  await login.signIn(other.page, person);
  assert.equal(other.at, PAGE);
  await visitor.close();
  await other.close();
});

test('the server lets a sign-in begin with one', () => server.start({ COUNTERSIGN_FACTORS__EMAIL_CODE: 'first' }));

onEachDevice('a code instead of the password tells nobody who has an account', async (device) => {
  const person = people[device];
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const ask = async (identifier) => {
    await codes.other(page, 'Get a code by e-mail');
    await codes.send(page, identifier);
    return page.locator('main').innerText();
  };
  await visitor.go('/login');
  await codes.other(page, 'Get a code by e-mail');
  await visitor.look('email-code-first');
  await visitor.go('/login');
  const told = await ask('nobody@example.test');
  const question = scene.application.ask();
  await page.goto(question.url);
  assert.equal(await ask(person.email), told);
  await codes.type(page, (await letters.next(person.email)).code);
  const claims = await question.claims(page);
  assert.deepEqual([claims.acr, claims.amr], ['urn:countersign:aal1', ['email']]);
  await visitor.close();
});

onEachDevice('the link beside a code finishes the sign-in where it began, and shows the code elsewhere', async (device) => {
  const person = people[device];
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  await codes.other(page, 'Get a code by e-mail');
  await codes.send(page, person.email);
  const { link, code } = await letters.next(person.email);

  const other = await Visitor.open(scene, device);
  await other.go(link);
  assert.equal(await codes.shown(other.page), code);
  assert.equal(await other.page.locator('main button').count(), 0);
  assert.equal(await other.whoami(), null);
  await other.look('email-link-elsewhere');

  const tab = await visitor.tab(link);
  assert.equal(await visitor.whoami(), null, 'to open it changes nothing');
  await press(tab, 'Sign in');
  await question.claims(tab);
  assert.equal(await visitor.whoami(), person.identifier);
  await other.close();
  await visitor.close();
});
