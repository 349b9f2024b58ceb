import type { Deal, DealEvent } from 'outcry/native-api';
import { eventText } from '../../bots/timeline-text.ts';
import { say } from '../../words/language.ts';
import { shownTime } from '../../words/numbers.ts';

/** What has happened to a deal in words, newest first. */
export function DealTimeline(props: {
  readonly events: readonly DealEvent[] | null;
  readonly deal: Deal;
  readonly priceStep: string;
}) {
  const { events, deal, priceStep } = props;
  if (events === null) return <p class="waiting">{say('loading')}</p>;
  const rows = events
    .map((event, index) => ({ event, index, text: eventText(event, deal, priceStep) }))
    .filter(({ text }) => text !== null)
    .reverse();
  return (
    <ol class="timeline">
      {rows.map(({ event, index, text }) => (
        <li key={index} class={`event-${event.kind}`}>
          <time dateTime={event.at}>{shownTime(event.at)}</time>
          <span>{text}</span>
        </li>
      ))}
    </ol>
  );
}
