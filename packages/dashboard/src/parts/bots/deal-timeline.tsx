import type { Deal, DealEvent } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { eventText } from '../../bots/timeline-text.ts';
import { tell } from '../../words/bots/bot-words.ts';
import { say } from '../../words/language.ts';
import { shownTime } from '../../words/numbers.ts';

/** Entries before a press on More. */
const ROWS = 40;

interface Row {
  /** The newest of equal entries, and the first. */
  readonly event: DealEvent;
  readonly since: string;
  readonly count: number;
  readonly index: number;
}

/** What has happened to a deal in words, newest first. Tries that fail one after the other are one entry. */
export function DealTimeline(props: {
  readonly events: readonly DealEvent[] | null;
  readonly deal: Deal;
  readonly priceStep: string;
}) {
  const { events, deal, priceStep } = props;
  const [most, setMost] = useState(ROWS);
  if (events === null) return <p class="waiting">{say('loading')}</p>;
  const rows = rowsOf(events)
    .map((row) => ({ ...row, text: eventText(row.event, deal, priceStep) }))
    .filter(({ text }) => text !== null)
    .reverse();
  return (
    <>
      <ol class="timeline">
        {rows.slice(0, most).map(({ event, since, count, index, text }) => (
          <li key={index} class={`event-${event.kind}`}>
            <time dateTime={event.at}>{shownTime(event.at)}</time>
            <span>
              {text}
              {count > 1 && ` ${tell('seenBefore', { time: shownTime(since, false), count: String(count) })}`}
            </span>
          </li>
        ))}
      </ol>
      {rows.length > most && (
        <button type="button" onClick={() => setMost(most + ROWS)}>
          {say('more')}
        </button>
      )}
    </>
  );
}

function rowsOf(events: readonly DealEvent[]): readonly Row[] {
  const rows: Row[] = [];
  for (const [index, event] of events.entries()) {
    const last = rows.at(-1);
    if (event.kind === 'failing' && last?.event.kind === 'failing' && last.event.what === event.what)
      rows[rows.length - 1] = { ...last, event, count: last.count + 1 };
    else rows.push({ event, since: event.at, count: 1, index });
  }
  return rows;
}
