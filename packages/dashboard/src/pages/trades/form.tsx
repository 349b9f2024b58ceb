import type { Instrument, NewSmartTradeSettings, SmartTrade } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { accounts } from '../../api/house.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/use-live.ts';
import { refusedField } from '../../automation/refused-field.ts';
import { useDraft, wrongIn } from '../../automation/use-draft.ts';
import { decimal } from '../../decimal.ts';
import { DraftForm } from '../../parts/automation/draft-form.tsx';
import { Known } from '../../parts/automation/known.tsx';
import { NewPair } from '../../parts/automation/new-pair.tsx';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { AmountGroup } from '../../parts/trades/amount-group.tsx';
import { ConfirmTrade } from '../../parts/trades/confirm-trade.tsx';
import { Basics, EntryGroup } from '../../parts/trades/entry-group.tsx';
import type { TradeForm } from '../../parts/trades/form-fields.tsx';
import { OutlookView } from '../../parts/trades/outlook-view.tsx';
import { ProfitGroup } from '../../parts/trades/profit-group.tsx';
import { StopGroup } from '../../parts/trades/stop-group.tsx';
import { goTo } from '../../route.ts';
import { checkDraft } from '../../trades/check-draft.ts';
import { copyOf, draftOf, isEntering, newDraft, type TradeDraft } from '../../trades/draft.ts';
import { handlesOf, linesOf, moved } from '../../trades/draft-lines.ts';
import { entryPriceOf, marketPrice } from '../../trades/entry-price.ts';
import { isMovable } from '../../trades/movable.ts';
import { outlookOfTrade } from '../../trades/outlook-of-trade.ts';
import { outlookOfDraft } from '../../trades/plan-of.ts';
import { entrySide, NO_FEES, quantityOf, spentAsset } from '../../trades/quantity.ts';
import { editTrade, openTrade, shownAs } from '../../trades/send-trade.ts';
import { ONE } from '../../trades/targets.ts';
import { useEntryRefusal } from '../../trades/use-entry-refusal.ts';
import { missing, warningsOf } from '../../trades/warnings.ts';
import { errorText } from '../../words/errors.ts';
import { say } from '../../words/language.ts';
import { tell } from '../../words/trades/trade-words.ts';

/** The form of a new trade. `symbol`: its pair; that of the markets' page unless told. */
export function NewTradePage({ symbol }: { readonly symbol: string | undefined }) {
  return (
    <NewPair symbol={symbol} unfit={tell('noSuchPair')}>
      {({ account, pair }) => <Form key={pair.symbol} first={newDraft(account, pair)} instrument={pair} trade={null} />}
    </NewPair>
  );
}

/** The form of a trade that is changed, or of another one like it. */
export function OldTradePage({ id, copies }: { readonly id: number; readonly copies: boolean }) {
  const asked = useAnswer<SmartTrade>(`/smart-trades/${id}`);
  return (
    <Known asked={asked}>
      {(trade, instrument) => {
        if (copies) return <Form first={copyOf(trade)} instrument={instrument} trade={null} />;
        if (!trade.allows.edit) return <p class="waiting">{tell('why.edit')}</p>;
        return <Form first={draftOf(trade)} instrument={instrument} trade={trade} />;
      }}
    </Known>
  );
}

interface FormProps {
  readonly first: TradeDraft;
  readonly instrument: Instrument;
  /** The trade that is changed; null: a new one. */
  readonly trade: SmartTrade | null;
}

