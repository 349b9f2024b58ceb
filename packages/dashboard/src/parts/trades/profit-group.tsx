import { add, compare, type Decimal, decimalText, divide, floorTo, subtract } from '../../decimal.ts';
import { isLong, MOST_STEPS, newStep, STEP_ORDERS, type StepDraft, type TradeDraft } from '../../trades/draft.ts';
import type { Outlook } from '../../trades/outlook.ts';
import { read, sideOf, targetPrice, withTarget, ZERO } from '../../trades/targets.ts';
import { resultText, typedText } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Checkbox, Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import { More, TargetFields, type TradeForm, Watched } from './form-fields.tsx';

const HUNDRED: Decimal = { coefficient: 100n, scale: 0 };

/** Take profits: one, or several that sell a share of the coins each. */
export function ProfitGroup({ form, outlook }: { readonly form: TradeForm; readonly outlook: Outlook | null }) {
  const { draft, change } = form;
  const put = (steps: readonly StepDraft[]): void => change({ steps });
  const wrong = form.wrong('takeProfits');
  const several = draft.steps.length > 1;
  return (
    <section class="group">
      <Checkbox
        label={tell('profits')}
        checked={draft.profits}
        onChange={(profits) => change({ profits, ...(draft.steps.length === 0 ? { steps: withOneMore(draft) } : {}) })}
      />
      {draft.profits && (
        <>
          {draft.steps.map((step, place) => (
            <Step
              key={step.position}
              form={form}
              step={step}
              place={place}
              profit={outlook?.steps.find(({ position }) => position === step.position)?.profit ?? null}
              onChange={(changed) => put(draft.steps.map((each) => (each.position === step.position ? changed : each)))}
              onRemove={
                several && !step.over
                  ? () => put(draft.steps.filter((each) => each.position !== step.position))
                  : undefined
              }
            />
          ))}
          {wrong !== undefined && (
            <p class="wrong" role="alert">
              {wrong}
            </p>
          )}
          <p class="buttons">
            {draft.steps.length < MOST_STEPS && (
              <button type="button" onClick={() => put(withOneMore(draft))}>
                {tell('addStep')}
              </button>
            )}
            {draft.steps.filter(({ over }) => !over).length > 1 && (
              <button type="button" onClick={() => put(withEqualShares(draft.steps))}>
                {tell('equalShares')}
              </button>
            )}
          </p>
        </>
      )}
    </section>
  );
}

interface StepProps {
  readonly form: TradeForm;
  readonly step: StepDraft;
  readonly place: number;
  readonly profit: string | null;
  readonly onChange: (step: StepDraft) => void;
  readonly onRemove: (() => void) | undefined;
}

function Step({ form, step, place, profit, onChange, onRemove }: StepProps) {
  const { draft, instrument, measure } = form;
  const field = `takeProfits.${place}`;
  const side = sideOf(draft, 'step');
  const several = draft.steps.length > 1;
  const n = String(place + 1);
  const choose = (order: StepDraft['order']): void => {
    const price = targetPrice(step.target, side, measure.entry, measure.priceStep);
    const limitPrice = step.limitPrice === '' && price !== null ? typedText(decimalText(price)) : step.limitPrice;
    onChange({ ...step, order, limitPrice });
  };
  return (
    <fieldset class="exit" disabled={step.over}>
      {several && <legend>{tell('stepName', { n })}</legend>}
      <div class="grid">
        <TargetFields
          form={form}
          field={field}
          target={step.target}
          side={side}
          priceLabel={several ? tell('stepPrice', { n }) : tell('profitPrice')}
          percentLabel={several ? tell('stepPercent', { n }) : tell('profitPercent')}
          onChange={(target) => onChange(withTarget(step, target, side, measure.entry, measure.priceStep))}
        />
        {several && (
          <NumberField
            label={tell('stepShare', { n })}
            unit="%"
            value={step.share}
            wrong={form.wrong(`${field}.share`)}
            onWrite={(share) => onChange({ ...step, share })}
          />
        )}
        <Select
          label={tell('stepOrder')}
          values={STEP_ORDERS}
          value={step.order}
          wordOf={(each) => tell(`stepOrder.${each}`)}
          wrong={form.wrong(`${field}.order`)}
          onChoose={choose}
        />
        {step.order === 'limit' && (
          <NumberField
            label={tell('limitPrice')}
            unit={instrument.quote}
            value={step.limitPrice}
            wrong={form.wrong(`${field}.limitPrice`)}
            onWrite={(limitPrice) => onChange({ ...step, limitPrice })}
          />
        )}
      </div>
      {step.order !== 'resting' && (
        <More open={step.trailing !== '' || form.wrong(`${field}.trailing`) !== undefined}>
          {step.order === 'market' && (
            <NumberField
              label={tell('stepTrailing')}
              unit="%"
              placeholder={tell('atOnce')}
              value={step.trailing}
              wrong={form.wrong(`${field}.trailing`)}
              hint={tell(isLong(draft) ? 'stepTrailingHint' : 'stepTrailingHintShort')}
              onWrite={(trailing) => onChange({ ...step, trailing })}
            />
          )}
          <Watched
            label={tell('watched')}
            value={step.by}
            wrong={form.wrong(`${field}.by`)}
            onChoose={(by) => onChange({ ...step, by })}
          />
        </More>
      )}
      {step.over && <p class="quiet">{tell('stepOver')}</p>}
      {!step.over && profit !== null && (
        <p class="quiet">{tell('stepBrings', { profit: resultText(profit, instrument.quote) })}</p>
      )}
      {onRemove !== undefined && (
        <button type="button" class="remove" aria-label={tell('removeStep', { n })} onClick={onRemove}>
          ×
        </button>
      )}
    </fieldset>
  );
}

/** One more step beyond the last one; all that are not over share what is left alike. */
function withOneMore(draft: TradeDraft): readonly StepDraft[] {
  const { steps } = draft;
  const position = Math.max(0, ...steps.map((step) => step.position)) + 1;
  const last = steps.at(-1);
  const percent = last?.target.by === 'percent' ? read(last.target.text) : null;
  const further = percent === null ? String(3 * (steps.length + 1)) : decimalText(add(percent, THREE));
  return withEqualShares([...steps, newStep(isLong(draft), position, further, '0')]);
}

const THREE: Decimal = { coefficient: 3n, scale: 0 };
const WHOLE: Decimal = { coefficient: 1n, scale: 0 };

/** Whole percents for all that are not over; the last one takes what is left. */
function withEqualShares(steps: readonly StepDraft[]): readonly StepDraft[] {
  const open = steps.filter(({ over }) => !over);
  const taken = steps.filter(({ over }) => over).reduce((sum, { share }) => add(sum, read(share) ?? ZERO), ZERO);
  const rest = subtract(HUNDRED, taken);
  const count = { coefficient: BigInt(Math.max(1, open.length)), scale: 0 };
  const each = floorTo(divide(rest, count, 2) ?? ZERO, WHOLE);
  if (compare(each, ZERO) <= 0) return steps;
  const last = subtract(rest, { ...each, coefficient: each.coefficient * (count.coefficient - 1n) });
  const text = (share: Decimal): string => typedText(decimalText(share));
  return steps.map((step) => (step.over ? step : { ...step, share: text(step === open.at(-1) ? last : each) }));
}
