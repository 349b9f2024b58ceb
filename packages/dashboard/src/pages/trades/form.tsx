import type { Account, Instrument, NewSmartTradeSettings, SmartTrade } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { accounts, chosenAccount, instruments } from '../../api/house.ts';
import { useAction } from '../../api/use-action.ts';
import { useAnswer } from '../../api/use-answer.ts';
import { useLive } from '../../api/use-live.ts';
import { decimal } from '../../decimal.ts';
import { firstPair, isBotPair } from '../../pairs.ts';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { AmountGroup } from '../../parts/trades/amount-group.tsx';
import { ConfirmTrade } from '../../parts/trades/confirm-trade.tsx';
import { Basics, EntryGroup } from '../../parts/trades/entry-group.tsx';
import type { TradeForm } from '../../parts/trades/form-fields.tsx';
import { OutlookView } from '../../parts/trades/outlook-view.tsx';
import { ProfitGroup } from '../../parts/trades/profit-group.tsx';
import { StopGroup } from '../../parts/trades/stop-group.tsx';
import { goTo, pathTo } from '../../route.ts';
import { checkDraft } from '../../trades/check-draft.ts';
import { copyOf, draftOf, isEntering, newDraft, type TradeDraft } from '../../trades/draft.ts';
import { handlesOf, linesOf, moved } from '../../trades/draft-lines.ts';
import { entryPriceOf, marketPrice } from '../../trades/entry-price.ts';
import { isMovable } from '../../trades/movable.ts';
import { outlookOfTrade } from '../../trades/outlook-of-trade.ts';
import { outlookOfDraft } from '../../trades/plan-of.ts';
import { entrySide, NO_FEES, quantityOf, spentAsset } from '../../trades/quantity.ts';
import { editTrade, openTrade, refusedField } from '../../trades/send-trade.ts';
import { ONE } from '../../trades/targets.ts';
import { useEntryRefusal } from '../../trades/use-entry-refusal.ts';
import { missing, warningsOf } from '../../trades/warnings.ts';
import { errorText } from '../../words/errors.ts';
import { say } from '../../words/language.ts';
import { tell } from '../../words/trades/trade-words.ts';

const NO_MARKS: readonly never[] = [];

/** The form of a new trade. `symbol`: its pair; that of the markets' page unless told. */
export function NewTradePage({ symbol }: { readonly symbol: string | undefined }) {
  const account = chosenAccount();
  const wanted = symbol === undefined ? firstPair(account?.currency) : instruments.value.get(symbol);
  // prices that are offered begin at those of the market
  const isQuoted = useLive('quotes', wanted?.symbol ?? null) !== null;
  if (account === null) return <p class="waiting">{say('noAccount')}</p>;
  if (wanted === undefined || !isBotPair(wanted)) return <p class="waiting">{tell('noSuchPair')}</p>;
  if (!isQuoted) return <p class="waiting">{say('loading')}</p>;
  return (
    <Form
      key={wanted.symbol}
      first={newDraft(accountFor(account, wanted).id, wanted)}
      instrument={wanted}
      trade={null}
    />
  );
}

/** The chosen account, or one in the currency of the pair when that is another. */
function accountFor(chosen: Account, { quote }: Instrument): Account {
  if (chosen.currency === quote) return chosen;
  return accounts.value.find(({ closed, currency }) => !closed && currency === quote) ?? chosen;
}

/** The form of a trade that is changed, or of another one like it. */
export function OldTradePage({ id, copies }: { readonly id: number; readonly copies: boolean }) {
  const { answer: trade, error } = useAnswer<SmartTrade>(`/smart-trades/${id}`);
  const instrument = trade === null ? undefined : instruments.value.get(trade.instrument);
  if (trade === null || instrument === undefined)
    return <p class="waiting">{error === null ? say('loading') : errorText(error)}</p>;
  if (copies) return <Form key={`copy ${id}`} first={copyOf(trade)} instrument={instrument} trade={null} />;
  if (!trade.allows.edit) return <p class="waiting">{tell('why.edit')}</p>;
  return <Form key={id} first={draftOf(trade)} instrument={instrument} trade={trade} />;
}

interface FormProps {
  readonly first: TradeDraft;
  readonly instrument: Instrument;
  /** The trade that is changed; null: a new one. */
  readonly trade: SmartTrade | null;
}

function Form({ first, instrument, trade }: FormProps) {
  const [draft, setDraft] = useState(first);
  const [tried, setTried] = useState(false);
  const [asks, setAsks] = useState(false);
  const { busy, error, run, clear } = useAction();
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
  const refused = refusedField(error) ?? refusedField(refusal);
  const handles = handlesOf(draft, measure).filter(({ id }) => trade === null || isMovable(trade, id));
  const change = (part: Partial<TradeDraft>): void => {
    clear();
    setDraft((before) => ({ ...before, ...part }));
  };
  const form: TradeForm = {
    draft,
    change,
    wrong: (field) =>
      checked.wrong[field] ??
      (tried && checked.empty.includes(field) ? say('needNumber') : undefined) ??
      (refused?.field === field ? errorText(refused) : undefined),
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
    <form
      class="bot-form trade-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div class="settings">
        <div class="page-head">
          <h1>
            {trade === null ? tell('newTrade') : tell('editTrade', { id: String(trade.id) })}{' '}
            <small>{instrument.symbol}</small>
          </h1>
        </div>
        <Basics form={form} />
        <EntryGroup
          form={form}
          average={positions?.find((each) => each.instrument === instrument.symbol)?.averagePrice ?? null}
        />
        {trade === null && <AmountGroup form={form} quantity={quantity} free={free} />}
        <ProfitGroup form={form} outlook={outlook} />
        <StopGroup form={form} outlook={outlook} />
        {trade === null && <NoteField form={form} />}
      </div>
      <section class="plan" aria-label={say('chart')}>
        <p class="quiet drag-hint">{say('dragHint')}</p>
        <div class="chart-box tall">
          <LinesChart
            instrument={instrument}
            lines={linesOf(draft, measure, handlesOf(draft, measure))}
            marks={NO_MARKS}
            handles={handles}
            onMove={(id, to) => {
              clear();
              setDraft((before) => moved(before, id, to, measure));
            }}
          />
        </div>
        <OutlookView
          draft={draft}
          entered={entered}
          instrument={instrument}
          outlook={outlook}
          missing={lacks === null ? null : { amount: lacks, asset: spent }}
          warnings={warnings(draft).filter((each) => trade === null || !known.includes(each))}
        />
      </section>
      <div class="save">
        <p class="refusal" role="alert">
          {shownProblem}
        </p>
        <div class="buttons">
          <button type="submit" class={`main ${trade === null ? entrySide(draft) : ''}`} disabled={busy}>
            {busy ? say('placing') : tell(trade === null ? 'makeTrade' : 'save')}
          </button>
          <a class="button" href={trade === null ? pathTo('smart-trades') : pathTo('smart-trades', trade.id)}>
            {say('back')}
          </a>
        </div>
      </div>
      {asks && checked.settings !== null && (
        <ConfirmTrade
          draft={draft}
          settings={checked.settings}
          instrument={instrument}
          outlook={outlook}
          busy={busy}
          onGo={(settings) => void make(settings)}
          onClose={() => setAsks(false)}
        />
      )}
    </form>
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
