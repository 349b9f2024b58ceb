import type { Money } from '../numbers/index.ts';
import type { OrderFilled } from '../orders/index.ts';

/** Coins and money that orders have moved, fees taken into account (`dca-and-smarttrade-rules.md` A2). */
export interface Amount {
  /** Minor units of the base asset: got by buys, given by sales. */
  units: Money;
  /** Minor units of the quote asset: paid by buys, got by sales. */
  money: Money;
}

export function emptyAmount(): Amount {
  return { units: 0n as Money, money: 0n as Money };
}

/** What a spot fill moved: a fee in coins changes the coins, a fee in money the money. */
export function filledAmount({ side, units, cash, fee, feeAsset, cashAsset }: OrderFilled): Amount {
  const inMoney = feeAsset === cashAsset ? (fee as bigint) : 0n;
  const inCoins = feeAsset === cashAsset ? 0n : (fee as bigint);
  return side === 0
    ? { units: (units - inCoins) as Money, money: (inMoney - cash) as Money }
    : { units: (inCoins - units) as Money, money: (cash - inMoney) as Money };
}

export function addAmount(to: Amount, { units, money }: Amount): void {
  to.units = (to.units + units) as Money;
  to.money = (to.money + money) as Money;
}
