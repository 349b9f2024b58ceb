import { accountById, canConvert, convert } from '../accounts/index.ts';
import { assetByCode, type Instrument, instrumentById, moneyPhrase, priceToText } from '../instruments/index.ts';
import { decimalOf, previewLeg, smallestQuantity } from '../legs/index.ts';
import { type Decimal, decimals, formatDecimal, type Money, type Price } from '../numbers/index.ts';
import { idFrom } from '../orders/index.ts';
import { signalOf, signalValue } from '../signals/index.ts';
import { type Decision, done, isRejection, type Rejection, reject, type Turn } from '../turn.ts';
import { baseOrder } from './base-order.ts';
import { disableBot } from './closing.ts';
import type { BotEnabled, DealOpened, StartWaits, VolumeRow } from './events.ts';
import { notStarted } from './not-started.ts';
import { entryQuote } from './prices.ts';
import { isCandleCondition } from './settings.ts';
import { DAY_VOLUME } from './signals-wanted.ts';
import type { Bot, BotsWorld, Deal, Volume } from './state.ts';
import { volumeOf } from './volumes.ts';

/** How a start comes about, and which checks it skips. */
export interface Start {
  readonly by: Deal['startedBy'];
  readonly skipSignals: boolean;
  readonly skipOpenDeals: boolean;
  /** It was started a while ago and begins now: its signal has been heard. */
  readonly isDue?: boolean;
}

/**
 * Checks everything in the order of B3 and starts a deal; a failed check changes nothing. Where deals begin with a delay only
 * its moment is noted: the answer is 0 then.
 */
export function startDeal(world: BotsWorld, bot: Bot, instrument: Instrument, start: Start, turn: Turn): Decision {
  const failed = checkStart(world, bot, instrument, start, turn.at);
  if (failed !== null) return failed;
  if (isDelayed(bot, start)) return delay(world, bot, instrument, start, turn);
  const baseVolume = volumeOf(world, bot, instrument, 'base');
  const safetyVolume = volumeOf(world, bot, instrument, 'safety');
  if (isRejection(baseVolume)) return baseVolume;
  if (isRejection(safetyVolume)) return safetyVolume;
  const wrong = checkBase(world, bot, instrument, baseVolume, turn.at);
  if (wrong !== null) return wrong;
  if (!bot.enabled) turn.emit({ type: 'bots.enabled', at: turn.at, id: bot.id } satisfies BotEnabled);
  const id = idFrom(world.bots.nextDeal);
  turn.emit({
    type: 'bots.dealOpened',
    at: turn.at,
    id,
    bot: bot.id,
    instrument: instrument.id,
    startedBy: start.by,
    stamp: start.skipSignals || start.isDue === true ? 0 : (newestStamp(world, bot, instrument) ?? 0),
    baseVolume: volumeRow(baseVolume),
    safetyVolume: volumeRow(safetyVolume),
  } satisfies DealOpened);
  const { disableAfterDeals } = bot.terms.settings;
  if (disableAfterDeals > 0 && bot.counted >= disableAfterDeals) disableBot(world, bot.id, 'dealsCount', turn);
  return done(id);
}

/** A word of a person is carried out at once. */
function isDelayed({ terms }: Bot, { by, isDue }: Start): boolean {
  return (terms.settings.startDelay ?? 0) > 0 && by !== 'manual' && isDue !== true;
}

function delay(world: BotsWorld, bot: Bot, { id: instrument, symbol }: Instrument, start: Start, turn: Turn): Decision {
  if (bot.waits.has(instrument)) return notStarted('startDelay', `a deal on ${symbol} is about to begin`);
  const startAt = turn.at + (bot.terms.settings.startDelay ?? 0) * 1000;
  const stamp = newestStamp(world, bot, { id: instrument }) ?? 0;
  const { by: startedBy } = start;
  turn.emit({
    type: 'bots.startWaits',
    at: turn.at,
    id: bot.id,
    instrument,
    startedBy,
    stamp,
    startAt,
  } satisfies StartWaits);
  return done(0);
}

