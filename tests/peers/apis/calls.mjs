// What every guarded API does, as data: who calls what, and how that ends. `as` is one of the credentials that
// credentials.mjs gets from a real server; `refused` is a reason of answers.mjs.

export const CALLS = [
  { says: 'the front page is open', get: '/', as: 'nobody' },

  { says: 'any token for this API may ask who has it', get: '/me', as: 'reader' },
  { says: 'a person may, too', get: '/me', as: 'person' },
  { says: 'nobody may not', get: '/me', as: 'nobody', refused: 'missing_token' },
  { says: 'a token in the query is not read', get: '/me?access_token=x', as: 'nobody', refused: 'missing_token' },
  { says: 'a token in the query beside one is refused', get: '/me?access_token=x', as: 'reader', refused: 'invalid_request' },
  { says: 'a token in two headers is refused', get: '/me', as: 'readerTwice', refused: 'invalid_request' },
  { says: 'another scheme is no token', get: '/me', as: 'readerByAnotherScheme', refused: 'missing_token' },
  { says: 'the scheme is written in any case', get: '/me', as: 'readerInCapitals' },
  { says: 'an ID token is no access token', get: '/me', as: 'idToken', refused: 'wrong_token_type' },
  { says: 'a token for another API is for that one', get: '/me', as: 'stranger', refused: 'wrong_audience' },
  { says: 'a tampered token is nothing', get: '/me', as: 'tampered', refused: 'bad_signature' },
  { says: 'an API key does not do where none is asked for', get: '/me', as: 'apiKey', refused: 'method_refused' },
  { says: 'nor does a password', get: '/me', as: 'scraper', refused: 'method_refused' },

  { says: 'the scope opens the notes', get: '/notes', as: 'reader' },
  { says: 'another scope does not', get: '/notes', as: 'writer', refused: 'insufficient_scope' },
  { says: 'so does an API key that has the scope', get: '/notes', as: 'apiKey', method: 'api_key' },
  { says: 'in a header of its own, too', get: '/notes', as: 'apiKeyInItsHeader', method: 'api_key' },
  { says: 'an API key without the scope does not', get: '/notes', as: 'apiKeyToWrite', refused: 'insufficient_scope' },
  { says: 'an API key for another API does not', get: '/notes', as: 'apiKeyElsewhere', refused: 'token_inactive' },
  { says: 'nor a misspelt one', get: '/notes', as: 'apiKeyMisspelt', refused: 'malformed_api_key' },
  { says: 'nor an invented one', get: '/notes', as: 'apiKeyInvented', refused: 'token_inactive' },
  { says: 'an API key beside a token is one too many', get: '/notes', as: 'apiKeyBesideToken', refused: 'invalid_request' },

  { says: 'writing wants its own scope', post: '/notes', as: 'writer', status: 201 },
  { says: 'reading is not writing', post: '/notes', as: 'reader', refused: 'insufficient_scope' },
  { says: 'no API key writes, whatever its scope', post: '/notes', as: 'apiKeyToWrite', refused: 'method_refused' },

  { says: 'both roles open the editors', get: '/editors', as: 'chief' },
  { says: 'one of the two does not', get: '/editors', as: 'editor', refused: 'insufficient_role' },
  { says: 'nor does the other', get: '/editors', as: 'admin', refused: 'insufficient_role' },
  { says: 'nor a token without roles', get: '/editors', as: 'reader', refused: 'insufficient_role' },

  { says: 'a role implies the permission', get: '/reports', as: 'editor' },
  { says: 'so does another', get: '/reports', as: 'admin' },
  { says: 'a scope does not', get: '/reports', as: 'reader', refused: 'insufficient_permission' },

  { says: 'the scraper has a password', get: '/metrics', as: 'scraper' },
  { says: 'a wrong password is refused', get: '/metrics', as: 'scraperGuessing', refused: 'wrong_credentials', scheme: 'Basic' },
  { says: 'an unknown name, too', get: '/metrics', as: 'scraperUnknown', refused: 'wrong_credentials', scheme: 'Basic' },
  { says: 'without a password it is asked for', get: '/metrics', as: 'nobody', refused: 'missing_token', scheme: 'Basic' },
  { says: 'a token is no password', get: '/metrics', as: 'reader', refused: 'method_refused', scheme: 'Basic' },
];
