import {
  closingPart,
  feeAsset,
  openingMargin,
  openingPart,
  positionCurrency,
  positionOf,
  roundedFee,
} from '../accounts/index.ts';
import type { Instrument } from '../instruments/index.ts';
import { type Money, NO_MONEY } from '../numbers/index.ts';
import { isRejection, type Rejection, reject } from '../turn.ts';
import type { PlaceOrder } from './commands.ts';
import { type Exposure, type Holds, worstFee } from './holds.ts';
import { exposureOf, weighPlace } from './place.ts';
import type { OrdersWorld } from './world.ts';

/** What an order would cost if it were placed now; nothing has changed. */
export interface OrderPreview {
  readonly instrument: Instrument;
  /** The worst price it is counted with, in steps: its limit, what it waits for, or the market's for this quantity. */
  readonly price: number;
  /** What it would trade for at its worst, in the quote asset. */
  readonly value: Money;
  /** The fee at the dearer rate, in `feeAsset`. */
  readonly fee: Money;
  readonly feeAsset: number;
  /** What the opened position would block beside what is paid, in `moneyAsset`. */
  readonly margin: Money;
  /** What placing sets aside: money in `moneyAsset`, units in the base asset. Orders that wait set nothing aside. */
  readonly held: Holds;
  readonly moneyAsset: number;
  /** Whether it would wait for its price. */
  readonly waits: boolean;
}

/** What placing this order now would come to, or why it would be refused. A key is not looked at. */
export function previewOrder(world: OrdersWorld, command: PlaceOrder, at: number): OrderPreview | Rejection {
  const { known: _, ...asked } = command;
  const weighed = weighPlace(world, { ...asked, key: null }, at);
  if (isRejection(weighed)) return weighed;
  if (!('holds' in weighed)) return reject('invalid_value', 'key', 'a preview has no key');
  const { account, instrument, leg, side, holds, waits } = weighed;
  const limit = command.price !== 0 ? command.price : waits ? command.stopPrice : 0;
  const terms = exposureOf(world, account, instrument, leg, side, command.quantity, limit);
  if (isRejection(terms)) return terms;
  const asset = feeAsset(account, instrument, side);
  return {
    instrument,
    price: terms.price,
    value: terms.value,
    fee:
      asset === instrument.base && instrument.base !== 0
        ? feeOfUnits(world, terms)
        : worstFee(world, terms, terms.price, terms.value),
    feeAsset: asset,
    margin: marginOfOpened(world, terms),
    held: holds,
    moneyAsset: positionCurrency(account, instrument),
    waits,
  };
}

/** A fee taken out of the units that a purchase brings. */
function feeOfUnits(world: OrdersWorld, { account, instrument, quantity }: Exposure): Money {
  const rate = BigInt(Math.max(account.fees.maker, account.fees.taker));
  const scale = world.instruments.assets[instrument.base]?.scale ?? 0;
  return roundedFee(account.fees, scale, BigInt(quantity) * instrument.stepUnits * rate, 0n);
}

function marginOfOpened(world: OrdersWorld, { account, instrument, leg, side, quantity, price }: Exposure): Money {
  const closing = closingPart(positionOf(account, instrument.id, leg), side, quantity);
  const opening = openingPart(account, instrument, side, quantity, closing);
  return opening === 0 ? NO_MONEY : openingMargin(world, account, instrument, side, opening, price);
}
