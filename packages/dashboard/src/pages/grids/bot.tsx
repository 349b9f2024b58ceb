import type { GridBotEvent, GridBotOrder, GridBotWithLines, Instrument } from 'outcry/native-api';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { instruments } from '../../api/house.ts';
import { useHistory } from '../../api/use-history.ts';
import { useLive } from '../../api/use-live.ts';
import { usePoll } from '../../api/use-poll.ts';
import { versionOf } from '../../grids/bot-sums.ts';
import { attentionOf } from '../../grids/describe.ts';
import { botLines, botMarks } from '../../grids/grid-lines.ts';
import { eventText, tellsSame } from '../../grids/timeline-text.ts';
import { useCycles } from '../../grids/use-cycles.ts';
import { notice } from '../../notice.ts';
import { CycleDays } from '../../parts/grids/cycle-days.tsx';
import { CycleTable } from '../../parts/grids/cycle-table.tsx';
import { type GridAction, GridDialog } from '../../parts/grids/grid-dialogs.tsx';
import { GridFigures } from '../../parts/grids/grid-figures.tsx';
import { GridHead } from '../../parts/grids/grid-head.tsx';
import { GridOrders } from '../../parts/grids/grid-orders.tsx';
import { LineTable } from '../../parts/grids/line-table.tsx';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { NoteForm } from '../../parts/note-form.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { errorText } from '../../words/errors.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { language, say } from '../../words/language.ts';

const NO_ROWS: readonly never[] = [];
const NOTHING = (): void => undefined;

/** One grid bot: its lines on the chart, what it has brought, and everything that steers it. */
export function GridBotPage({ id }: { readonly id: number }) {
  const { answer: bot, error, again } = usePoll<GridBotWithLines>(`/grid-bots/${id}`);
  const live = useLive('grids', bot?.account ?? null);
  const changed = live?.find((each) => each.id === id);
  useEffect(() => again(), [changed]);
  if (error instanceof CallError && error.code === 'unknown_bot') return <p class="waiting">{tell('notThere')}</p>;
  const instrument = bot === null ? undefined : instruments.value.get(bot.instrument);
  if (bot === null || instrument === undefined)
    return <p class="waiting">{error === null ? say('loading') : errorText(error)}</p>;
  return <Loaded bot={bot} instrument={instrument} again={again} />;
}

interface LoadedProps {
  readonly bot: GridBotWithLines;
  readonly instrument: Instrument;
  readonly again: () => void;
}

function Loaded({ bot, instrument, again }: LoadedProps) {
  const [asked, ask] = useState<GridAction | null>(null);
  const path = `/grid-bots/${bot.id}`;
  const { events, orders, error } = useHistory<GridBotEvent, GridBotOrder>(path, versionOf(bot));
  const cycles = useCycles(bot.id, bot.cycles);
  const marks = useMemo(() => botMarks(orders ?? NO_ROWS), [orders]);
  const words = language.value;
  const lines = useMemo(() => botLines(bot), [JSON.stringify([bot.lines, bot.upperStop, bot.lowerStop]), words]);
  const said = notice.value?.of === `grids/${bot.id}` ? notice.value.text : null;
  const attention = attentionOf(bot);
  return (
    <div class="account-page deal-page smart-trade grid-page">
      <GridHead bot={bot} onAsk={ask} />
      {said !== null && (
        <p class="refusal" role="alert">
          {said}
        </p>
      )}
      {attention !== null && (
        <div class="trouble" role="alert">
          <b>{tell(bot.error === null ? 'attention' : 'goesWrong')}</b>
          <p>
            {attention}
            {bot.error !== null && bot.enabled && `. ${tell('retrySoon')}`}
          </p>
        </div>
      )}
      {error !== null && (
        <p class="refusal" role="alert">
          {errorText(error)}
        </p>
      )}
      <GridFigures bot={bot} instrument={instrument} />
      <div class="chart-box tall">
        <LinesChart instrument={instrument} lines={lines} marks={marks} handles={NO_ROWS} onMove={NOTHING} />
      </div>
      <CycleDays bot={bot} cycles={cycles} />
      <div class="columns">
        <section>
          <h2>{tell('linesTitle')}</h2>
          <LineTable bot={bot} instrument={instrument} />
        </section>
        <section>
          <h2>
            {tell('cyclesTitle')} <small>{bot.cycles}</small>
          </h2>
          <CycleTable bot={bot} instrument={instrument} cycles={cycles} />
        </section>
      </div>
      <div class="columns">
        <section>
          <h2>{tell('timeline')}</h2>
          <Timeline
            events={events}
            textOf={(event) => eventText(event, bot, instrument.priceStep)}
            repeats={tellsSame}
          />
        </section>
        <div>
          <section>
            <h2>{tell('orders')}</h2>
            <GridOrders orders={orders} priceStep={instrument.priceStep} />
          </section>
          <section>
            <NoteForm
              path={`${path}/note`}
              note={bot.note}
              label={tell('note')}
              placeholder={tell('noteHint')}
              save={tell('saveNote')}
              onDone={again}
            />
          </section>
        </div>
      </div>
      {asked !== null && (
        <GridDialog
          key={asked}
          action={asked}
          bot={bot}
          onClose={() => {
            ask(null);
            again();
          }}
        />
      )}
    </div>
  );
}