/** Checks 3 to 9; the bot itself and its pair have been looked at. */
function checkStart(world: BotsWorld, bot: Bot, instrument: Instrument, start: Start, at: number): Rejection | null {
  return (
    checkBlackList(world, bot, instrument) ??
    checkActiveDeals(world, bot, instrument, start) ??
    (start.skipSignals
      ? null
      : (checkCooldown(bot, instrument, at) ??
        checkVolume(world, bot, instrument) ??
        checkPrices(world, bot, instrument) ??
        (start.isDue === true ? null : checkSignals(world, bot, instrument, start))))
  );
}

function checkBlackList(world: BotsWorld, bot: Bot, { id, symbol }: Instrument): Rejection | null {
  const { owner } = accountById(world.accounts, bot.account);
  if (world.bots.blackLists.get(owner)?.includes(id) !== true) return null;
  return notStarted('blackList', `${symbol} is on the black list`);
}

function checkActiveDeals(world: BotsWorld, bot: Bot, instrument: Instrument, start: Start): Rejection | null {
  const { maxActiveDeals, instruments, dealsPerPair } = bot.terms.settings;
  if (bot.deals.size >= maxActiveDeals) {
    return notStarted('maxActiveDeals', `the bot has ${bot.deals.size} of ${maxActiveDeals} active deals`);
  }
  let there = 0;
  for (const id of bot.deals) if (world.bots.deals.get(id)?.instrument === instrument.id) there++;
  const composite = instruments.length > 1;
  if (there < (composite ? dealsPerPair : 1) || (composite && start.skipOpenDeals)) return null;
  return notStarted('openDeals', `the bot has a deal on ${instrument.symbol} already`);
}

function checkCooldown(bot: Bot, instrument: Instrument, at: number): Rejection | null {
  const until = cooldownEnd(bot, instrument.id);
  return at >= until
    ? null
    : notStarted('cooldown', `the cooldown of ${instrument.symbol} lasts ${until - at} ms more`);
}

/** When the next deal on an instrument may start (ms UTC). */
export function cooldownEnd(bot: Bot, instrument: number): number {
  const closedAt = bot.closedAt.get(instrument);
  return closedAt === undefined ? 0 : closedAt + bot.terms.settings.cooldown * 1000;
}

/** What was traded in the last 24 hours, at the price of now, must be worth as much. */
function checkVolume(world: BotsWorld, { terms }: Bot, pair: Instrument): Rejection | null {
  if (terms.minVolumeBtc === null) return null;
  const steps = signalValue(world.signals, pair.id, DAY_VOLUME);
  const market = world.market.markets[pair.id];
  const bitcoin = assetByCode(world.instruments, 'BTC');
  if (steps === undefined || market === undefined)
    return notStarted('minVolumeBtc', `what was traded of ${pair.symbol} in a day is not known yet`);
  if (bitcoin === undefined || !canConvert(world, pair.quote, bitcoin.id, undefined, 0))
    return notStarted('minVolumeBtc', `${pair.symbol} has no price in bitcoin`);
  const money = (steps * BigInt(market.last) * pair.stepValue) as Money;
  const traded = { coefficient: convert(world, money, pair.quote, bitcoin.id, undefined, 0), scale: bitcoin.scale };
  if (decimals.compare(traded, terms.minVolumeBtc) >= 0) return null;
  const [found, least] = [formatDecimal(traded), formatDecimal(terms.minVolumeBtc)];
  return notStarted('minVolumeBtc', `${pair.symbol} was traded for ${found} BTC in a day, less than ${least}`);
}

function checkPrices(world: BotsWorld, bot: Bot, instrument: Instrument): Rejection | null {
  const { btcPriceLimit, minPrice, maxPrice } = bot.terms.settings;
  const limit = decimalOf(btcPriceLimit);
  if (limit.coefficient > 0n) {
    const pair = world.instruments.bySymbol.get('USDT_BTC');
    const bitcoin = pair === undefined ? undefined : lastPrice(world, pair);
    if (bitcoin === undefined) return notStarted('btcPriceLimit', 'bitcoin has no price');
    if (decimals.compare(bitcoin, limit) > 0)
      return notStarted('btcPriceLimit', `bitcoin is at ${formatDecimal(bitcoin)}, above ${btcPriceLimit}`);
  }
  const [least, most] = [decimalOf(minPrice), decimalOf(maxPrice)];
  if (least.coefficient === 0n && most.coefficient === 0n) return null;
  const price = lastPrice(world, instrument);
  if (price === undefined) return notStarted('price', `${instrument.symbol} has no price`);
  if (decimals.compare(price, least) < 0)
    return notStarted('minPrice', `${instrument.symbol} is at ${formatDecimal(price)}, below ${minPrice}`);
  if (most.coefficient > 0n && decimals.compare(price, most) > 0)
    return notStarted('maxPrice', `${instrument.symbol} is at ${formatDecimal(price)}, above ${maxPrice}`);
  return null;
}

