// A person at the sign-in and consent pages. The names of their fields stand here and nowhere else.

/** Opens an authorization URL, signs in and consents where asked; the redirect to the client. */
export async function authorize(browser, url, user) {
  let page = await browser.open(url);
  const asked = new Set();
  while (!page.leaves) {
    const step = ['password', 'decision'].find((field) => page.form(field));
    if (step === undefined || asked.has(step)) throw new Error(`stuck after [${[...asked]}]: ${page}`);
    asked.add(step);
    page = await browser.submit(page, page.form(step), answer(step, user));
  }
  return { callback: page.leaves, asked };
}

function answer(step, user) {
  return step === 'password' ? { identifier: user.identifier, password: user.password } : { decision: 'allow' };
}
