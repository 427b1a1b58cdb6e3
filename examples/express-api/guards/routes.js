// Deny by default: a router that takes a route only with a guard.

import http from 'node:http';

const MARK = Symbol('guard');
const METHODS = [...http.METHODS.map((method) => method.toLowerCase()), 'all'];

/**
 * Marks a handler as one that decides who goes on.
 *
 * @template {Function} T
 * @param {T} handler
 * @returns {T}
 */
export function asGuard(handler) {
  return Object.assign(handler, { [MARK]: true });
}

/** No credentials at all: said, and not forgotten. */
export const openToAll = asGuard((_req, _res, next) => next());

/**
 * The same router, which refuses a route whose first handler is no guard.
 *
 * @template {import('express').IRouter} T
 * @param {T} router
 * @returns {T}
 */
export function guarded(router) {
  // Every way to add a route begins here.
  const begin = router.route.bind(router);
  router.route = (path) => {
    const route = begin(path);
    for (const method of METHODS.filter((method) => route[method])) {
      const add = route[method].bind(route);
      route[method] = (...handlers) => {
        if (!handlers.flat(Infinity)[0]?.[MARK]) throw new TypeError(`${method} ${path} does not say who may call it`);
        return add(...handlers);
      };
    }
    return route;
  };
  return router;
}
