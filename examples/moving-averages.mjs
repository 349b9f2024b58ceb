/**
 * Trades a recorded market through the native API: long while the short average of closes is above the long one, flat
 * otherwise. The tape is stepped bar by bar by this program, so a run with the same tape has the same result.
 *
 *   OUTCRY_DATA_DIR=./backtest OUTCRY_FEED=recorded:<file> OUTCRY_FEED_START=command npm start
 *   OUTCRY_DATA_DIR=./backtest node examples/moving-averages.mjs USDT_BTC
 *
 * It is an example of the API, not advice: the strategy loses money as often as not.
 */
import { everyItem, signIn } from './native-client.mjs';

/** @typedef {{ time: string, close: string, complete: boolean }} Candle */

const SHORT = 20;
const LONG = 60;
/** Decimals in which prices are added up: exact for every instrument of the catalogue. */
const DECIMALS = 12;

const [symbol = 'USDT_BTC', hours = '72', size = '0.5'] = process.argv.slice(2);
const api = await signIn();
const instrument = await api('GET', `/instruments/${symbol}`);
const { items: accounts } = await api('GET', '/accounts');
const account = accounts.find(
  (/** @type {{ currency: string, closed: boolean }} */ each) => each.currency === instrument.quote && !each.closed,
);
if (account === undefined) throw new Error(`no account in ${instrument.quote}`);
console.log(`${symbol}, account ${account.id}: ${account.equity} ${account.currency}`);

let holding = false;
let bars = 0;
let lastBar = '';
while (bars < Number(hours) * 60) {
  const feed = await api('POST', '/feed', { command: 'step', count: 40 });
  const candles = await api('GET', `/market/${symbol}/candles?interval=1m&limit=${LONG}&to=${feed.marketTime}`);
  const closed = candles.items.filter((/** @type {Candle} */ candle) => candle.complete);
  const newest = closed.at(-1)?.time ?? '';
  if (newest !== lastBar) {
    lastBar = newest;
    bars++;
    const rising = closed.length === LONG && average(closed.slice(-SHORT)) > average(closed);
    if (rising !== holding) {
      await trade(rising ? 'buy' : 'sell', newest);
      holding = rising;
    }
  }
  if (feed.state === 'ended') break;
}
if (holding) await trade('sell', `${lastBar}-end`);

const after = await api('GET', `/accounts/${account.id}`);
let fills = 0;
for await (const _ of everyItem(api, `/accounts/${account.id}/fills`)) fills++;
console.log(`${bars} minutes, ${fills} fills: ${account.equity} -> ${after.equity} ${after.currency}`);

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
