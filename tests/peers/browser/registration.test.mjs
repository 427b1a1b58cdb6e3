// Making an account in Chromium, on a phone and on a desktop, where everybody may; and the terms of use, the first time and when
// they have changed.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import { login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { focused, heading, newcomer, newPassword, openTo, problems, register, terms, termsOf } from './ways.mjs';

const scene = Scene.set(openTo('open'), ({ server }) => server.person('taken'));
const { letters, server } = scene;

onEachDevice('from an application through the letter and back, with every mistake mended', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`nora-${device}`);
  const question = scene.application.ask();
  await page.goto(question.url);
  await register.offer(page);
  await visitor.look('register');

  await register.address(page, 'nora@192.0.2.1');
  assert.equal((await problems(page)).length, 1);
  assert.equal(await register.typed(page, 'email'), 'nora@192.0.2.1');
  assert.equal(await focused(page), 'email');
  await visitor.look('register-refused');
  await register.address(page, person.email);
  assert.equal(await heading(page), 'Look in your mailbox');
  await visitor.look('register-look');

  const { link } = await letters.next(person.email);
  await visitor.go(link);
  await visitor.look('register-finish');
  await register.fill(page, { ...person, identifier: 'taken', password: 'short' });
  await newPassword.strength(page, 'Too short');
  await register.create(page);
  assert.equal(await register.typed(page, 'given_name'), person.givenName);
  assert.equal(await register.typed(page, 'password'), '', 'no password is sent back');
  assert.equal((await problems(page)).length, 1);
  await visitor.look('register-finish-refused');
  await register.fill(page, { ...person, identifier: 'taken' });
  await register.create(page);
  assert.match((await problems(page)).join(), /belongs to another account/);
  assert.equal(await focused(page), 'username');

  await register.fill(page, { ...person, password: '', agrees: false });
  await newPassword.field(page).pressSequentially('Garden');
  await newPassword.strength(page, 'Too short');
  await newPassword.paste(page, person.password);
  await newPassword.strength(page, 'Strong');
  await page.getByRole('button', { name: 'Create the account' }).click();
  assert.equal(await focused(page), 'terms', 'the browser asks for the tick first');
  assert.equal(visitor.at, '/register/finish');
  await register.fill(page, { ...person, password: undefined });
  await register.create(page);

  const claims = await question.claims(page);
  assert.deepEqual([claims.acr, claims.amr], ['urn:countersign:aal1', ['pwd']]);
  assert.equal(await visitor.whoami(), person.identifier);
  const answer = await visitor.go(link);
  assert.equal(answer.status(), 410, 'a link works once');
  await visitor.look('register-link-used');
  await visitor.close();
});

onEachDevice('whoever has an account already learns it by letter alone', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const said = async (email) => {
    await visitor.go(register.path);
    await register.address(page, email);
    return (await page.locator('main').innerText()).replace(email, 'ADDRESS');
  };
  assert.equal(await said('taken@example.test'), await said(`nobody-${device}@example.test`));
  assert.equal((await letters.next('taken@example.test')).subject, 'You have an account already');
  assert.equal((await letters.next(`nobody-${device}@example.test`)).subject, 'Finish making your account');
  await visitor.close();
});

test('the terms change', () => server.start({ ...openTo('open'), ...termsOf('2026-02') }));

onEachDevice('new terms are asked about at the next sign-in, and nothing is passed on without them', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const person = newcomer(`nora-${device}`);
  const first = scene.application.ask();
  await page.goto(first.url);
  await login.signIn(page, person);
  assert.equal(visitor.at, terms.path);
  await visitor.look('terms-renewed');
  await terms.refuse(page);
  await visitor.look('terms-refused');
  assert.equal(await visitor.whoami(), null);

  const second = scene.application.ask();
  await page.goto(second.url);
  await login.signIn(page, person);
  await terms.accept(page);
  await second.claims(page);
  const third = scene.application.ask();
  await page.goto(third.url);
  await third.claims(page);
  await visitor.close();
});
