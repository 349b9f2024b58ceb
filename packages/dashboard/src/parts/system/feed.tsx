import type { FeedState } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { call } from '../../api/call.ts';
import { useAction } from '../../api/use-action.ts';
import { tell } from '../../words/house/system-words.ts';
import { Figure } from '../figure.tsx';
import { Refusal } from '../refusal.tsx';

const SPEEDS = ['0.5', '1', '2', '5', '10', '60', '600', 'max'] as const;

/** Where market data comes from; a tape is played, paused, stepped and sped up. */
export function Feed(props: { readonly feed: FeedState; readonly onChange: () => void }) {
  const { source, state, speed } = props.feed;
  const [count, setCount] = useState('1');
  const action = useAction();
  const isTape = source.startsWith('recorded');
  const playing = state === 'playing';
  const over = state === 'ended' || state === 'stopped';
  const send = async (body: object): Promise<void> => {
    if (await action.run(() => call('POST', '/feed', body))) props.onChange();
  };
  const speeds = SPEEDS.includes(String(speed) as never) ? SPEEDS : [String(speed), ...SPEEDS];
  return (
    <section aria-labelledby="feed">
      <h2 id="feed">{tell('feed')}</h2>
      <dl class="figures">
        <Figure name={tell('source')}>{source}</Figure>
        <Figure name={tell('state')}>
          <span role="status">{tell(`feed.${state}`)}</span>
        </Figure>
      </dl>
      {!isTape && state !== 'waiting' ? (
        <p class="quiet">{tell('syntheticFeed')}</p>
      ) : (
        <div class="feed-controls">
          {playing ? (
            <button type="button" disabled={action.busy} onClick={() => void send({ command: 'pause' })}>
              ⏸ {tell('pause')}
            </button>
          ) : (
            <button
              type="button"
              class="main"
              disabled={action.busy || over}
              onClick={() => void send({ command: 'play' })}
            >
              ▶ {tell('play')}
            </button>
          )}
          <button
            type="button"
            disabled={action.busy || playing || over || !/^[1-9]\d{0,5}$/.test(count)}
            onClick={() => void send({ command: 'step', count: Number(count) })}
          >
            {tell('step')}
          </button>
          <label>
            {tell('stepSize')}
            <input
              inputMode="numeric"
              maxLength={6}
              value={count}
              onInput={(event) => setCount(event.currentTarget.value.trim())}
            />
          </label>
          <label>
            {tell('speed')}
            <select
              value={String(speed)}
              disabled={action.busy || over}
              onChange={({ currentTarget: { value } }) =>
                void send({ command: 'speed', speed: value === 'max' ? 'max' : Number(value) })
              }
            >
              {speeds.map((each) => (
                <option key={each} value={each}>
                  {each === 'max' ? tell('speedMax') : `× ${each}`}
                </option>
              ))}
            </select>
          </label>
        </div>
      )}
      <Refusal error={action.error} />
    </section>
  );
}
