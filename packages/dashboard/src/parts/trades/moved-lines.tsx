import type { Account, Instrument, SmartTrade, SmartTradeEvent, SmartTradeOrder } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import type { Handle } from '../../chart/handles.ts';
import { decimal } from '../../decimal.ts';
import { checkDraft } from '../../trades/check-draft.ts';
import { draftOf, type TradeDraft } from '../../trades/draft.ts';
import { handlesOf, linesOf, type Measure, moved } from '../../trades/draft-lines.ts';
import { entryPriceOf } from '../../trades/entry-price.ts';
import { isMovable } from '../../trades/movable.ts';
import { editTrade } from '../../trades/send-trade.ts';
import { ONE } from '../../trades/targets.ts';
import { stillLines, tradeMarks } from '../../trades/trade-lines.ts';
import { resultAt } from '../../trades/trade-money.ts';
import { language, say } from '../../words/language.ts';
import { resultText, shownPrice } from '../../words/numbers.ts';
import { tell } from '../../words/trades/trade-words.ts';
import { LinesChart } from '../lines-chart.tsx';
import { Refusal } from '../refusal.tsx';

interface MovedProps {
  readonly trade: SmartTrade;
  readonly instrument: Instrument;
  readonly fees: Account['fees'] | undefined;
  readonly events: readonly SmartTradeEvent[];
  readonly orders: readonly SmartTradeOrder[];
  readonly onDone: () => void;
}

type Moves = ReadonlyMap<string, string>;

const NOTHING_MOVED: Moves = new Map();

/** The chart of a trade. Lines that are moved change nothing until that is confirmed; what it means stands below. */
export function MovedLines({ trade, instrument, fees, events, orders, onDone }: MovedProps) {
  const [moves, setMoves] = useState(NOTHING_MOVED);
  const { busy, error, run, clear } = useAction();
  const words = language.value;
  const before = useMemo(() => draftOf(trade), [trade]);
  const measure = measureOf(trade, before, instrument);
  const valid = [...moves].filter(([id]) => isMovable(trade, id));
  const draft = valid.reduce((known, [id, price]) => moved(known, id, price, measure), before);
  // an entry order that is out already is drawn with the orders
  const shown = trade.active ? handlesOf(draft, measure).filter(({ id }) => !isEntry(id) || isMovable(trade, id)) : [];
  const handles = shown.filter(({ id }) => isMovable(trade, id));
  const was = new Map(handlesOf(before, measure).map((handle) => [handle.id, handle.price]));
  const stopAt = was.get('stop') ?? null;
  const lines = trade.active
    ? [...linesOf(draft, measure, shown), ...stillLines(trade, orders, stopAt)]
    : stillLines(trade, orders, stopAt);
  const marks = useMemo(() => tradeMarks(events, trade.settings.side), [events, trade.settings.side, words]);
  const changed = handles.filter(({ id, price }) => moves.has(id) && was.get(id) !== price);
  const undo = (): void => {
    clear();
    setMoves(NOTHING_MOVED);
  };
  const apply = async (): Promise<void> => {
    const quantity = { coins: trade.settings.quantity, wrong: null };
    const { settings, wrong } = checkDraft(draft, instrument, quantity);
    const done = await run(async () => {
      if (settings === null) throw new Error(Object.values(wrong).join(', '));
      await editTrade(trade, settings);
    });
    if (!done) return;
    onDone();
    setMoves(NOTHING_MOVED);
  };
  return (
    <>
      <LinesChart
        instrument={instrument}
        lines={lines}
        marks={marks}
        handles={handles}
        hint={handles.length > 0 ? tell('dragHintRunning') : undefined}
        onMove={(id, price) => {
          clear();
          setMoves((known) => new Map(known).set(id, price));
        }}
      />
      {changed.length > 0 && (
        <section class="confirm-bar" aria-label={tell('movedLines')}>
          <ul aria-live="polite">
            {changed.map((handle) => (
              <li key={handle.id}>
                <b>{handle.name}</b> {shownPrice(was.get(handle.id), instrument.priceStep)} →{' '}
                {shownPrice(handle.price, instrument.priceStep)}
                {meaning(trade, handle, fees)}
              </li>
            ))}
          </ul>
          <div class="buttons">
            <button type="button" class="main" disabled={busy} onClick={() => void apply()}>
              {busy ? say('placing') : tell('apply')}
            </button>
            <button type="button" disabled={busy} onClick={undo}>
              {say('undo')}
            </button>
          </div>
        </section>
      )}
      <Refusal error={error} kind="why" />
    </>
  );
}

function isEntry(id: string): boolean {
  return id === 'entry' || id === 'limit';
}

/** What a running trade's lines are measured by: its real entry once there is one. */
function measureOf(trade: SmartTrade, draft: TradeDraft, { priceStep }: Instrument): Measure {
  return {
    entry: decimal(trade.entryPrice ?? '') ?? entryPriceOf(draft, trade.figures),
    priceStep: decimal(priceStep) ?? ONE,
    entered: trade.entryPrice !== null,
  };
}

/** What an exit at its new price comes to in money. */
function meaning(trade: SmartTrade, { id, price }: Handle, fees: Account['fees'] | undefined): string {
  const step = trade.steps.find(({ position }) => `step ${position}` === id);
  const coins = id === 'stop' ? trade.figures?.left : step?.amount;
  if (coins === undefined || coins === '0' || fees === undefined) return '';
  const result = resultAt(trade, coins, price, fees);
  return result === null ? '' : ` (${resultText(result, trade.quote)})`;
}
