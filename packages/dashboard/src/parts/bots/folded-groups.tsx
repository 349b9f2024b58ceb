import type { StepDraft } from '../../bots/draft.ts';
import { BREAKEVENS } from '../../bots/told-draft.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { Checkbox, Choices, Select } from '../choices.tsx';
import { anyText, anyWrong, Folded } from './folded.tsx';
import { type BotForm, Numeric } from './form-fields.tsx';
import { NumberRows } from './number-rows.tsx';

/** The API takes at most so many take profits. */
const MOST_STEPS = 4;

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
  const { steps, breakeven } = form.draft;
  const places = BREAKEVENS.filter((each) => each === 'never' || each === breakeven || Number(each) < steps.length);
  return (
    <>
      <h3>{tell('steps')}</h3>
      <p class="quiet">{tell('stepsHint')}</p>
      <NumberRows
        form={form}
        path="takeProfitSteps"
        rows={steps}
        fields={[
          ['profit', 'stepProfit'],
          ['share', 'stepShare'],
        ]}
        most={MOST_STEPS}
        add="addStep"
        remove="removeStep"
        next={() => (steps.length === 0 ? FIRST_STEPS : [NEW_STEP])}
        onWrite={(changed) => form.change({ steps: changed })}
      />
      {steps.length > 1 && (
        <Select
          label={tell('breakeven')}
          values={places}
          value={breakeven}
          wrong={form.wrong('breakeven')}
          wordOf={(each) => {
            if (each === 'never') return tell('breakeven.never');
            return each === '0' ? tell('breakeven.average') : tell('breakeven.step', { n: each });
          }}
          onChoose={(chosen) => form.change({ breakeven: chosen })}
        />
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

const LIMITS = [
  'cooldown',
  'startDelay',
  'btcPriceLimit',
  'minVolumeBtc',
  'minPrice',
  'maxPrice',
  'disableAfterDeals',
] as const;

export function LimitGroup({ form }: { readonly form: BotForm }) {
  const { draft } = form;
  const several = draft.instruments.length > 1;
  const open = several || anyText(draft, LIMITS) || anyWrong(form, [...LIMITS, 'maxActiveDeals', 'dealsPerPair']);
  return (
    <Folded title="limits" open={open}>
      <div class="grid">
        <Numeric form={form} field="maxActiveDeals" />
        {several && <Numeric form={form} field="dealsPerPair" />}
        <Numeric form={form} field="cooldown" placeholder="none" />
        <Numeric form={form} field="startDelay" placeholder="none" />
        <Numeric form={form} field="disableAfterDeals" placeholder="never" />
        <Numeric form={form} field="minPrice" placeholder="none" />
        <Numeric form={form} field="maxPrice" placeholder="none" />
        <Numeric form={form} field="btcPriceLimit" placeholder="none" />
        <Numeric form={form} field="minVolumeBtc" placeholder="none" />
      </div>
    </Folded>
  );
}
