import { decimalText } from '../../decimal.ts';
import { ENTRY_TYPES, type EntryDraft, isEntering, isLong, MODES, withMode } from '../../trades/draft.ts';
import { typedText } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { PairAndAccount } from '../automation/pair-and-account.tsx';
import { Choices, Select } from '../choices.tsx';
import { NumberField } from '../field.tsx';
import { type TradeForm, Watched } from './form-fields.tsx';

/** What the trade is to do, on which pair and in which account. */
export function Basics({ form }: { readonly form: TradeForm }) {
  const { draft, change, isThere } = form;
  if (isThere) return <p class="quiet">{tell(`modeHint.${draft.mode}`)}</p>;
  return (
    <section class="group">
      <Choices
        label={tell('whatToDo')}
        values={MODES}
        value={draft.mode}
        wordOf={(each) => tell(`mode.${each}`)}
        onChoose={(mode) => change(withMode(draft, mode))}
      />
      <p class="quiet">{tell(`modeHint.${draft.mode}`)}</p>
      <div class="grid">
        <PairAndAccount
          draft={draft}
          page="smart-trades"
          placeholder={tell('otherPair')}
          wrong={form.wrong}
          onChoose={(account) => change({ account })}
        />
      </div>
    </section>
  );
}

/** How the trade comes to its coins; of coins that are held, what they have cost. */
export function EntryGroup({ form, average }: { readonly form: TradeForm; readonly average: string | null }) {
  const { draft, isThere, canEnter } = form;
  if (isThere && !canEnter && isEntering(draft)) return null;
  return (
    <section class="group">
      <h2>{tell(isEntering(draft) ? (isLong(draft) ? 'entry' : 'entryShort') : 'heldGroup')}</h2>
      {isEntering(draft) ? <Entry form={form} /> : <Held form={form} average={average} />}
    </section>
  );
}

function Held({ form, average }: { readonly form: TradeForm; readonly average: string | null }) {
  const { draft, change } = form;
  const take = average === null ? null : typedText(average);
  return (
    <NumberField
      label={tell(isLong(draft) ? 'averagePaid' : 'averageGot')}
      unit={form.instrument.quote}
      value={draft.averagePrice}
      wrong={form.wrong('averagePrice')}
      hint={tell('averageHint')}
      onWrite={(averagePrice) => change({ averagePrice })}
    >
      {take !== null && draft.averagePrice !== take && (
        <button type="button" class="small" onClick={() => change({ averagePrice: take })}>
          {tell('averageOfAccount', { price: take })}
        </button>
      )}
    </NumberField>
  );
}

function Entry({ form }: { readonly form: TradeForm }) {
  const { draft, isThere, measure } = form;
  const { entry } = draft;
  const put = (part: Partial<EntryDraft>): void => form.change({ entry: { ...entry, ...part } });
  const choose = (type: EntryDraft['type']): void => {
    const now = measure.entry === null ? '' : typedText(decimalText(measure.entry));
    put({ type, price: entry.price === '' ? now : entry.price });
  };
  return (
    <>
      {!isThere && (
        <Choices
          label={tell('entry')}
          values={ENTRY_TYPES}
          value={entry.type}
          wordOf={(each) => tell(`entryType.${each}`)}
          onChoose={choose}
        />
      )}
      <p class="quiet">{tell(`entryHint.${entry.type}`)}</p>
      {entry.type !== 'market' && (
        <div class="grid">
          <NumberField
            label={tell(entry.type === 'limit' ? 'limitPrice' : 'waitsFor')}
            unit={form.instrument.quote}
            value={entry.price}
            wrong={form.wrong('entry.price')}
            onWrite={(price) => put({ price })}
          />
          {entry.type === 'conditional' && <Conditional form={form} put={put} />}
        </div>
      )}
    </>
  );
}

function Conditional(props: { readonly form: TradeForm; readonly put: (part: Partial<EntryDraft>) => void }) {
  const { form, put } = props;
  const { entry } = form.draft;
  const long = isLong(form.draft);
  return (
    <>
      <Watched label={tell('watched')} value={entry.by} wrong={form.wrong('entry.by')} onChoose={(by) => put({ by })} />
      <Select
        label={tell('thenSends')}
        values={['market', 'limit'] as const}
        value={entry.order}
        wordOf={(each) => tell(`sends.${each}`)}
        wrong={form.wrong('entry.order')}
        onChoose={(order) => put({ order, limitPrice: entry.limitPrice === '' ? entry.price : entry.limitPrice })}
      />
      {entry.order === 'limit' && (
        <NumberField
          label={tell('limitPrice')}
          unit={form.instrument.quote}
          value={entry.limitPrice}
          wrong={form.wrong('entry.limitPrice')}
          onWrite={(limitPrice) => put({ limitPrice })}
        />
      )}
      <NumberField
        label={tell(long ? 'trailingBuy' : 'trailingSell')}
        unit="%"
        placeholder={tell('atOnce')}
        value={entry.trailing}
        wrong={form.wrong('entry.trailing')}
        hint={tell(long ? 'trailingBuyHint' : 'trailingSellHint')}
        onWrite={(trailing) => put({ trailing })}
      />
    </>
  );
}
