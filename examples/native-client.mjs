/**
 * A few lines around fetch for the native API: signs in, sends JSON, turns refusals into errors. Copy it as a start for
 * programs of your own; it needs nothing but Node 20.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Signs in with what the platform wrote into its data folder. */
export async function signIn(dataFolder = process.env.OUTCRY_DATA_DIR ?? './data') {
  const { dashboard } = JSON.parse(readFileSync(join(dataFolder, 'credentials.json'), 'utf8'));
  const { login, password, url } = dashboard;
  const { token } = await call(url, null, 'POST', '/session', { login, password });
  return (/** @type {string} */ method, /** @type {string} */ path, /** @type {unknown} */ body = undefined) =>
    call(url, token, method, path, body);
}

/**
 * @param {string} url
 * @param {string | null} token
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function call(url, token, method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (answer.status === 204) return null;
  const content = /** @type {any} */ (await answer.json());
  if (!answer.ok) throw new Error(`${method} ${path}: ${content.error.message}`);
  return content;
}

/**
 * Every item of a list, page by page.
 *
 * @param {Awaited<ReturnType<typeof signIn>>} api
 * @param {string} path
 */
export async function* everyItem(api, path) {
  for (let cursor = ''; ; ) {
    const page = await api('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`);
    yield* page.items;
    if (page.next === null) return;
    cursor = `&cursor=${encodeURIComponent(page.next)}`;
  }
}
