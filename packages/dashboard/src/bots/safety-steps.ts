import { add, type Decimal, decimal, decimalText, multiply, rounded, typedDecimal } from '../decimal.ts';
import { typedText } from '../words/numbers.ts';
import type { BotDraft } from './draft.ts';
import type { SafetyStepDraft } from './told-draft.ts';

/** Of many more nobody tells each by hand. */
const MOST_TOLD = 20;
const KEPT_DECIMALS = 4;
const NEW_STEP: SafetyStepDraft = { deviation: '', volume: '' };

/** Safety orders to tell one by one: first those that step and coefficients give, then an empty one. */
export function stepsFrom(draft: BotDraft): readonly SafetyStepDraft[] {
  const [count, first, stepScale, size, volumeScale] = (
    ['maxSafetyOrders', 'safetyStep', 'stepScale', 'safetyVolume', 'volumeScale'] as const
  ).map((field) => decimal(typedDecimal(draft[field]) ?? '') ?? ZERO);
  if (draft.safetySteps.length > 0 || !count || !first || !stepScale || !size || !volumeScale) return [NEW_STEP];
  const steps: SafetyStepDraft[] = [];
  let [step, volume, deviation] = [first, size, ZERO];
  for (let n = 1; n <= Math.min(MOST_TOLD, Number(decimalText(count))); n++) {
    deviation = add(deviation, step);
    steps.push({ deviation: written(deviation), volume: written(volume) });
    step = multiply(step, stepScale);
    volume = multiply(volume, volumeScale);
  }
  return steps.length === 0 ? [NEW_STEP] : steps;
}

const ZERO: Decimal = { coefficient: 0n, scale: 0 };

/** As a person would type it; a number that rounds to nothing stays open. */
function written(value: Decimal): string {
  const kept = rounded(value, KEPT_DECIMALS);
  return kept.coefficient === 0n ? '' : typedText(decimalText(kept));
}
