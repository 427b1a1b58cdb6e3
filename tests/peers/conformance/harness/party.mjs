// A relying party's own web server, at a loopback port: documents that the provider fetches, messages that it sends.

import { once } from 'node:events';
import { createServer } from 'node:http';

import { eventually } from '../../lib/eventually.mjs';

export class Party {
  #server;
  #documents = new Map();
  /** All that came: method, path (with query), headers and body. */
  received = [];

  static async start() {
    const party = new Party();
    party.#server = createServer((request, response) => party.#answer(request, response));
    party.#server.listen(0, '127.0.0.1');
    await once(party.#server, 'listening');
    party.origin = `http://127.0.0.1:${party.#server.address().port}`;
    return party;
  }

  /** Publishes a document at a path; its URL. */
  publish(path, content, { type = 'application/json', status = 200 } = {}) {
    const body = typeof content === 'string' ? content : JSON.stringify(content);
    this.#documents.set(path, { type, status, body });
    return `${this.origin}${path}`;
  }

  /** The requests for a path. */
  at(path) {
    return this.received.filter((each) => each.path.split('?')[0] === path);
  }

  /** Waits until a path was asked for so often; the last of the requests. */
  hears(path, times = 1, withinMs) {
    return eventually(() => {
      const heard = this.at(path);
      if (heard.length < times) throw new Error(`${path} was asked for ${heard.length} times, not ${times}`);
      return heard[times - 1];
    }, withinMs);
  }

  async #answer(request, response) {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url: path, headers } = request;
    this.received.push({ method, path, headers, body });
    const document = this.#documents.get(path.split('?')[0]);
    response.writeHead(document?.status ?? 404, { 'content-type': document?.type ?? 'text/plain' });
    response.end(document?.body ?? 'nothing here');
  }

  async stop() {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }
}
