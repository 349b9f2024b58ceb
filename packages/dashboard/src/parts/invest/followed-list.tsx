import { followed, putAway, useFollowing } from '../../invest/followed.ts';
import { tell } from '../../words/invest/invest-words.ts';

const SIGNS: Readonly<Record<string, string>> = { 0: '…', 1: '✓', 2: '✗', 3: '✗' };

/** What is under way, and what became of it; above the page, so that nothing moves. */
export function FollowedList() {
  useFollowing();
  return (
    <div class="followed" role="status" aria-label={tell('underWay')}>
      {followed.value.map(({ id, text, status }) => (
        <p key={id} class={status === '1' ? 'up' : status === '0' ? '' : 'down'}>
          <i aria-hidden="true">{SIGNS[status] ?? ''}</i>
          <span>
            {text}: {tell(`command.${status as '0'}`)}
          </span>
          {status !== '0' && (
            <button type="button" class="small" aria-label={tell('putAway', { text })} onClick={() => putAway(id)}>
              ×
            </button>
          )}
        </p>
      ))}
    </div>
  );
}
