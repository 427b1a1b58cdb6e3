// The issuer: its metadata by discovery, its key set, and what it says of tokens when asked. Only addresses that its
// metadata names are asked, never one that a token names.

const TIMEOUT_MS = 5_000;
const MAX_BYTES = 256 * 1024;
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

/** No answer, or not the one that it should have given. */
export class IssuerUnreachable extends Error {}

/** An issuer, by its `iss`. Nothing is asked before the first request needs it. */
export class Issuer {
  #metadata;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /** The JWK set (RFC 7517 section 5). */
  async keySet() {
    return json(await this.#address('jwks_uri'));
  }

  /**
   * What it says of a token to this client (RFC 7662 section 2).
   *
   * @param {string} token
   * @param {string} authorization the client's credentials
   */
  async introspect(token, authorization) {
    const body = new URLSearchParams({ token });
    return json(await this.#address('introspection_endpoint'), { method: 'POST', headers: { authorization }, body });
  }

  async #address(name) {
    this.#metadata ??= this.#discover().catch((error) => {
      this.#metadata = undefined;
      throw error;
    });
    const address = (await this.#metadata)[name];
    if (typeof address !== 'string') throw new IssuerUnreachable(`its metadata has no ${name}`);
    return address;
  }

  async #discover() {
    const metadata = await json(`${this.url.replace(/\/$/, '')}/.well-known/openid-configuration`);
    // OpenID Connect Discovery 1.0 section 4.3: whoever answers must be who was asked.
    if (metadata.issuer !== this.url) throw new IssuerUnreachable("its metadata is another issuer's");
    return metadata;
  }
}

async function json(address, request) {
  const { protocol, hostname } = new URL(address);
  if (protocol !== 'https:' && !(protocol === 'http:' && LOOPBACK.includes(hostname))) {
    throw new IssuerUnreachable('it is neither https nor on this machine');
  }
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const answer = await fetch(address, { ...request, redirect: 'manual', signal });
    const text = await bounded(answer);
    if (answer.status !== 200) throw new IssuerUnreachable(`it answered ${answer.status}`);
    const document = JSON.parse(text);
    if (typeof document === 'object' && document !== null) return document;
  } catch (error) {
    throw error instanceof IssuerUnreachable ? error : new IssuerUnreachable(error.name, { cause: error });
  }
  throw new IssuerUnreachable('it answered no JSON object');
}

async function bounded(answer) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of answer.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new IssuerUnreachable(`it answered more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
