/**
 * Trades a recorded market through the native API: long while the short average of closes is above the long one, flat
 * otherwise. The tape is stepped by this program, so a run with the same tape has the same result.
 *
 *   OUTCRY_DATA_DIR=./backtest OUTCRY_FEED=recorded:<file> OUTCRY_FEED_START=command npm start
 *   OUTCRY_DATA_DIR=./backtest node examples/moving-averages.mjs USDT_BTC
 *
 * It is an example of the API, not advice: the strategy loses money as often as not.
 */
import { everyItem, signIn } from './native-client.mjs';

/** @typedef {{ time: string, close: string, complete: boolean }} Candle */

/** Candles of 15 minutes in the two averages. */
const SHORT = 20;
const LONG = 60;
/** Decimals in which prices are added up: exact for every instrument of the catalogue. */
const DECIMALS = 12;

const [symbol = 'USDT_BTC', days = '14', size = '0.5'] = process.argv.slice(2);
const api = await signIn();
const instrument = await api('GET', `/instruments/${symbol}`);
let feed = await api('POST', '/feed', { command: 'step', count: 100 });
const { items: accounts } = await api('GET', '/accounts');
const account = accounts.find(
  (/** @type {{ currency: string, closed: boolean }} */ each) => each.currency === instrument.quote && !each.closed,
);
if (account === undefined) throw new Error(`no account in ${instrument.quote}`);
console.log(`${feed.marketTime}  account ${account.id} is worth ${account.equity} ${account.currency}`);

const end = Date.parse(feed.marketTime) + Number(days) * 86_400_000;
let holding = false;
let lastBar = '';
while (feed.state !== 'ended' && Date.parse(feed.marketTime) < end) {
  feed = await api('POST', '/feed', { command: 'step', count: 200 });
  const { items } = await api('GET', `/market/${symbol}/candles?interval=15m&limit=${LONG + 1}&to=${feed.marketTime}`);
  const closed = items.filter((/** @type {Candle} */ candle) => candle.complete).slice(-LONG);
  const newest = closed.at(-1)?.time ?? '';
  if (closed.length < LONG || newest === lastBar) continue;
  lastBar = newest;
  const rising = average(closed.slice(-SHORT)) > average(closed);
  if (rising !== holding) {
    await trade(rising ? 'buy' : 'sell', newest);
    holding = rising;
  }
}
if (holding && feed.state !== 'ended') await trade('sell', `${lastBar}-end`);
else if (holding) console.log('the tape has ended and trading is closed: the position stays open');

const after = await api('GET', `/accounts/${account.id}`);
let fills = 0;
for await (const _ of everyItem(api, `/accounts/${account.id}/fills`)) fills++;
console.log(`${feed.marketTime}  ${fills} fills, the account is worth ${after.equity} ${after.currency}`);

/**
 * The same key for the same bar: an order that was sent twice is placed once.
 *
 * @param {'buy' | 'sell'} action
 * @param {string} bar
 */
async function trade(action, bar) {
  const order = await api('POST', `/accounts/${account.id}/orders`, {
    instrument: symbol,
    action,
    type: 'market',
    quantity: size,
    key: `averages-${action}-${bar}`,
  });
  console.log(
    `${bar}  ${action.padEnd(4)} ${order.filled} at ${order.averagePrice}, fee ${order.fee} ${order.feeAsset}`,
  );
}

/**
 * Averages of exactly LONG or SHORT closes as integers that can be compared; no binary floats.
 *
 * @param {Candle[]} candles
 */
function average(candles) {
  const sum = candles.reduce((total, candle) => total + scaled(candle.close), 0n);
  return (sum * BigInt(LONG)) / BigInt(candles.length);
}

/** @param {string} text */
function scaled(text) {
  const [whole, fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(DECIMALS, '0'));
}
