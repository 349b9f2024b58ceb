import {
  finishedTradeRecord,
  type StopLossSettings,
  type TakeProfitSettings,
  type TradeRecord,
  type TradeSettings,
  tradeRecord,
} from '@outcry/core';
import { draws, History } from '../test-history.ts';
import { type Told, toldOf } from '../timelines/test-timelines.ts';

const SBER = 1;
const BTC = 2;
/** Middle prices in natural units, price steps to a unit, and quantities. */
const MARKETS = {
  [SBER]: { middle: 300, steps: 100, quantity: '50' },
  [BTC]: { middle: 90_000, steps: 100, quantity: '0.01' },
} as const;

const STOP: StopLossSettings = {
  price: null,
  percent: '-2',
  by: 'bid',
  order: 'market',
  limitPrice: '0',
  trails: false,
  timeout: 0,
  breakeven: false,
};

function step(position: number, share: string, percent: string, order: TakeProfitSettings['order']) {
  return { position, share, price: null, percent, by: 'bid' as const, order, limitPrice: '0', trailing: '0' };
}

/** A history in which smart trades of every kind run, too, on a market that goes up and down by per cents. */
export class TradeHistory extends History {
  readonly #dice: (below: number) => number;

  constructor(seed: number) {
    super(seed);
    this.#dice = draws(seed ^ 0x7ade);
  }

  /** So many things happen to smart trades, other traders' doings in between. */
  trade(steps: number): this {
    for (let i = 0; i < steps; i++) this.#one();
    return this;
  }

  /** Every trade there ever was, as it stands now. */
  get trades(): TradeRecord[] {
    const { state } = this.core;
    const ended = this.turns.flatMap((turn) => turn.finishedTrades.map((each) => finishedTradeRecord(state, each)));
    return [...ended, ...Array.from(state.trades.trades.values(), (trade) => tradeRecord(state, trade))];
  }

  get told(): Map<number, Told> {
    return toldOf(this.turns, (type) => type.startsWith('trades.'));
  }

  #one(): void {
    const dice = this.#dice;
    const trades = [...this.core.state.trades.trades.keys()];
    const trade = trades[dice(trades.length || 1)] ?? 0;
    switch (dice(9)) {
      case 0:
      case 1:
      case 2:
        this.#open();
        return this.advance();
      case 3: {
        const type = dice(3) === 0 ? 'trades.cancel' : 'trades.panicSell';
        if (dice(3) === 0) this.execute({ type, trade });
        return this.advance();
      }
      case 4:
        this.execute({ type: 'trades.note', trade, note: `note ${dice(100)}` });
        this.execute({ type: 'trades.add', trade, quantity: 10 + dice(50), price: 0 });
        this.execute({ type: 'trades.reduce', trade, quantity: 1 + dice(20), price: 0 });
        if (dice(2) === 0) this.execute({ type: 'trades.panicSellStep', trade, position: 1 + dice(2) });
        else this.execute({ type: 'trades.cancelStep', trade, position: 1 + dice(2) });
        return this.advance();
      case 5:
        this.run(2);
        return this.advance(dice(4 * 3_600_000));
      default: {
        const instrument = dice(2) === 0 ? SBER : BTC;
        const { middle, steps } = MARKETS[instrument];
        return this.show(instrument, Math.floor((middle * steps * (10_000 + dice(600) - 300)) / 10_000));
      }
    }
  }

  #open(): void {
    const dice = this.#dice;
    const instrument = dice(2) === 0 ? SBER : BTC;
    const { middle, quantity } = MARKETS[instrument];
    const side = dice(4) === 0 ? 'short' : 'long';
    const [by, sign] = side === 'long' ? (['bid', ''] as const) : (['ask', '-'] as const);
    const type = (['market', 'limit', 'conditional'] as const)[dice(3)] ?? 'market';
    const price = `${middle - dice(middle / 50)}`;
    const entry = { type, price, by: 'ask', order: 'market', limitPrice: '0', trailing: '0' } as const;
    const exits = dice(5);
    const order = dice(2) === 0 ? 'resting' : 'market';
    const takeProfits = [step(1, '40', `${sign}1`, order), step(2, '60', `${sign}2`, 'market')];
    const settings: TradeSettings = {
      instrument,
      side,
      entry: dice(5) === 0 ? null : entry,
      averagePrice: price,
      quantity,
      takeProfits: exits === 0 ? [] : takeProfits.map((each) => ({ ...each, by })),
      stopLoss: exits < 3 ? null : { ...STOP, by, percent: side === 'long' ? '-2' : '2' },
      stored: { face: 'test' },
    };
    this.execute({ type: 'trades.open', account: this.accounts[dice(3)] as number, settings, note: null });
  }
}
