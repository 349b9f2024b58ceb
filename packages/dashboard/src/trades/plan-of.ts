import type { Account, Instrument } from 'outcry/native-api';
import { decimal } from '../decimal.ts';
import { isEntering, isLong, type TradeDraft } from './draft.ts';
import type { Measure } from './draft-lines.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { read, sideOf, targetPrice, ZERO } from './targets.ts';

/** What a draft comes to with these coins; null while something that it takes is not known. */
export function outlookOfDraft(
  draft: TradeDraft,
  measure: Measure,
  coins: string | null,
  instrument: Instrument,
  fees: Account['fees'],
): Outlook | null {
  const { entry, priceStep } = measure;
  const [amount, quantityStep] = [decimal(coins ?? ''), decimal(instrument.quantityStep)];
  if (entry === null || amount === null || quantityStep === null) return null;
  const steps = (draft.profits ? draft.steps : []).map(({ position, share, target }) => ({
    position,
    share: read(share),
    price: targetPrice(target, sideOf(draft, 'step'), entry, priceStep),
  }));
  const stop = draft.stops ? targetPrice(draft.stop.target, sideOf(draft, 'stop'), entry, priceStep) : null;
  if (steps.some(({ price }) => price === null) || (draft.stops && stop === null)) return null;
  return outlookOf({
    long: isLong(draft),
    held: !isEntering(draft),
    entry,
    coins: amount,
    quantityStep,
    steps: steps.map(({ position, share, price }) => ({ position, share: share ?? ZERO, price: price ?? ZERO })),
    stop,
    fees,
  });
}
