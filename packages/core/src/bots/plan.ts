import { type Account, accountById } from '../accounts/index.ts';
import { type Instrument, priceToText, quantityToText } from '../instruments/index.ts';
import { type Amount, emptyAmount } from '../legs/index.ts';
import {
  type Decimal,
  decimals,
  divide,
  formatDecimal,
  type Money,
  type Price,
  type Quantity,
} from '../numbers/index.ts';
import { isRejection, type Rejection, reject } from '../turn.ts';
import { newBot } from './apply.ts';
import { scalesOf } from './basis.ts';
import { checkSettings } from './check-settings.ts';
import { NO_NUMBERS, NO_VALUES } from './few.ts';
import {
  averageOf,
  type ExitBasis,
  entryQuote,
  feeRate,
  type Holding,
  moneyDecimal,
  quantityOf,
  safetyPrice,
  safetyQuantity,
  stopLossPrice,
  unitsDecimal,
} from './prices.ts';
import type { BotSettings } from './settings.ts';
import type { BotsWorld } from './state.ts';
import { takeProfitsOf } from './take-profits.ts';
import { Terms } from './terms.ts';
import { volumeOf } from './volumes.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };
const RATE_UNIT = 1_000_000n;

/** One order of a deal as it would be if it started now. Prices, quantities and money are decimal text. */
export interface PlannedOrder {
  /** Percent from the base order. */
  readonly deviation: string;
  readonly price: string;
  readonly quantity: string;
  /** What it takes: quote currency with the fee, of a short deal coins. */
  readonly cost: string;
  /** All that the deal needs up to this order. */
  readonly total: string;
  /** Average of what is held when it is filled, and where the take profit would stand. */
  readonly average: string;
  readonly takeProfit: string;
}

/** A deal before there is one: what a bot would do on a pair at the prices of this moment. */
export interface PlannedDeal {
  readonly instrument: number;
  readonly base: PlannedOrder;
  readonly safety: readonly PlannedOrder[];
  readonly stopLoss: string | null;
  /** What one deal, and what all deals of the bot may need: quote currency, of short deals coins. */
  readonly needed: string;
  readonly neededInAll: string;
}

/** What a deal with these settings would do now, or what is wrong with them. Nothing changes. */
export function planDeal(
  world: BotsWorld,
  account: number,
  settings: BotSettings,
  instrument: Instrument,
): PlannedDeal | Rejection {
  const wrong = checkSettings(world, settings);
  if (wrong !== null) return wrong;
  const terms = new Terms(settings);
  const bot = newBot(0, account, '', terms, 0);
  const quote = entryQuote(world.market.markets[instrument.id], terms);
  if (quote === undefined) return reject('no_market_price', 'instrument', `${instrument.symbol} has no price now`);
  const baseVolume = volumeOf(world, bot, instrument, 'base');
  const safetyVolume = volumeOf(world, bot, instrument, 'safety');
  if (isRejection(baseVolume)) return baseVolume;
  if (isRejection(safetyVolume)) return safetyVolume;
  const scales = scalesOf(world, instrument);
  const plan = new Plan({ terms, account: accountById(world.accounts, account), instrument, scales });
  const base = plan.add(quote, quantityOf(instrument, baseVolume, quote), decimals.ZERO);
  const average = averageOf(plan.holding.base, scales);
  const safety: PlannedOrder[] = [];
  for (let n = 1; n <= settings.maxSafetyOrders; n++) {
    const price = safetyPrice(instrument, terms, average, n);
    if (price < instrument.lowestPrice) break;
    safety.push(plan.add(price, safetyQuantity(instrument, terms, safetyVolume, n, price), terms.deviation(n)));
  }
  return {
    instrument: instrument.id,
    base,
    safety,
    stopLoss: terms.stopLoss.coefficient === 0n ? null : formatDecimal(stopLossPrice(terms, average)),
    needed: formatDecimal(plan.needed),
    neededInAll: formatDecimal(
      decimals.multiply(plan.needed, { coefficient: BigInt(settings.maxActiveDeals), scale: 0 }),
    ),
  };
}

/** Orders filled one after the other at their prices. */
class Plan {
  readonly holding: { -readonly [K in keyof Holding]: Holding[K] } = {
    entered: emptyAmount(),
    exited: emptyAmount(),
    base: emptyAmount(),
    enteredSteps: 0,
    exitedSteps: 0,
    stepsDone: NO_NUMBERS,
    stepPart: NO_VALUES,
  };
  needed: Decimal = decimals.ZERO;
  readonly #basis: ExitBasis;

  constructor(basis: ExitBasis) {
    this.#basis = basis;
  }

  add(price: number, quantity: number, deviation: Decimal): PlannedOrder {
    const { instrument, scales, terms, account } = this.#basis;
    const { holding } = this;
    const { units, money } = plannedAmount(account, instrument, terms.long, price, quantity);
    const isBase = holding.enteredSteps === 0;
    holding.entered.units = (holding.entered.units + units) as Money;
    holding.entered.money = (holding.entered.money + money) as Money;
    holding.enteredSteps += quantity;
    if (isBase) holding.base = { ...holding.entered };
    const cost = terms.long ? moneyDecimal(money, scales) : unitsDecimal(units, scales);
    this.needed = decimals.add(this.needed, cost);
    return {
      deviation: formatDecimal(decimals.multiply(deviation, HUNDRED)),
      price: priceToText(instrument, price as Price),
      quantity: quantityToText(instrument, quantity as Quantity),
      cost: formatDecimal(cost),
      total: formatDecimal(this.needed),
      average: formatDecimal(averageOf(holding.entered, scales)),
      takeProfit: priceToText(instrument, (takeProfitsOf(this.#basis, holding)[0]?.price ?? 0) as Price),
    };
  }
}

/** Coins and money of an entry that is filled at its price, with the dearer fee (A2). */
function plannedAmount(
  account: Account,
  instrument: Instrument,
  long: boolean,
  price: number,
  quantity: number,
): Amount {
  const rate = feeRate(account).coefficient;
  const units = BigInt(quantity) * instrument.stepUnits;
  const money = BigInt(price) * BigInt(quantity) * instrument.stepValue;
  if (long && account.fees.mode === 'received')
    return { units: (units - divide(units * rate, RATE_UNIT, 'up')) as Money, money: money as Money };
  const fee = divide(money * rate, RATE_UNIT, 'halfUp');
  return { units: units as Money, money: (long ? money + fee : money - fee) as Money };
}
