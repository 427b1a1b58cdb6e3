// What a person does on each page. Names of fields and buttons stand here and nowhere else.

import assert from 'node:assert/strict';

export const setup = {
  async create(page, user) {
    await page.locator('input[name=username]').fill(user.identifier);
    await page.locator('input[name=email]').fill(user.email);
    await page.locator('input[name=password]').fill(user.password);
    await press(page, 'Create the account');
  },
};

export const login = {
  asked: (page) => page.locator('input[name=identifier]').isVisible(),
  async signIn(page, user) {
    await page.locator('input[name=identifier]').fill(user.identifier);
    await page.locator('input[name=password]').fill(user.password);
    await press(page, /^(Sign in|Confirm)$/);
  },
};

export const consent = {
  asked: (page) => page.locator('button[name=decision][value=allow]').isVisible(),
  allow: (page) => leave(page, page.locator('button[name=decision][value=allow]')),
  deny: (page) => leave(page, page.locator('button[name=decision][value=deny]')),
  /** Turns a switch with the keyboard, and says whether it is on then. */
  async turn(page, scope) {
    const box = page.locator(`input[name="allow.${scope}"]`);
    await box.focus();
    await page.keyboard.press('Space');
    return box.isChecked();
  },
  isOn: (page, scope) => page.locator(`input[name="allow.${scope}"]`).isChecked(),
  unfold: (page) => page.locator('details.before summary').click(),
};

export const apps = {
  path: '/account/apps',
  listed: (page) => page.locator('main h2').allInnerTexts(),
  ask: (page, name) => page.locator('li.app', { hasText: name }).locator('summary').click(),
  remove: (page, name) => press(page, `Remove access of ${name}`),
};

export const keys = {
  path: '/account/keys',
  listed: (page) => page.locator('main li.app h2').allInnerTexts(),
  begin: (page) => leave(page, page.locator('main').getByRole('link', { name: 'Make a key' })),
  async make(page, { name, scopes, password }) {
    await page.locator('input[name=name]').fill(name);
    for (const scope of scopes) await page.locator(`input[name="scope.${scope}"]`).check();
    await page.locator('input[name=current_password]').fill(password);
    await press(page, 'Make the key');
  },
  shown: (page) => page.locator('.fresh .key code').innerText(),
  /** What the clipboard holds after the button beside the key was pressed. */
  async copied(page) {
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Copy the key' }).click();
    await page.getByText('Copied').waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  },
  renewal: (page, name) => leave(page, page.getByRole('link', { name: `Renew ${name}` })),
  async renew(page, { now, password }) {
    if (now) await page.locator('input[name=now]').check();
    await page.locator('input[name=current_password]').fill(password);
    await press(page, 'Renew the key');
  },
  ask: (page, name) => page.locator('li.app', { hasText: name }).locator('details.remove summary').click(),
  revoke: (page, name) => press(page, `Revoke ${name}`),
};

export const account = {
  path: '/account',
  profile: '/account/profile',
  async shows(page, user) {
    assert.match(await page.locator('main').innerText(), new RegExp(user.identifier));
  },
  async rename(page, given, family) {
    await page.locator('input[name=given_name]').fill(given);
    await page.locator('input[name=family_name]').fill(family);
    await press(page, 'Save the name');
  },
  unfold: (page) => page.locator('details.more summary').click(),
  async tell(page, details) {
    for (const [name, value] of Object.entries(details)) await page.locator(`form [name=${name}]`).fill(value);
    await press(page, 'Save the details');
  },
  wrong: (page) => page.locator('.field-error').allInnerTexts(),
  detail: (page, name) => page.locator(`[name=${name}]`).inputValue(),
};

// The walk's steps after the sign-in, and what the server answers at each of them to somebody without a role.
const WALK = {
  '/playground/tokens': '200 OK',
  '/playground/userinfo': '200 OK',
  '/playground/notes': '403 Forbidden',
  '/playground/refresh': '200 OK',
  '/playground/broken-token': '401 Unauthorized',
  '/playground/id-token': '401 Unauthorized',
  '/playground/code-again': '400 Bad Request',
};

export const playground = {
  path: '/playground',
  /** The step that the page offers next, or null at the end of the walk. */
  async next(page) {
    const button = page.locator('main .primary:visible').first();
    if ((await button.count()) > 0) return button;
    assert.equal(new URL(page.url()).pathname, Object.keys(WALK).at(-1), 'the walk ended early');
    return null;
  },
  async take(page, button) {
    await leave(page, button);
    const expected = WALK[new URL(page.url()).pathname];
    if (expected === undefined) return;
    assert.equal(await page.locator('.answer .badge').first().innerText(), expected, page.url());
    assert.equal(await page.locator('.token .badge.refused').count(), 0, 'a token is not accepted');
  },
};

export const logout = {
  path: '/logout',
  confirm: (page) => press(page, 'Sign out'),
  everyone: (page, count) => press(page, `Sign out of all ${count} accounts`),
};

export function press(page, name) {
  return leave(page, page.locator('main').getByRole('button', { name, exact: true }).first());
}

/** Presses a button and waits for the page to which it leads. */
export async function leave(page, button) {
  await Promise.all([page.waitForEvent('load'), button.click()]);
}
