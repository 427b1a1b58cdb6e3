// The response types of OAuth 2.0 Multiple Response Type Encoding Practices, and what each brings to the client.

export const RESPONSE_TYPES = [
  'code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token',
];

export const brings = (type, what) => type.split(' ').includes(what);

/** Where the answer goes unless the request says otherwise. */
export const defaultMode = (type) => (type === 'code' ? 'query' : 'fragment');
