/** Subscriptions read by polling; streams.mjs shows the same as loops. */
import { ChpClient } from '@outcry/chp-client';
import { host, login, password, port, runIfStarted, token } from './connection.mjs';

const chp = new ChpClient({ host, port, login, password, token });

/** Opens the session; answers the whole reply. */
export async function connect() {
  return chp.Connect();
}

/** One request per symbol; what the server accepts joins listening_quotes. */
export async function listenQuotes() {
  const replies = await chp.ListenQuotes(['SBER', 'GAZP']);
  return [replies.SBER?.result, chp.listening_quotes];
}

/** What has come for all of them. */
export async function updateQuote() {
  return chp.UpdateQuote();
}

/** One symbol, then all that are left. */
export async function cancelQuotes() {
  await chp.CancelQuotes('SBER');
  await chp.CancelQuotes();
  return chp.listening_quotes;
}

/** One request per symbol; what the server accepts joins listening_ticks. */
export async function listenTicks() {
  const replies = await chp.ListenTicks(['SBER', 'GAZP']);
  return [replies.SBER?.result, chp.listening_ticks];
}

/** What has come for all of them. */
export async function updateTicks() {
  return chp.UpdateTicks();
}

/** One symbol, then all that are left. */
export async function cancelTicks() {
  await chp.CancelTicks('SBER');
  await chp.CancelTicks();
  return chp.listening_ticks;
}

/** One request per symbol; what the server accepts joins listening_bid_ask. */
export async function listenBidAsks() {
  const replies = await chp.ListenBidAsks(['SBER', 'GAZP']);
  return [replies.SBER?.result, chp.listening_bid_ask];
}

/** What has come for all of them. */
export async function updateBidAsks() {
  return chp.UpdateBidAsks();
}

/** One symbol, then all that are left. */
export async function cancelBidAsks() {
  await chp.CancelBidAsks('SBER');
  await chp.CancelBidAsks();
  return chp.listening_bid_ask;
}

/** The lists are yours to mend when the server has forgotten: assign a list, or delete to empty it. */
export async function lists() {
  chp.listening_quotes = ['LKOH'];
  delete (/** @type {Partial<typeof chp>} */ (chp).listening_quotes);
  return chp.listening_quotes;
}

/** Closes the session and prints one line. */
export async function disconnect() {
  return chp.Disconnect();
}

await runIfStarted(import.meta.url, {
  connect,
  listenQuotes,
  updateQuote,
  cancelQuotes,
  listenTicks,
  updateTicks,
  cancelTicks,
  listenBidAsks,
  updateBidAsks,
  cancelBidAsks,
  lists,
  disconnect,
});
