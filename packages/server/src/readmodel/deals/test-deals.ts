import { BOT_DEFAULTS, type BotSettings, type DealRecord, dealRecord, finishedRecord } from '@outcry/core';
import { draws, History } from '../test-history.ts';
import { type Told, toldOf } from '../timelines/test-timelines.ts';

const SBER = 1;
const BTC = 2;
/** Middle prices in steps. */
const MIDDLES = { [SBER]: 30_000, [BTC]: 9_000_000 };

const PLAIN: Omit<BotSettings, 'name' | 'instruments'> = {
  ...BOT_DEFAULTS,
  baseVolume: '20000',
  safetyVolume: '20000',
  safetyStep: '1',
  maxSafetyOrders: 3,
  activeSafetyOrders: 2,
  takeProfit: '1',
  takeProfitType: 'total',
};

/** Places in `History.accounts`, instruments, and what is other than `PLAIN`. */
const BOTS: readonly (readonly [number, number, Partial<BotSettings>])[] = [
  [0, SBER, {}],
  [0, SBER, { stopLoss: '5', maxSafetyOrders: 1, activeSafetyOrders: 1 }],
  [1, SBER, { trailing: true, trailingDeviation: '0.3' }],
  [2, BTC, { baseVolume: '500', safetyVolume: '500' }],
  [2, BTC, { baseVolume: '700', safetyVolume: '300', strategy: 'short' }],
];

/** A history in which bots deal, too, on a market that goes up and down by per cents. */
export class DealHistory extends History {
  readonly bots: readonly number[];
  readonly #dice: (below: number) => number;

  constructor(seed: number) {
    super(seed);
    this.#dice = draws(seed ^ 0x5eed);
    this.bots = BOTS.map(([place, instrument, settings], i) => {
      const account = this.accounts[place] as number;
      const whole = { ...PLAIN, name: `bot ${i}`, instruments: [instrument], ...settings };
      return this.execute({ type: 'bots.create', account, secret: 'a secret of a bot', settings: whole });
    });
  }

  /** So many things happen to bots, other traders' doings in between. */
  deal(steps: number): this {
    for (let i = 0; i < steps; i++) this.#one();
    return this;
  }

  /** Every deal there ever was, as it stands now. */
  get deals(): DealRecord[] {
    const ended = this.turns.flatMap((turn) => turn.finishedDeals.map((each) => finishedRecord(this.core.state, each)));
    return [...ended, ...Array.from(this.core.state.bots.deals.values(), (deal) => dealRecord(this.core.state, deal))];
  }

  get told(): Map<number, Told> {
    return toldOf(this.turns, (type) => /^bots\.(deal|stopTimed|stepSale)/.test(type) && type !== 'bots.dealAnswered');
  }

  #one(): void {
    const dice = this.#dice;
    const deals = [...this.core.state.bots.deals.keys()];
    const deal = deals[dice(deals.length || 1)] ?? 0;
    switch (dice(8)) {
      case 0:
      case 1: {
        const bot = this.bots[dice(this.bots.length)] as number;
        const skips = { skipSignals: true, skipOpenDeals: true, onlyIfEnabled: false };
        this.execute({ type: 'bots.startDeal', bot, instrument: null, ...skips });
        return this.advance();
      }
      case 2: {
        const type = dice(3) === 0 ? 'bots.cancelDeal' : 'bots.panicSellDeal';
        if (dice(3) === 0) this.execute({ type, deal });
        return this.advance();
      }
      case 3:
        this.execute({ type: 'bots.noteDeal', deal, note: `note ${dice(100)}` });
        this.execute({ type: 'bots.addFunds', deal, quantity: 10 + dice(50), price: 0 });
        return this.advance();
      case 4:
        this.run(2);
        return this.advance(dice(4 * 3_600_000));
      default: {
        const instrument = dice(2) === 0 ? SBER : BTC;
        const middle = MIDDLES[instrument];
        return this.show(instrument, middle + Math.floor((middle * (dice(1_000) - 500)) / 10_000));
      }
    }
  }
}
