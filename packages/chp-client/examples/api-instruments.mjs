/** The low-level calls of Instruments: history, and subscriptions that are read by polling. */
import { Api } from '@outcry/chp-client';
import { host, login, moscowTime, password, port, runIfStarted, token } from './connection.mjs';

const api = new Api(host, port);

/** Everything below needs a session. */
export async function connected() {
  const response = await api.Connected({ login, password, token });
  return response.json();
}

/** The last ten hours. */
export async function getBars() {
  const response = await api.GetBars({ token, since: moscowTime(), interval: 6, symbol: 'GAZP', count: 10 });
  return response.json();
}

/** Every instrument. */
export async function getSymbols() {
  const response = await api.GetSymbols(token);
  return response.json();
}

/** The last ten trades; arguments may also come one after another. */
export async function getTrades() {
  const response = await api.GetTrades(token, moscowTime(), 'GAZP', 10);
  return response.json();
}

/** Subscribes to quotes. */
export async function listenQuotes() {
  const response = await api.ListenQuotes({ token, symbol: 'GAZP' });
  return response.json();
}

/** The latest quote of what is subscribed. */
export async function updateQuote() {
  const response = await api.UpdateQuote({ token });
  return response.json();
}

/** Ends the subscription. */
export async function cancelQuotes() {
  const response = await api.CancelQuotes({ token, symbol: 'GAZP' });
  return response.json();
}

/** Subscribes to the market's trades. */
export async function listenTicks() {
  const response = await api.ListenTicks({ token, symbol: 'GAZP' });
  return response.json();
}

/** The trades since the last call. */
export async function addTick() {
  const response = await api.AddTick({ token });
  return response.json();
}

/** Ends the subscription. */
export async function cancelTicks() {
  const response = await api.CancelTicks({ token, symbol: 'GAZP' });
  return response.json();
}

/** Subscribes to the order book. */
export async function listenBidAsks() {
  const response = await api.ListenBidAsks({ token, symbol: 'GAZP' });
  return response.json();
}

/** The latest book, one row per level. */
export async function updateBidAsk() {
  const response = await api.UpdateBidAsk({ token });
  return response.json();
}

/** Ends the subscription. */
export async function cancelBidAsks() {
  const response = await api.CancelBidAsks({ token, symbol: 'GAZP' });
  return response.json();
}

/** Closes the session. */
export async function disconnected() {
  const response = await api.Disconnected({ login, password, token });
  return response.json();
}

await runIfStarted(import.meta.url, {
  connected,
  getBars,
  getSymbols,
  getTrades,
  listenQuotes,
  updateQuote,
  cancelQuotes,
  listenTicks,
  addTick,
  cancelTicks,
  listenBidAsks,
  updateBidAsk,
  cancelBidAsks,
  disconnected,
});
