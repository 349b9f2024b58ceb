import { type Instrument, priceToDecimal, quantityToDecimal } from '../instruments/index.ts';
import { decimalOf, percentOf, smallestQuantity } from '../legs/index.ts';
import { type Decimal, decimals, type Money, type Price, type Quantity } from '../numbers/index.ts';
import { scalesOf } from './basis.ts';
import { entryQuote, moneyDecimal } from './prices.ts';
import type { Bot, BotsWorld } from './state.ts';
import type { Terms } from './terms.ts';

const ONE: Decimal = { coefficient: 1n, scale: 0 };

/**
 * A volume in quote currency with what the bot's deals have brought so far: larger by the part that is reinvested, smaller
 * by the part of losses, in the proportion in which that part stands to all its deals as they are told. Rounded down to
 * minor units; a base order never becomes smaller than the market takes.
 */
export function grown(
  world: BotsWorld,
  bot: Bot,
  instrument: Instrument,
  volume: Decimal,
  of: 'base' | 'safety',
): Decimal {
  const scales = scalesOf(world, instrument);
  const part = reinvested(bot, moneyDecimal(bot.profits.get(instrument.quote) ?? (0n as Money), scales));
  const whole = investment(bot.terms);
  if (part.coefficient === 0n || whole.coefficient === 0n) return volume;
  const factor = decimals.add(ONE, decimals.divide(part, whole));
  const amount = decimals.rescale(
    factor.coefficient > 0n ? decimals.multiply(volume, factor) : decimals.ZERO,
    scales.quote,
    'down',
  );
  if (of === 'safety' || part.coefficient > 0n) return amount;
  const quote = entryQuote(world.market.markets[instrument.id], bot.terms);
  if (quote === undefined) return amount;
  const least = decimals.multiply(
    priceToDecimal(instrument, quote as Price),
    quantityToDecimal(instrument, smallestQuantity(instrument, quote) as Quantity),
  );
  return decimals.compare(amount, least) < 0 && decimals.compare(least, volume) < 0 ? least : amount;
}

/** What of the bot's result its next deals are larger by, all together; below 0: smaller. */
export function reinvested({ terms }: Bot, profit: Decimal): Decimal {
  const { reinvest = '0', reduceRisk = '0' } = terms.settings;
  return decimals.multiply(profit, percentOf(decimalOf(profit.coefficient > 0n ? reinvest : reduceRisk)));
}

/** What all deals that a bot may have at once cost as they are told, in quote currency before fees. */
function investment(terms: Terms): Decimal {
  const { baseVolume, safetyVolume, maxSafetyOrders, maxActiveDeals } = terms.settings;
  const unit = terms.hasOwnSteps ? ONE : decimalOf(safetyVolume);
  let one = decimalOf(baseVolume);
  for (let n = 1; n <= maxSafetyOrders; n++) one = decimals.add(one, decimals.multiply(unit, terms.volumeFactor(n)));
  return decimals.multiply(one, { coefficient: BigInt(maxActiveDeals), scale: 0 });
}
