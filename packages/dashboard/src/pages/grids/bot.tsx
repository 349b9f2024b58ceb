import type { GridBotEvent, GridBotOrder, GridBotWithLines, Instrument } from 'outcry/native-api';
import { useMemo, useState } from 'preact/hooks';
import { CallError } from '../../api/call.ts';
import { useHistory } from '../../api/use-history.ts';
import { useOne } from '../../automation/use-one.ts';
import { versionOf } from '../../grids/bot-sums.ts';
import { attentionOf } from '../../grids/describe.ts';
import { botLines, botMarks } from '../../grids/grid-lines.ts';
import { eventText, roleText, tellsSame } from '../../grids/timeline-text.ts';
import { useCycles } from '../../grids/use-cycles.ts';
import { FormNotice } from '../../parts/automation/form-notice.tsx';
import { Known } from '../../parts/automation/known.tsx';
import { OrderList } from '../../parts/automation/order-list.tsx';
import { CycleDays } from '../../parts/grids/cycle-days.tsx';
import { CycleTable } from '../../parts/grids/cycle-table.tsx';
import { type GridAction, GridDialog } from '../../parts/grids/grid-dialogs.tsx';
import { GridFigures } from '../../parts/grids/grid-figures.tsx';
import { GridHead } from '../../parts/grids/grid-head.tsx';
import { LineTable } from '../../parts/grids/line-table.tsx';
import { LinesChart } from '../../parts/lines-chart.tsx';
import { NoteForm } from '../../parts/note-form.tsx';
import { Refusal } from '../../parts/refusal.tsx';
import { Timeline } from '../../parts/timeline.tsx';
import { tell } from '../../words/grids/grid-words.ts';
import { language } from '../../words/language.ts';

const NO_ROWS: readonly never[] = [];

/** One grid bot: its lines on the chart, what it has brought, and everything that steers it. */
export function GridBotPage({ id }: { readonly id: number }) {
  const asked = useOne<GridBotWithLines>('/grid-bots', 'grids', id);
  const { error, again } = asked;
  if (error instanceof CallError && error.code === 'unknown_bot') return <p class="waiting">{tell('notThere')}</p>;
  return <Known asked={asked}>{(bot, instrument) => <Loaded bot={bot} instrument={instrument} again={again} />}</Known>;
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
  const attention = attentionOf(bot);
  return (
    <div class="account-page deal-page smart-trade grid-page">
      <GridHead bot={bot} onAsk={ask} />
      <FormNotice of={`grids/${bot.id}`} />
      {attention !== null && (
        <div class="trouble" role="alert">
          <b>{tell(bot.error === null ? 'attention' : 'goesWrong')}</b>
          <p>
            {attention}
            {bot.error !== null && bot.enabled && `. ${tell('retrySoon')}`}
          </p>
        </div>
      )}
      {error !== null && <Refusal error={error} />}
      <GridFigures bot={bot} instrument={instrument} />
      <LinesChart instrument={instrument} lines={lines} marks={marks} />
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
            <OrderList
              rows={orders}
              empty={tell('noOrders')}
              purposeOf={({ role }) => roleText(role)}
              priceStep={instrument.priceStep}
            />
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
