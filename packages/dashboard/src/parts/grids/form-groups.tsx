import type { GridBotPlan } from 'outcry/native-api';
import { decimal, decimalText, floorTo, multiply } from '../../decimal.ts';
import { stepText } from '../../grids/describe.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { amountText, typedText } from '../../words/numbers.ts';
import { NameField } from '../automation/name-field.tsx';
import { PairAndAccount } from '../automation/pair-and-account.tsx';
import { Choices } from '../choices.tsx';
import { type GridForm, Numeric } from './form-fields.tsx';

/** Name, pair and account. */
export function Basics({ form }: { readonly form: GridForm }) {
  const { draft, change, isThere } = form;
  return (
    <section class="group">
      <h2>{tell('basics')}</h2>
      <div class="grid">
        <NameField name={draft.name} most={100} wrong={form.wrong('name')} onWrite={(name) => change({ name })} />
        {!isThere && (
          <PairAndAccount
            draft={draft}
            page="grids"
            placeholder={tell('otherPair')}
            wrong={form.wrong}
            onChoose={(account) => change({ account })}
          />
        )}
      </div>
    </section>
  );
}

/** The ends of the range and the lines between them. */
export function RangeGroup({ form, plan }: { readonly form: GridForm; readonly plan: GridBotPlan | null }) {
  const { draft, change, instrument } = form;
  const { quote, priceStep } = instrument;
  return (
    <section class="group">
      <h2>{tell('rangeGroup')}</h2>
      <div class="grid">
        <Numeric form={form} field="lower" unit={quote} />
        <Numeric form={form} field="upper" unit={quote} />
        <Numeric form={form} field="lines" hint={tell('linesHint')} />
        <div class="field wide">
          <Choices
            label={tell('type')}
            values={['arithmetic', 'geometric'] as const}
            value={draft.type ?? 'arithmetic'}
            wordOf={(each) => tell(`type.${each}`)}
            onChoose={(type) => change({ type })}
          />
          {plan !== null && (
            <small class="quiet">{tell('apart', { step: stepText(plan.step, draft.type, quote, priceStep) })}</small>
          )}
        </div>
      </div>
    </section>
  );
}

/** Parts of what is free that a press chooses, in percent. */
const PARTS = ['10', '25', '50', '100'] as const;

/** How much, in which currency, and what profits are kept in. `free`: money of the account, null while it is not known. */
export function AmountGroup(props: {
  readonly form: GridForm;
  readonly plan: GridBotPlan | null;
  readonly free: string | null;
}) {
  const { form, plan, free } = props;
  const { draft, change, instrument } = form;
  const { quote } = instrument;
  const base = instrument.base ?? '';
  const assetOf = (currency: 'base' | 'quote'): string => (currency === 'quote' ? quote : base);
  const offersParts = draft.per === 'total' && draft.orderCurrency === 'quote' && free !== null;
  return (
    <section class="group">
      <h2>{tell('howMuch')}</h2>
      <Choices
        label={tell('howMuch')}
        values={['total', 'line'] as const}
        value={draft.per}
        wordOf={(each) => tell(`per.${each}`)}
        onChoose={(per) => change({ per, amount: '' })}
      />
      <div class="grid amounts">
        <Numeric
          form={form}
          field="amount"
          unit={assetOf(draft.orderCurrency ?? 'quote')}
          hint={
            plan !== null && draft.per === 'total'
              ? tell('perLine', { amount: amountText(plan.amount, assetOf(draft.orderCurrency ?? 'quote')) })
              : undefined
          }
        />
        <CurrencyChoice
          label={tell('orderCurrency')}
          value={draft.orderCurrency ?? 'quote'}
          wordOf={assetOf}
          onChoose={(orderCurrency) => change({ orderCurrency, amount: '' })}
        />
      </div>
      <p class="free">
        <span class="quiet">{tell('freeNow', { amount: free === null ? '…' : amountText(free, quote) })}</span>
        {offersParts &&
          PARTS.map((part) => (
            <button
              type="button"
              class="small"
              key={part}
              aria-pressed={draft.amount === partOf(free, part, quote)}
              onClick={() => change({ amount: partOf(free, part, quote) })}
            >
              {part} %
            </button>
          ))}
      </p>
      <CurrencyChoice
        label={tell('profitCurrency')}
        value={draft.profitCurrency ?? 'quote'}
        wordOf={assetOf}
        onChoose={(profitCurrency) => change({ profitCurrency })}
      />
    </section>
  );
}

function CurrencyChoice(props: {
  readonly label: string;
  readonly value: 'base' | 'quote';
  readonly wordOf: (currency: 'base' | 'quote') => string;
  readonly onChoose: (currency: 'base' | 'quote') => void;
}) {
  return (
    <div class="field">
      <span aria-hidden="true">{props.label}</span>
      <Choices
        label={props.label}
        values={['quote', 'base'] as const}
        value={props.value}
        wordOf={props.wordOf}
        onChoose={props.onChoose}
      />
    </div>
  );
}

/** Steps that a part of what is free is cut to: of money one is typed with two decimals, of coins with six. */
const PART_STEPS = { money: { coefficient: 1n, scale: 2 }, coins: { coefficient: 1n, scale: 6 } };

function partOf(free: string, percent: string, quote: string): string {
  const [has, part] = [decimal(free), decimal(percent)];
  if (has === null || part === null) return '';
  const share = multiply(multiply(has, part), { coefficient: 1n, scale: 2 });
  return typedText(decimalText(floorTo(share, quote === 'BTC' ? PART_STEPS.coins : PART_STEPS.money)));
}