function Form({ first, instrument, trade }: FormProps) {
  const { draft, write, change, tried, setTried, busy, error, run } = useDraft(first);
  const [asks, setAsks] = useState(false);
  const quotes = useLive('quotes', instrument.symbol);
  const balances = useLive('balances', draft.account);
  const positions = useLive('positions', trade === null && !isEntering(draft) ? draft.account : null);
  const fees = accounts.value.find(({ id }) => id === draft.account)?.fees ?? NO_FEES;
  const priceStep = decimal(instrument.priceStep) ?? ONE;

  const entry = decimal(trade?.entryPrice ?? '') ?? entryPriceOf(draft, quotes);
  const entered = trade !== null && trade.entryPrice !== null;
  const measure = { entry, priceStep, entered };
  const spent = spentAsset(draft, instrument);
  const free = balances === null ? null : (balances.find(({ asset }) => asset === spent)?.available ?? '0');
  const price = isEntering(draft) ? entry : marketPrice(quotes, 'sell');
  const quantity =
    trade === null
      ? quantityOf(draft, { instrument, price, free: decimal(free ?? ''), fees })
      : { coins: trade.settings.quantity, wrong: null };
  const checked = checkDraft(draft, instrument, quantity);
  const outlook = entered
    ? outlookOfTrade(trade, draft, measure, instrument, fees)
    : outlookOfDraft(draft, measure, quantity.coins, instrument, fees);
  const refusal = useEntryRefusal(trade === null ? checked.settings : null, draft.account);
  const refused = refusedField(error, shownAs) ?? refusedField(refusal, shownAs);
  const handles = handlesOf(draft, measure).filter(({ id }) => trade === null || isMovable(trade, id));
  const form: TradeForm = {
    draft,
    change,
    wrong: wrongIn({ checked, tried, refused }),
    instrument,
    measure,
    isThere: trade !== null,
    canEnter: trade !== null && isMovable(trade, 'entry'),
  };
  const save = async (): Promise<void> => {
    setTried(true);
    const { settings } = checked;
    if (settings === null) return;
    if (trade === null) return setAsks(true);
    if (await run(() => editTrade(trade, settings))) goTo('smart-trades', trade.id);
  };
  const make = async (settings: NewSmartTradeSettings): Promise<void> => {
    if (!(await run(async () => goTo('smart-trades', await openTrade(draft, settings))))) setAsks(false);
  };
  const problem = error ?? (refused === null ? refusal : null);
  const shownProblem =
    tried && checked.settings === null ? tell('looksWrong') : problem === null ? '' : errorText(problem);
  const needed =
    spent === instrument.quote ? (draft.mode === 'buy' ? (outlook?.entered ?? '') : '') : (quantity.coins ?? '');
  const warnings = (of: TradeDraft) =>
    warningsOf(of, measure, marketPrice(quotes, isEntering(of) ? entrySide(of) : 'sell'));
  // what is so already need not be told
  const known = warnings(first);
  const lacks = trade === null ? missing(decimal(needed), decimal(free ?? '')) : null;
  return (
    <DraftForm
      style="trade-form"
      title={
        <>
          {trade === null ? tell('newTrade') : tell('editTrade', { id: String(trade.id) })}{' '}
          <small>{instrument.symbol}</small>
        </>
      }
      back={trade === null ? ['smart-trades'] : ['smart-trades', trade.id]}
      busy={busy}
      problem={shownProblem}
      save={{
        label: tell(trade === null ? 'makeTrade' : 'save'),
        kind: trade === null ? entrySide(draft) : '',
        onSave: () => void save(),
      }}
      plan={
        <section class="plan" aria-label={say('chart')}>
          <LinesChart
            instrument={instrument}
            lines={linesOf(draft, measure, handlesOf(draft, measure))}
            handles={handles}
            hint={say('dragHint')}
            onMove={(id, to) => write((before) => moved(before, id, to, measure))}
          />
          <OutlookView
            draft={draft}
            entered={entered}
            instrument={instrument}
            outlook={outlook}
            missing={lacks === null ? null : { amount: lacks, asset: spent }}
            warnings={warnings(draft).filter((each) => trade === null || !known.includes(each))}
          />
        </section>
      }
      question={
        asks &&
        checked.settings !== null && (
          <ConfirmTrade
            draft={draft}
            settings={checked.settings}
            instrument={instrument}
            outlook={outlook}
            busy={busy}
            onGo={(settings) => void make(settings)}
            onClose={() => setAsks(false)}
          />
        )
      }
    >
      <Basics form={form} />
      <EntryGroup
        form={form}
        average={positions?.find((each) => each.instrument === instrument.symbol)?.averagePrice ?? null}
      />
      {trade === null && <AmountGroup form={form} quantity={quantity} free={free} />}
      <ProfitGroup form={form} outlook={outlook} />
      <StopGroup form={form} outlook={outlook} />
      {trade === null && <NoteField form={form} />}
    </DraftForm>
  );
}

function NoteField({ form }: { readonly form: TradeForm }) {
  return (
    <section class="group">
      <label class="field">
        {tell('note')}
        <textarea
          rows={2}
          maxLength={300}
          placeholder={tell('noteHint')}
          value={form.draft.note}
          onInput={(event) => form.change({ note: event.currentTarget.value })}
        />
      </label>
    </section>
  );
}
