// A single-page application that signs in with oidc-client-ts: a public client, and nothing but static files.

import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const PACKAGE = dirname(createRequire(import.meta.url).resolve('oidc-client-ts/package.json'));
const LIBRARY = readFileSync(join(PACKAGE, 'dist/browser/oidc-client-ts.min.js'), 'utf8');

// What an application does with it: the page that begins, and those to which answers come.
const SCRIPT = `
const { UserManager, WebStorageStateStore } = oidc;
const at = (path) => location.origin + path;
const manager = new UserManager({
  ...settings,
  redirect_uri: at('/callback'),
  popup_redirect_uri: at('/popup'),
  silent_redirect_uri: at('/silent'),
  post_logout_redirect_uri: at('/bye'),
  popup_post_logout_redirect_uri: at('/popup-bye'),
  response_type: 'code',
  loadUserInfo: true,
  monitorSession: location.pathname === '/' || location.pathname === '/callback',
  checkSessionIntervalInSeconds: 1,
  automaticSilentRenew: false,
  userStore: new WebStorageStateStore({ store: localStorage }),
});
window.manager = manager;
window.events = [];
manager.events.addUserSignedOut(() => window.events.push('signed out'));
manager.events.addUserSessionChanged(() => window.events.push('session changed'));
manager.events.addSilentRenewError(({ message }) => window.events.push(message));
window.done = {
  '/callback': () => manager.signinRedirectCallback(),
  '/popup': () => manager.signinPopupCallback(),
  '/silent': () => manager.signinSilentCallback(),
  '/bye': () => manager.signoutRedirectCallback(),
  '/popup-bye': () => manager.signoutPopupCallback(),
}[location.pathname]?.();
`;

export const PATHS = { callbacks: ['/callback', '/popup', '/silent'], byes: ['/bye', '/popup-bye'] };

export class SinglePage {
  #server;
  #settings = {};

  static async start() {
    const app = new SinglePage();
    app.#server = createServer((request, response) => app.#answer(request.url, response)).listen(0, '127.0.0.1');
    await once(app.#server, 'listening');
    app.origin = `http://127.0.0.1:${app.#server.address().port}`;
    return app;
  }

  at(path) {
    return `${this.origin}${path}`;
  }

  /** The client that the application is from now on. */
  becomes(settings) {
    this.#settings = settings;
  }

  #answer(url, response) {
    const [path] = url.split('?');
    if (path === '/favicon.ico') return response.writeHead(204).end();
    if (path === '/library.js') return response.writeHead(200, { 'content-type': 'text/javascript' }).end(LIBRARY);
    const settings = `const settings = ${JSON.stringify(this.#settings)};`;
    const page = `<!doctype html><title>Single page</title><script src="/library.js"></script><script>${settings}${SCRIPT}</script>`;
    return response.writeHead(200, { 'content-type': 'text/html' }).end(page);
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
