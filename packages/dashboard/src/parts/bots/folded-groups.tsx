import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import type { BotDraft, NumberField as FieldName, StepDraft } from '../../bots/draft.ts';
import { type BotWord, tell } from '../../words/bots/bot-words.ts';
import { Checkbox, Choices } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import { type BotForm, Numeric } from './form-fields.tsx';

/** The API takes at most so many take profits. */
const MOST_STEPS = 4;

/** A group that is closed until it is asked for, has something to say, or holds what is wrong; then it stays open. */
function Folded(props: { readonly title: BotWord; readonly open: boolean; readonly children: ComponentChildren }) {
  const opened = useRef(false);
  if (props.open) opened.current = true;
  return (
    <details class="group" open={opened.current}>
      <summary>{tell(props.title)}</summary>
      {props.children}
    </details>
  );
}

function anyWrong(form: BotForm, fields: readonly string[]): boolean {
  return fields.some((field) => form.wrong(field) !== undefined);
}

function anyText(draft: BotDraft, fields: readonly FieldName[]): boolean {
  return fields.some((field) => draft[field].trim() !== '');
}

export function ExitGroup({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const isSet = draft.trailing || draft.steps.length > 0 || draft.profitCurrency === 'base';
  return (
    <Folded title="moreExits" open={isSet || anyWrong(form, ['trailing', 'trailingDeviation'])}>
      <div class="grid">
        <Checkbox
          label={tell('trailing')}
          checked={draft.trailing}
          wrong={form.wrong('trailing')}
          onChange={(trailing) => change({ trailing })}
        />
        {draft.trailing && <Numeric form={form} field="trailingDeviation" />}
      </div>
      <Steps form={form} />
      {draft.strategy === 'short' && (
        <>
          <p>{tell('profitCurrency')}</p>
          <Choices
            label={tell('profitCurrency')}
            values={['quote', 'base'] as const}
            value={draft.profitCurrency}
            wordOf={(each) => tell(`profitCurrency.${each}`, { quote: form.quote })}
            onChoose={(profitCurrency) => change({ profitCurrency })}
          />
        </>
      )}
    </Folded>
  );
}

/** Several take profits, each of a share of the coins. */
function Steps({ form }: { readonly form: BotForm }) {
  const { steps } = form.draft;
  const put = (changed: readonly StepDraft[]): void => form.change({ steps: changed });
  const write = (index: number, part: Partial<StepDraft>): void =>
    put(steps.map((step, i) => (i === index ? { ...step, ...part } : step)));
  const wrong = form.wrong('takeProfitSteps');
  return (
    <>
      <h3>{tell('steps')}</h3>
      <p class="quiet">{tell('stepsHint')}</p>
      {steps.map((step, index) => (
        // a step has no name but its place
        <div class="condition" key={index}>
          <NumberField
            label={tell('stepProfit')}
            value={step.profit}
            wrong={form.wrong(`takeProfitSteps.${index}.profit`)}
            onWrite={(profit) => write(index, { profit })}
          />
          <NumberField
            label={tell('stepShare')}
            value={step.share}
            wrong={form.wrong(`takeProfitSteps.${index}.share`)}
            onWrite={(share) => write(index, { share })}
          />
          <button
            type="button"
            class="remove"
            aria-label={tell('removeStep', { n: String(index + 1) })}
            onClick={() => put(steps.filter((_, i) => i !== index))}
          >
            ×
          </button>
        </div>
      ))}
      {wrong !== undefined && <p class="wrong">{wrong}</p>}
      {steps.length < MOST_STEPS && (
        <button type="button" onClick={() => put([...steps, ...(steps.length === 0 ? FIRST_STEPS : [NEW_STEP])])}>
          + {tell('addStep')}
        </button>
      )}
    </>
  );
}

const FIRST_STEPS: readonly StepDraft[] = [
  { profit: '1', share: '50' },
  { profit: '3', share: '50' },
];
const NEW_STEP: StepDraft = { profit: '', share: '' };

export function StopGroup({ form }: { readonly form: BotForm }) {
  const { draft, change } = form;
  const fields = ['stopLoss', 'stopLossTimeout', 'closeTimeout'] as const;
  return (
    <Folded title="stops" open={anyText(draft, fields) || anyWrong(form, fields)}>
      <div class="grid">
        <Numeric form={form} field="stopLoss" placeholder="none" />
        <Numeric form={form} field="stopLossTimeout" placeholder="none" />
        <Checkbox
          label={tell('stopLossTrails')}
          checked={draft.stopLossTrails}
          onChange={(stopLossTrails) => change({ stopLossTrails })}
        />
        <Checkbox
          label={tell('stopLossDisables')}
          checked={draft.stopLossDisables}
          onChange={(stopLossDisables) => change({ stopLossDisables })}
        />
        <Numeric form={form} field="closeTimeout" placeholder="never" />
      </div>
    </Folded>
  );
}

export function LimitGroup({ form }: { readonly form: BotForm }) {
  const { draft } = form;
  const fields = ['cooldown', 'btcPriceLimit', 'minPrice', 'maxPrice', 'disableAfterDeals'] as const;
  const several = draft.instruments.length > 1;
  const open = several || anyText(draft, fields) || anyWrong(form, [...fields, 'maxActiveDeals', 'dealsPerPair']);
  return (
    <Folded title="limits" open={open}>
      <div class="grid">
        <Numeric form={form} field="maxActiveDeals" />
        {several && <Numeric form={form} field="dealsPerPair" />}
        <Numeric form={form} field="cooldown" placeholder="none" />
        <Numeric form={form} field="disableAfterDeals" placeholder="never" />
        <Numeric form={form} field="minPrice" placeholder="none" />
        <Numeric form={form} field="maxPrice" placeholder="none" />
        <Numeric form={form} field="btcPriceLimit" placeholder="none" />
      </div>
    </Folded>
  );
}
