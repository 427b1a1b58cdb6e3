// Apache with mod_auth_openidc as Debian ships them: a temporary folder, loopback ports, a site each.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { freePort } from '../lib/countersign.mjs';

const PROGRAM = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';
const NEEDED = ['mpm_event', 'authn_core', 'authz_core', 'authz_user', 'dir', 'env', 'include', 'mime', 'auth_openidc'];
const READY_WITHIN_MS = 15_000;

// Where a sign-out ends. Nothing in it asks about the session, so it stays where it is.
const BYE = '<!doctype html><title>Signed out</title><p>Signed out.</p>\n';

// What the module tells the application about the person: the environment, a name and value a line.
const PAGE = '<!doctype html><title>Protected</title><pre><!--#printenv --></pre>\n';
// The module's own two frames of OpenID Connect Session Management.
const WATCHED = `<!doctype html><title>Watched</title>
<iframe id="openidc-op" src="/app/callback?session=iframe_op"></iframe>
<iframe id="openidc-rp" src="/app/callback?session=iframe_rp&poll=500"></iframe>
`;

/** An address at which a site will be: clients are registered before Apache starts. */
export async function place() {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  return { port, origin, home: `${origin}/app/index.shtml`, callback: `${origin}/app/callback` };
}

export class Apache {
  #child;
  #folder;

  /** `sites`: the place of each, and its directives, in which `${FOLDER}` is where `files` are. */
  static async start(sites, files) {
    const apache = new Apache();
    apache.#folder = await mkdtemp(join(tmpdir(), 'countersign-apache-'));
    try {
      await apache.#begin(sites, files);
    } catch (error) {
      await apache.stop();
      throw error;
    }
    return apache;
  }

  static async #write(folder, files) {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  }

  async #begin(sites, files) {
    const folder = this.#folder;
    // Its workers are another user's, if it is started by root.
    await chmod(folder, 0o755);
    await mkdir(join(folder, 'www', 'app'), { recursive: true });
    await Apache.#write(join(folder, 'www'), { 'watched.html': WATCHED, 'bye.html': BYE });
    await Apache.#write(join(folder, 'www', 'app'), { 'index.shtml': PAGE });
    const lines = [...global(folder), ...sites.flatMap((site) => virtualHost(folder, site))];
    const own = { 'apache.conf': `${lines.join('\n')}\n`, 'mime.types': 'text/html html\n' };
    await Apache.#write(folder, { ...files, ...own });
    this.#child = spawn(PROGRAM, ['-D', 'FOREGROUND', '-f', join(folder, 'apache.conf')], { stdio: 'ignore' });
    await this.#ready(sites[0].place.origin);
  }

  async #ready(origin) {
    const end = Date.now() + READY_WITHIN_MS;
    while (Date.now() < end && this.#child.exitCode === null) {
      if ((await fetch(`${origin}/bye.html`).catch(() => null))?.ok) return;
      await sleep(50);
    }
    throw new Error(`Apache did not start:\n${await this.log()}`);
  }

  log() {
    return readFile(join(this.#folder, 'error.log'), 'utf8').catch(() => '');
  }

  /** What went wrong in the module, the last at the end. */
  async errors() {
    return (await this.log()).split('\n').filter((line) => line.includes('auth_openidc:error'));
  }

  async stop() {
    if (this.#child && this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function global(folder) {
  const asRoot = process.getuid() === 0 ? ['User www-data', 'Group www-data'] : [];
  return [
    `ServerRoot ${folder}`,
    `Define FOLDER ${folder}`,
    `PidFile ${folder}/apache.pid`,
    `ErrorLog ${folder}/error.log`,
    `Mutex file:${folder} default`,
    'ServerName 127.0.0.1',
    ...asRoot,
    ...NEEDED.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    `TypesConfig ${folder}/mime.types`,
    'LogLevel warn auth_openidc:info',
  ];
}

function virtualHost(folder, { place: { port, origin, callback }, directives }) {
  return [
    `Listen 127.0.0.1:${port}`,
    `<VirtualHost 127.0.0.1:${port}>`,
    `ServerName ${origin}`,
    `DocumentRoot ${folder}/www`,
    `<Directory ${folder}/www>`,
    'Require all granted',
    'Options +Includes',
    'AddType text/html .shtml',
    'AddOutputFilter INCLUDES .shtml',
    '</Directory>',
    `OIDCRedirectURI ${callback}`,
    'OIDCSSLValidateServer Off',
    'OIDCPassClaimsAs environment',
    ...directives,
    '<Location /app>',
    'AuthType openid-connect',
    'Require valid-user',
    '</Location>',
    '</VirtualHost>',
  ];
}
