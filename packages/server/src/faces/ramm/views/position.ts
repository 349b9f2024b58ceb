import {
  type CopyPosition,
  finePriceText,
  type Instrument,
  lotsText,
  type PositionFigures,
  positionFigures,
} from '@outcry/core';
import type { Columns } from '../search/live.ts';
import { ExactNumber } from '../wire/json.ts';
import { momentOf } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import type { AccountView } from './account.ts';

/** A position of an account at the prices of this moment. */
export class PositionView {
  readonly view: AccountView;
  readonly position: CopyPosition;
  #figures: PositionFigures | undefined;

  constructor(view: AccountView, position: CopyPosition) {
    this.view = view;
    this.position = position;
  }

  get figures(): PositionFigures {
    const { world, account } = this.view;
    this.#figures ??= positionFigures(world.state, account, this.position, world.prices);
    return this.#figures;
  }

  get instrument(): Instrument | undefined {
    return this.view.world.state.instruments.instruments[this.position.instrument];
  }

  lots(steps: number): ExactNumber {
    return new ExactNumber(lotsText(this.view.world.state, this.position.instrument, steps));
  }

  price(fine: number): ExactNumber {
    return new ExactNumber(finePriceText(this.view.world.state, this.position.instrument, fine));
  }
}

/** Fields of a position in searches (`ramm.md` 4.12). */
export const POSITION_COLUMNS: Columns<PositionView> = {
  ID: ({ position }) => position.id,
  AccountingSystem: ({ view }) => view.strategy.accounting,
  Ticket: ({ view, position }) => (view.strategy.accounting === 0 ? position.ticket : undefined),
  AccountID: ({ view }) => view.account.id,
  SymbolSpecID: ({ position }) => position.instrument,
  Symbol: ({ instrument }) => instrument?.symbol,
  VolumeRequestLong: (each) => each.lots(each.position.requestLong),
  VolumeRequestShort: (each) => each.lots(each.position.requestShort),
  VolumeOpen: (each) => each.lots(each.position.volume),
  VolumeRejected: (each) => each.lots(each.position.rejected),
  PriceOpen: (each) => each.price(each.position.price),
  Swap: ({ position }) => money(position.swap),
  SwapDT: ({ position }) => momentOf(position.swapAt),
  MarginRequestLong: ({ figures }) => money(figures.marginRequestLong),
  MarginRequestShort: ({ figures }) => money(figures.marginRequestShort),
  MarginOpen: ({ figures }) => money(figures.marginOpen),
  MarginLongTotal: ({ figures }) => money(figures.marginLongTotal),
  MarginShortTotal: ({ figures }) => money(figures.marginShortTotal),
  MarginTotal: ({ figures }) => money(figures.marginTotal),
  Profit: ({ figures }) => money(figures.profit),
  TotalProfit: ({ figures }) => money(figures.totalProfit),
  ProfitCalcQuote: (each) => (each.figures.quote === null ? undefined : each.price(each.figures.quote)),
  ClientID: ({ view }) => view.wallet.client,
  WalletID: ({ view }) => view.wallet.id,
  StrategyID: ({ view }) => view.strategy.id,
  StrategyName: ({ view }) => view.strategy.name,
  TraderID: ({ view }) => view.world.copy.wallets.get(view.strategy.wallet)?.client,
  TraderLogin: ({ view }) => view.world.client(view.world.copy.wallets.get(view.strategy.wallet)?.client ?? 0)?.login,
  Test: ({ view }) => (view.wallet.test ? 1 : 0),
  PrecisionPrice: ({ instrument }) => instrument?.priceStep.scale,
  PrecisionVolume: ({ view }) => view.account.precisionVolume,
};

/** Positions that are open or asked for. */
export function positionsOf(view: AccountView): PositionView[] {
  return view.account.positions
    .filter(({ volume, requestLong, requestShort }) => volume !== 0 || requestLong !== 0 || requestShort !== 0)
    .map((position) => new PositionView(view, position));
}
