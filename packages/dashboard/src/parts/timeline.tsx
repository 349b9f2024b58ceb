import { useState } from 'preact/hooks';
import { repeated } from '../words/counts.ts';
import { say } from '../words/language.ts';
import { shownTime } from '../words/numbers.ts';
import { Waiting } from './waiting.tsx';

/** Entries before a press on More. */
const ROWS = 40;

interface TimelineEvent {
  readonly at: string;
  readonly kind: string;
}

interface Row<Event> {
  /** The newest of equal entries, and when the first was. */
  readonly event: Event;
  readonly since: string;
  readonly count: number;
  readonly index: number;
}

interface TimelineProps<Event> {
  readonly events: readonly Event[] | null;
  /** Null for what another entry tells already. */
  readonly textOf: (event: Event) => string | null;
  /** Whether an entry says the same as the one before. */
  readonly repeats: (event: Event, before: Event) => boolean;
}

/** What has happened in words, newest first. Entries that say the same one after the other are one. */
export function Timeline<Event extends TimelineEvent>({ events, textOf, repeats }: TimelineProps<Event>) {
  const [most, setMost] = useState(ROWS);
  if (events === null) return <Waiting />;
  const rows = rowsOf(events, repeats)
    .map((row) => ({ ...row, text: textOf(row.event) }))
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
              {count > 1 && ` ${repeated(shownTime(since, false), count)}`}
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

function rowsOf<Event extends TimelineEvent>(
  events: readonly Event[],
  repeats: TimelineProps<Event>['repeats'],
): readonly Row<Event>[] {
  const rows: Row<Event>[] = [];
  for (const [index, event] of events.entries()) {
    const last = rows.at(-1);
    if (last !== undefined && repeats(event, last.event))
      rows[rows.length - 1] = { ...last, event, count: last.count + 1 };
    else rows.push({ event, since: event.at, count: 1, index });
  }
  return rows;
}
