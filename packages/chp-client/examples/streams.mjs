/** Loops that subscribe, poll politely and unsubscribe when they are left. */
import { ChpClient } from '@outcry/chp-client';
import { host, login, moscowTime, password, port, portfolio, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** Two quotes, or what three seconds bring. */
export async function quotes() {
  const rows = [];
  for await (const row of chp.quotes(['SBER', 'GAZP'], { signal: AbortSignal.timeout(3000) })) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Two of the market's trades. */
export async function ticks() {
  const rows = [];
  for await (const row of chp.ticks('GAZP', { signal: AbortSignal.timeout(3000) })) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Two order books. */
export async function books() {
  const rows = [];
  for await (const row of chp.books('GAZP', { signal: AbortSignal.timeout(3000) })) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Two changes of the account's orders. */
export async function orders() {
  const rows = [];
  for await (const row of chp.orders(portfolio, { signal: AbortSignal.timeout(3000) })) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Two of the account's trades. */
export async function trades() {
  const rows = [];
  for await (const row of chp.trades(portfolio, { signal: AbortSignal.timeout(3000) })) {
    rows.push(row);
    if (rows.length === 2) break;
  }
  return rows;
}

/** Prices as text, exactly as the server wrote them. */
export async function exact() {
  const exact = new ChpClient({ host, port, login, password, token, decimals: 'string' });
  const [bar] = await exact.GetBars(moscowTime(), 9, 'GAZP', 1);
  return bar?.close;
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

await runIfStarted(import.meta.url, { connect, quotes, ticks, books, orders, trades, exact, disconnect });
