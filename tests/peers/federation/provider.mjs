// Another provider, by the npm package oidc-provider: a certified one, which nobody here wrote. Whoever comes is signed in as
// `account` and agrees; where it `asks`, it shows a page first, on which they may also cancel.

import { once } from 'node:events';
import { createServer } from 'node:http';

import Provider from 'oidc-provider';

const PAGE = `<!doctype html><html lang="en"><title>Upstream</title><h1>Sign in at Upstream?</h1>
<form><button name="answer" value="continue">Continue</button><button name="answer" value="cancel">Cancel</button></form></html>`;

export const CLIENT = { id: 'countersign', secret: 'a-secret-that-only-two-know' };

/** Starts it on a port of its own. `account` is who comes next: `{ sub, ...claims }`; `hint` is whom it was told to expect. */
export async function startProvider({ callback, returnTo, signedOut }) {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const upstream = { issuer, account: undefined, asks: false, hint: undefined, close: () => server.close() };
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [callback],
        post_logout_redirect_uris: [returnTo],
        backchannel_logout_uri: signedOut,
        backchannel_logout_session_required: true,
        id_token_signed_response_alg: 'RS256',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['preferred_username', 'given_name'], groups: ['groups'] },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: true }, backchannelLogout: { enabled: true } },
    // It would not post to this machine by itself.
    fetch: (url, options) => fetch(url, { ...options, dispatcher: undefined }),
    cookies: { keys: ['a key of this test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ ...upstream.account, sub: id }) }),
    pkce: { required: () => true },
  });
  server.on('request', async (request, response) => {
    if (!request.url.startsWith('/interaction/')) return provider.callback()(request, response);
    const details = await provider.interactionDetails(request, response);
    const chosen = new URL(request.url, issuer).searchParams.get('answer');
    if (upstream.asks && chosen === null && details.prompt.name === 'login') {
      upstream.hint = details.params.login_hint;
      return response.setHeader('content-type', 'text/html').end(PAGE);
    }
    const result = chosen === 'cancel' ? { error: 'access_denied' } : await answer(provider, details, upstream.account);
    await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  });
  return upstream;
}

async function answer(provider, { prompt, params, session }, account) {
  if (prompt.name === 'login') return { login: { accountId: account.sub } };
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return { consent: { grantId: await grant.save() } };
}
