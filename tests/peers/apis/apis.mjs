// The guarded APIs in `examples/`, each a line, and how any of them is started and called.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

import { environment, freePort } from '../lib/countersign.mjs';
import { eventually } from '../lib/eventually.mjs';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const TARGET = process.env.CARGO_TARGET_DIR ?? `${ROOT}/target`;

/** A name, and the command that starts it. What it is to trust stands in its environment. */
export const APIS = {
  Flask: [`${TARGET}/venv/bin/python`, `${ROOT}/examples/flask-api/app.py`],
  Express: [process.execPath, `${ROOT}/examples/express-api/app.js`],
  Rust: [`${TARGET}/debug/example-api`],
};

export const AUDIENCE = 'http://localhost:9090';
export const SCRAPER = { name: 'scraper', password: 'correct horse battery staple' };

const READY_WITHIN_MS = 30_000;

/** One running API. */
export class Api {
  #process;
  output = '';

  /**
   * Starts it for an issuer, which it asks about API keys as `client`.
   *
   * @param {string} name one of `APIS`
   */
  static async start(name, issuer, client) {
    const api = new Api();
    api.name = name;
    api.port = await freePort();
    const [program, ...args] = APIS[name];
    api.#process = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: environment({
        ISSUER: issuer,
        AUDIENCE,
        LISTEN: `127.0.0.1:${api.port}`,
        CLIENT_ID: client.client_id,
        CLIENT_SECRET: client.client_secret,
        METRICS_PASSWORD: SCRAPER.password,
        PYTHONDONTWRITEBYTECODE: '1',
      }),
    });
    const keep = (chunk) => (api.output += chunk);
    api.#process.stdout.on('data', keep);
    api.#process.stderr.on('data', keep);
    api.#process.on('error', keep);
    await eventually(() => api.call('GET', '/'), READY_WITHIN_MS).catch(async () => {
      await api.stop();
      throw new Error(`${name} did not start:\n${api.output}`);
    });
    return api;
  }

  /** One request. Headers may be arrays: then each of their values is a line of its own. */
  async call(method, path, headers = {}) {
    const sent = request({ host: '127.0.0.1', port: this.port, method, path, headers, agent: false }).end();
    const [answer] = await once(sent, 'response');
    const body = await text(answer);
    return {
      status: answer.statusCode,
      type: answer.headers['content-type'],
      headers: answer.headers,
      challenges: answer.headersDistinct['www-authenticate'] ?? [],
      body,
      json: /json/.test(answer.headers['content-type'] ?? '') ? JSON.parse(body) : undefined,
    };
  }

  async stop() {
    const { exitCode, signalCode, pid } = this.#process;
    if (exitCode !== null || signalCode !== null || pid === undefined) return;
    const closed = once(this.#process, 'close');
    this.#process.kill('SIGTERM');
    await closed;
  }
}