function lastPrice(world: BotsWorld, instrument: Instrument): Decimal | undefined {
  const market = world.market.markets[instrument.id];
  if (market === undefined || market.lastAt === 0) return undefined;
  return decimalOf(priceToText(instrument, market.last as Price));
}

/** Every condition must hold by a value that has not started a deal yet (B3, 9). */
function checkSignals(world: BotsWorld, bot: Bot, instrument: Instrument, start: Start): Rejection | null {
  const { start: conditions, instruments } = bot.terms.settings;
  const composite = instruments.length > 1;
  for (const condition of conditions) {
    if (isCandleCondition(condition)) {
      if (signalOf(world.signals, instrument.id, condition)?.met !== true)
        return notStarted('signals', `${condition.kind} of ${instrument.symbol} is not met`);
    } else if (condition.kind === 'webhook' && start.by !== 'webhook' && start.by !== 'manual') {
      return notStarted('signals', 'it waits for a message');
    } else if (condition.kind === 'manual' && start.by !== 'manual') {
      return notStarted('signals', 'deals are started by hand');
    } else if (condition.kind === 'nonstop' && composite && start.by !== 'manual') {
      return notStarted('signals', 'bots of several pairs do not start non-stop');
    }
  }
  if (conditions.length === 0 && start.by !== 'manual') return notStarted('signals', 'deals are started by hand');
  const stamp = newestStamp(world, bot, instrument);
  if (stamp === undefined || stamp > (bot.consumed.get(instrument.id) ?? 0)) return null;
  return notStarted('signals', `the signal of ${instrument.symbol} has started a deal already`);
}

/** What identifies the values that the bot's conditions have now; undefined when it has no conditions on candles. */
function newestStamp(world: BotsWorld, bot: Bot, instrument: Pick<Instrument, 'id'>): number | undefined {
  let newest: number | undefined;
  for (const condition of bot.terms.settings.start) {
    if (!isCandleCondition(condition)) continue;
    const stamp = signalOf(world.signals, instrument.id, condition)?.stamp;
    if (stamp !== undefined && (newest === undefined || stamp > newest)) newest = stamp;
  }
  return newest;
}

/** Check 10: the base order can be placed now. */
function checkBase(world: BotsWorld, bot: Bot, instrument: Instrument, volume: Volume, at: number): Rejection | null {
  const quote = entryQuote(world.market.markets[instrument.id], bot.terms);
  if (quote === undefined) return notStarted('price', `${instrument.symbol} has no price to start at`);
  const deal = { id: 0, account: bot.account, instrument: instrument.id, terms: bot.terms };
  const order = baseOrder(world, deal, volume, quote);
  if (order.quantity < smallestQuantity(instrument, quote)) {
    const least = moneyPhrase(world.instruments.assets[instrument.quote], instrument.minNotional);
    return notStarted('baseVolume', `the base order is too small: ${instrument.symbol} takes at least ${least}`);
  }
  const preview = previewLeg(world, order, at);
  return isRejection(preview) ? notStarted(preview.reason, preview.detail) : null;
}

function volumeRow({ amount, unit, rounding }: Volume): VolumeRow {
  return [formatDecimal(amount), unit, rounding];
}

/** The pair of a bot that a command names; the only one when it names none. */
export function pairOf(world: BotsWorld, bot: Bot, instrument: number | null): Instrument | Rejection {
  const { instruments } = bot.terms.settings;
  if (instrument === null && instruments.length > 1) return reject('invalid_value', 'instrument', 'is missing');
  const id = instrument ?? (instruments[0] as number);
  const found = instruments.includes(id) ? instrumentById(world.instruments, id) : undefined;
  return found ?? notStarted('instrument', 'the pair does not belong to the bot');
}
