/**
 * One call with a real client over TLS at the host that is built into it.
 * Prints how many accounts were answered, or what the client says went wrong.
 *
 * node first-call.mjs <client> <token>
 */

import { createRequire } from 'node:module';

const [, , client = '', token = ''] = process.argv;
let failedWith = '';

/** @returns {Promise<Pick<import('tinkoff-invest-api').TinkoffInvestApi['users'], 'getAccounts'>>} */
async function users() {
  if (client === 'tinkoff-invest-api') {
    const { TinkoffInvestApi } = await import('tinkoff-invest-api');
    return new TinkoffInvestApi({ token }).users;
  }
  const { createSdk } = createRequire(import.meta.url)('tinkoff-sdk-grpc-js');
  const hear = (/** @type {unknown} */ _metadata, /** @type {Error} */ error) => {
    failedWith = error.message;
  };
  return createSdk(token, 'conformance', hear).users;
}

try {
  const { accounts } = await (await users()).getAccounts({});
  console.log(accounts.length);
} catch (error) {
  console.log(failedWith || Object(error).message);
}
process.exit(0);
