import { AMOUNT_UNITS, type AmountUnit, isEntering } from '../../trades/draft.ts';
import { type Quantity, spentAsset } from '../../trades/quantity.ts';
import { amountText, shown } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import type { TradeForm } from './form-fields.tsx';

/** Parts of what is free that a press chooses, in percent. */
const PARTS = ['10', '25', '50', '100'] as const;

/** How much: as money, as coins, or as a part of what is free. `free`: of what is spent, null while it is not known. */
export function AmountGroup(props: {
  readonly form: TradeForm;
  readonly quantity: Quantity;
  readonly free: string | null;
}) {
  const { form, quantity, free } = props;
  const { draft, change, instrument } = form;
  const units: readonly AmountUnit[] = isEntering(draft)
    ? AMOUNT_UNITS
    : AMOUNT_UNITS.filter((unit) => unit !== 'quote');
  const spent = spentAsset(draft, instrument);
  const base = instrument.base ?? '';
  const coins = quantity.coins === null || draft.unit === 'base' ? undefined : `= ${shown(quantity.coins)} ${base}`;
  return (
    <section class="group">
      <h2>{tell('howMuch')}</h2>
      <div class="grid">
        <NumberField
          label={tell('amount')}
          unit={draft.unit === 'percent' ? '%' : draft.unit === 'base' ? base : instrument.quote}
          value={draft.amount}
          wrong={form.wrong('quantity')}
          hint={coins}
          onWrite={(amount) => change({ amount })}
        />
        <Select
          label={tell('unit')}
          values={units}
          value={draft.unit}
          wordOf={(each) => tell(`unit.${each}`, { quote: instrument.quote, base })}
          onChoose={(unit) => change({ unit, amount: '' })}
        />
      </div>
      <p class="free">
        <span class="quiet">{tell('freeNow', { amount: free === null ? '…' : amountText(free, spent) })}</span>
        {draft.mode !== 'buyBack' &&
          PARTS.map((part) => (
            <button
              type="button"
              class="small"
              key={part}
              aria-pressed={draft.unit === 'percent' && draft.amount === part}
              onClick={() => change({ unit: 'percent', amount: part })}
            >
              {part} %
            </button>
          ))}
      </p>
    </section>
  );
}
