import {
  type BotSettings,
  type CoreState,
  type Decimal,
  decimals,
  type Instrument,
  parseDecimal,
  priceToDecimal,
  Terms,
  valuationPrice,
} from '@outcry/core';
import { pairName } from '../pairs.ts';
import { amountOf, decimalText } from '../wire/numbers.ts';
import type { Problems } from './problems.ts';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** Whether orders are as large as the market wants them, and the stop loss lies behind the last safety order (B2). */
export function checkGrid(state: CoreState, settings: BotSettings, problems: Problems): void {
  checkSizes(state, settings, 'base', problems);
  const { maxSafetyOrders, safetySteps = [] } = settings;
  if (maxSafetyOrders === 0) return;
  checkSizes(state, settings, 'safety', problems);
  if (safetySteps.length === 0 && exact(settings.safetyStep).coefficient === 0n)
    return problems.add('safety_order_step_percentage', 'must be greater than 0');
  const stopLoss = exact(settings.stopLoss);
  if (stopLoss.coefficient === 0n) return;
  const last = decimals.multiply(new Terms(settings).deviation(maxSafetyOrders), HUNDRED);
  if (decimals.compare(stopLoss, last) <= 0)
    problems.add(
      'stop_loss_percentage',
      `Stop Loss should be below the last safety order (${decimalText(decimals.rescale(last, 2, 'halfUp'))})`,
    );
}

const SIZES = {
  base: { field: 'base_order_volume', title: 'Base order size' },
  safety: { field: 'safety_order_volume', title: 'Safety trade size' },
} as const;

/** One message for each pair whose market takes no order so small; a single pair is not named. */
function checkSizes(state: CoreState, settings: BotSettings, of: keyof typeof SIZES, problems: Problems): void {
  const { field, title } = SIZES[of];
  for (const id of settings.instruments) {
    const instrument = state.instruments.instruments[id];
    if (instrument === undefined || !isTooSmall(state, settings, of, instrument)) continue;
    const least = decimalText(amountOf(quoteOf(state, instrument), instrument.minNotional));
    const pair = settings.instruments.length > 1 ? `, ${pairName(state.instruments, instrument) ?? ''}` : '';
    problems.add(field, `${title} is too small. Min: ${least}${pair}`);
  }
}

/** Percentages and bitcoins are sized when a deal starts. */
function isTooSmall(state: CoreState, settings: BotSettings, of: keyof typeof SIZES, instrument: Instrument): boolean {
  const [volume, type] =
    of === 'base'
      ? [settings.baseVolume, settings.baseVolumeType]
      : [smallestSafety(settings), settings.safetyVolumeType];
  const least = amountOf(quoteOf(state, instrument), instrument.minNotional);
  if (type === 'quote') return decimals.compare(exact(volume), least) < 0 || exact(volume).coefficient === 0n;
  if (type !== 'base') return exact(volume).coefficient === 0n;
  const price = valuationPrice(state.market, instrument.id);
  if (price === undefined) return exact(volume).coefficient === 0n;
  return decimals.compare(decimals.multiply(exact(volume), priceToDecimal(instrument, price as never)), least) < 0;
}

/** The volume of the first safety order, or the smallest of those that are told one by one. */
function smallestSafety({ safetyVolume, safetySteps = [] }: BotSettings): string {
  const [first, ...others] = safetySteps.map(({ volume }) => volume);
  if (first === undefined) return safetyVolume;
  return others.reduce((least, volume) => (decimals.compare(exact(volume), exact(least)) < 0 ? volume : least), first);
}

function quoteOf({ instruments }: CoreState, { quote }: Instrument): { scale: number } {
  return instruments.assets[quote] ?? { scale: 0 };
}

function exact(text: string): Decimal {
  return parseDecimal(text) ?? decimals.ZERO;
}
