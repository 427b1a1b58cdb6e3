// Browsers that are not as one expects, with Chromium on a phone and on a desktop: the wrong one, one without cookies, one without
// JavaScript.

import assert from 'node:assert/strict';

import { consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { arrived, codes, heading, setUpApp } from './ways.mjs';

let ann;
const scene = Scene.set({}, async (scene) => {
  scene.stranger = await scene.add('Weather Club', ['--scope', 'openid', '--scope', 'email']);
  ann = await scene.server.person('ann');
});

onEachDevice('a link on the way in works in no other browser, and goes on working in its own', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  const other = await Visitor.open(scene, device);
  const answer = await other.go(page.url());
  assert.equal(answer.status(), 400);
  assert.equal(await login.asked(other.page), false);
  await other.look('wrong-browser');
  await login.signIn(page, ann);
  await question.claims(page);
  await visitor.close();
  await other.close();
});

onEachDevice('without cookies nobody is signed in, and the page says why', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page, context } = visitor;
  await visitor.go('/login');
  for (let times = 0; times < 2; times += 1) {
    await context.clearCookies();
    await login.signIn(page, ann);
    assert.equal(await heading(page), 'This browser sent no cookie');
    if (times === 0) await visitor.look('no-cookies');
    await page.locator('main a.button').click();
    await page.locator('input[name=password]').waitFor();
  }
  assert.deepEqual((await context.cookies()).filter(({ name }) => name.includes('session')), []);
  await visitor.close();
});

onEachDevice('without JavaScript there is a way in, with a code and with consent', async (device) => {
  const person = await scene.server.person(`dora-${device}`);
  const enrolling = await arrived(scene, device, person);
  const phone = await setUpApp(enrolling);
  await enrolling.close();

  const visitor = await Visitor.open(scene, device, { javaScriptEnabled: false });
  const { page } = visitor;
  const question = scene.stranger.ask({ scope: 'openid email' });
  await page.goto(question.url);
  assert.equal(await page.getByRole('button', { name: 'Show: Password' }).isVisible(), false);
  await login.signIn(page, person);
  await codes.type(page, await phone.next());
  await consent.allow(page);
  assert.equal((await question.claims(page)).acr, 'urn:countersign:aal2');
  assert.equal(await visitor.whoami(), person.identifier);
  await visitor.close();
});
