import { decimalOf, percentOf } from '../legs/index.ts';
import { type Decimal, decimals } from '../numbers/index.ts';
import type { SignalCondition } from '../signals/index.ts';
import { type BotSettings, isCandleCondition } from './settings.ts';

/** Decimals kept of powers of the scales, half up: a grid of 200 orders has no end of them. */
const KEPT_DECIMALS = 60;

const ZERO: Decimal = { coefficient: 0n, scale: 0 };
const ONE: Decimal = { coefficient: 1n, scale: 0 };

/** The settings of deals as exact numbers, made once for all deals that share them. Rates are shares: 2 % is 0.02. */
export class Terms {
  readonly settings: BotSettings;
  readonly takeProfit: Decimal;
  readonly stopLoss: Decimal;
  readonly steps: readonly { readonly profit: Decimal; readonly share: Decimal }[];
  /** What closing by conditions must bring at least; null: it may bring a loss. */
  readonly minProfit: Decimal | null;
  /** Conditions whose values close a deal or let safety orders go out; both empty for most. */
  readonly closeWhen: readonly SignalCondition[];
  readonly safetyWhen: readonly SignalCondition[];
  /** Nothing but conditions or messages takes a profit. */
  readonly closesByConditions: boolean;
  /** Worth in bitcoin that must have been traded in a day; null: no bound. */
  readonly minVolumeBtc: Decimal | null;
  readonly #own: readonly { readonly deviation: Decimal; readonly factor: Decimal }[];
  readonly #step: Decimal;
  readonly #stepScale: Decimal;
  readonly #volumeScale: Decimal;
  /** By safety order from 0: how far it lies from the base order, its step, and its volume in that of the first. */
  readonly #grid: { readonly deviation: Decimal; readonly step: Decimal; readonly factor: Decimal }[] = [];

  constructor(settings: BotSettings) {
    this.settings = settings;
    this.takeProfit = percentOf(decimalOf(settings.takeProfit));
    this.stopLoss = percentOf(decimalOf(settings.stopLoss));
    this.steps = settings.takeProfitSteps.map(({ profit, share }) => ({
      profit: percentOf(decimalOf(profit)),
      share: percentOf(decimalOf(share)),
    }));
    const { minProfit = null, closeWhen = NONE, safetyWhen = NONE, safetySteps = NONE } = settings;
    this.minProfit = minProfit === null ? null : percentOf(decimalOf(minProfit));
    this.closeWhen = closeWhen.every(isCandleCondition) ? closeWhen.filter(isCandleCondition) : NONE;
    this.safetyWhen = safetyWhen;
    const volume = decimalOf(settings.minVolumeBtc ?? '0');
    this.minVolumeBtc = volume.coefficient === 0n ? null : volume;
    this.closesByConditions = closeWhen.length > 0 && this.steps.length === 0 && this.takeProfit.coefficient === 0n;
    this.#own = safetySteps.map(({ deviation, volume }) => ({
      deviation: percentOf(decimalOf(deviation)),
      factor: decimalOf(volume),
    }));
    this.#step = percentOf(decimalOf(settings.safetyStep));
    this.#stepScale = decimalOf(settings.stepScale);
    this.#volumeScale = decimalOf(settings.volumeScale);
  }

  get long(): boolean {
    return this.settings.strategy === 'long';
  }

  /** 0 buy, 1 sell: what base and safety orders do. */
  get entrySide(): 0 | 1 {
    return this.long ? 0 : 1;
  }

  get exitSide(): 0 | 1 {
    return this.long ? 1 : 0;
  }

  /** Whether safety orders are told one by one: their volumes are units then. */
  get hasOwnSteps(): boolean {
    return this.#own.length > 0;
  }

  /** Distance of safety order n (from 1) from the base order as a share: Σ s·ss^i for i < n (B5). */
  deviation(n: number): Decimal {
    return this.#order(n).deviation;
  }

  /** Volume of safety order n in that of the first: vs^(n − 1) (B5); of steps of their own, in units of their type. */
  volumeFactor(n: number): Decimal {
    return this.#order(n).factor;
  }

  #order(n: number): { readonly deviation: Decimal; readonly factor: Decimal } {
    const own = this.#own[n - 1];
    if (own !== undefined) return own;
    const grid = this.#grid;
    while (grid.length < n) {
      const last = grid[grid.length - 1];
      const step = last === undefined ? this.#step : kept(decimals.multiply(last.step, this.#stepScale));
      grid.push({
        step,
        deviation: decimals.add(last?.deviation ?? ZERO, step),
        factor: last === undefined ? ONE : kept(decimals.multiply(last.factor, this.#volumeScale)),
      });
    }
    return grid[n - 1] as (typeof grid)[number];
  }
}

const NONE = [] as const;

function kept(value: Decimal): Decimal {
  return value.scale <= KEPT_DECIMALS ? value : decimals.rescale(value, KEPT_DECIMALS, 'halfUp');
}
