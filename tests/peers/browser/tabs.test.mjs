// What people do to a sign-in, in Chromium, on a phone and on a desktop: two tabs at once, the back button, a form that is reloaded
// or sent twice.

import assert from 'node:assert/strict';

import { consent, login } from './pages.mjs';
import { Scene } from './scene.mjs';
import { onEachDevice, Visitor } from './visitor.mjs';
import { problems } from './ways.mjs';

let ann;
let ben;
const scene = Scene.set({}, async (scene) => {
  scene.stranger = await scene.add('Weather Club', ['--scope', 'openid', '--scope', 'email']);
  ann = await scene.server.person('ann');
  ben = await scene.server.person('ben');
});

onEachDevice('two tabs that sign in at once both come back', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const tabs = [visitor.page, await visitor.tab('/login')];
  const questions = tabs.map(() => scene.application.ask());
  for (const [n, tab] of tabs.entries()) await tab.goto(questions[n].url);
  await Promise.all(tabs.map((tab) => login.signIn(tab, ann)));
  // The secret of the session is the later one's. A tab that came between the two is led on when it is loaded again.
  for (const tab of tabs) if (await login.asked(tab)) await tab.reload();
  const claims = await Promise.all(tabs.map((tab, n) => questions[n].claims(tab)));
  assert.equal(claims[0].sub, claims[1].sub);
  assert.equal(await visitor.whoami(), 'ann');
  await visitor.close();
});

onEachDevice('a form that was open before somebody else signed in signs in whom it names', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const [first, second] = [scene.application.ask(), scene.application.ask()];
  await page.goto(first.url);
  const tab = await visitor.tab(second.url);
  await login.signIn(page, ann);
  const { sub } = await first.claims(page);
  await login.signIn(tab, ben);
  assert.notEqual((await second.claims(tab)).sub, sub);
  assert.equal(await visitor.whoami(), 'ben');
  await visitor.close();
});

onEachDevice('the back button leads to no form of a sign-in that is over', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  await visitor.go('/');
  await visitor.go('/login');
  await login.signIn(page, ann);
  assert.equal(visitor.at, '/account');
  await page.goBack();
  assert.equal(await login.asked(page), false);
  assert.equal(await visitor.whoami(), 'ann');
  await visitor.close();
});

onEachDevice('the back button after consent issues nothing twice, and says what to do', async (device) => {
  const person = await scene.server.person(`carl-${device}`);
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.stranger.ask({ scope: 'openid email' });
  await page.goto(question.url);
  await login.signIn(page, person);
  await consent.allow(page);
  await question.claims(page);
  await page.goBack();
  assert.equal(new URL(page.url()).origin, scene.issuer);
  assert.equal(await consent.asked(page), false);
  await visitor.look('back-after-consent');
  const again = scene.stranger.ask({ scope: 'openid email' });
  await page.goto(again.url);
  await again.claims(page);
  await visitor.close();
});

onEachDevice('a form that was refused may be reloaded, and a button pressed twice', async (device) => {
  const visitor = await Visitor.open(scene, device);
  const { page } = visitor;
  const question = scene.application.ask();
  await page.goto(question.url);
  await login.signIn(page, { ...ann, password: 'not the password' });
  const told = await problems(page);
  await page.reload();
  assert.deepEqual(await problems(page), told);
  assert.equal(await visitor.whoami(), null);

  const posts = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(new URL(request.url()).pathname));
  await page.locator('input[name=password]').fill(ann.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
  await question.claims(page);
  assert.deepEqual(posts, ['/login']);
  await visitor.close();
});
