/** History and reference data. */
import { ChpClient } from '@outcry/chp-client';
import { host, login, moscowTime, password, port, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** The name of every instrument. */
export async function getSymbols() {
  const symbols = await chp.GetSymbols();
  return symbols.map(({ symbol }) => symbol);
}

/** The last five minutes, newest first; datetime is the end of a bar. */
export async function getBars() {
  const bars = await chp.GetBars(moscowTime(), 1, 'GAZP', 5);
  return bars.map(({ datetime, close }) => [datetime, close]);
}

/** The last ten trades. */
export async function getTrades() {
  return chp.GetTrades({ since: moscowTime(), symbol: 'GAZP', count: 10 });
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

await runIfStarted(import.meta.url, { connect, getSymbols, getBars, getTrades, disconnect });
