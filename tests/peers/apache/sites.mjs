// A site for each way of being a relying party: how it is registered here, and how it is configured there.

import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { exportJWK, exportPKCS8, exportSPKI, generateKeyPair } from 'jose';

import { command } from '../lib/countersign.mjs';
import { place } from './apache.mjs';

const SCOPE = 'openid profile email offline_access';
// Running servers see what the command line changed within a second.
const CHANGES_SEEN_MS = 1_100;

// By name: what is said in the registration beside the redirect URI, and the module's directives.
const KINDS = {
  'client_secret_basic with PKCE': {
    registered: { token_endpoint_auth_method: 'client_secret_basic' },
    directives: [
      'OIDCProviderTokenEndpointAuth client_secret_basic',
      'OIDCPKCEMethod S256',
      'OIDCPassRefreshToken On',
      'OIDCUserInfoTokenMethod post_param',
    ],
  },
  client_secret_post: {
    registered: { token_endpoint_auth_method: 'client_secret_post' },
    directives: ['OIDCProviderTokenEndpointAuth client_secret_post'],
  },
  client_secret_jwt: {
    registered: { token_endpoint_auth_method: 'client_secret_jwt' },
    directives: ['OIDCProviderTokenEndpointAuth client_secret_jwt'],
  },
  private_key_jwt: {
    // The module publishes its own keys.
    registered: (at) => ({ token_endpoint_auth_method: 'private_key_jwt', jwks_uri: `${at.callback}?jwks=rsa` }),
    directives: ['OIDCProviderTokenEndpointAuth private_key_jwt'],
  },
  'code id_token by form_post': {
    registered: { response_types: ['code id_token'] },
    directives: ['OIDCResponseType "code id_token"', 'OIDCResponseMode form_post'],
  },
  'code id_token token by fragment': {
    registered: { response_types: ['code id_token token'] },
    directives: ['OIDCResponseType "code id_token token"', 'OIDCResponseMode fragment'],
  },
  'id_token by form_post': {
    registered: { response_types: ['id_token'], grant_types: ['implicit'], id_token_signed_response_alg: 'PS256' },
    directives: ['OIDCResponseType id_token', 'OIDCResponseMode form_post'],
  },
  'ES256 and signed UserInfo': {
    registered: { id_token_signed_response_alg: 'ES256', userinfo_signed_response_alg: 'ES256' },
    directives: ['OIDCIDTokenSignedResponseAlg ES256', 'OIDCUserInfoSignedResponseAlg ES256'],
  },
  'a signed request object': {
    registered: (at, jwk) => ({
      request_object_signing_alg: 'RS256',
      require_signed_request_object: true,
      jwks: { keys: [jwk] },
    }),
    directives: [
      String.raw`OIDCRequestObject "{ \"copy_from_request\": [ \"client_id\", \"response_type\", \"redirect_uri\", \"scope\", \"state\", \"nonce\" ], \"static\": { \"prompt\": \"login\" }, \"crypto\": { \"sign_alg\": \"RS256\" }, \"request_object_type\": \"request\" }"`,
    ],
  },
  pairwise: { registered: { subject_type: 'pairwise' }, directives: [] },
  'back channel': {
    registered: (at) => ({
      backchannel_logout_uri: `${at.callback}?logout=backchannel`,
      backchannel_logout_session_required: true,
    }),
    directives: ['OIDCProviderBackChannelLogoutSupported On'],
  },
  'front channel': {
    registered: (at) => ({ frontchannel_logout_uri: `${at.callback}?logout=get` }),
    directives: [],
  },
  'session management': { registered: {}, directives: [] },
};

/** Registers all of them: each with its place, client and directives; and the files that the directives name. */
export async function register(peer) {
  const { jwk, files } = await keyPair();
  const sites = {};
  for (const [name, kind] of Object.entries(KINDS)) sites[name] = await site(peer, name, kind, jwk);
  await sleep(CHANGES_SEEN_MS);
  return { sites, files };
}

async function site(peer, name, { registered, directives }, jwk) {
  const at = await place();
  const afterLogout = `${at.origin}/bye.html`;
  const metadata = {
    client_name: `Apache: ${name}`,
    redirect_uris: [at.callback],
    post_logout_redirect_uris: [afterLogout],
    grant_types: ['authorization_code', 'refresh_token'],
    scope: SCOPE,
    ...(typeof registered === 'function' ? registered(at, jwk) : registered),
  };
  const client = await command(
    peer.place,
    ['client', 'create', '--no-require-pkce', '--first-party', '--metadata', '-'],
    JSON.stringify(metadata),
  );
  return { place: at, afterLogout, client, directives: [...common(peer, client), ...directives] };
}

function common(peer, client) {
  return [
    `OIDCProviderMetadataURL ${peer.issuer}/.well-known/openid-configuration`,
    `OIDCClientID ${client.client_id}`,
    ...(client.client_secret ? [`OIDCClientSecret ${client.client_secret}`] : []),
    `OIDCCryptoPassphrase ${randomBytes(18).toString('base64url')}`,
    `OIDCCookie peer_${randomBytes(6).toString('hex')}`,
    `OIDCScope "${SCOPE}"`,
    'OIDCRemoteUserClaim email',
    'OIDCPrivateKeyFiles "key#${FOLDER}/private.pem"',
    'OIDCPublicKeyFiles "key#${FOLDER}/public.pem"',
  ];
}

async function keyPair() {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'key', use: 'sig', alg: 'RS256' };
  const files = { 'private.pem': await exportPKCS8(privateKey), 'public.pem': await exportSPKI(publicKey) };
  return { jwk, files };
}
