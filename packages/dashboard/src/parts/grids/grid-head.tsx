import type { GridBot } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { statusText } from '../../grids/describe.ts';
import { pathTo } from '../../route.ts';
import { tell } from '../../words/grids/grid-words.ts';
import { Permitted } from '../permitted.tsx';
import type { GridAction } from './grid-dialogs.tsx';

/** The name of a bot, where it stands, and everything that steers it. */
export function GridHead({ bot, onAsk }: { readonly bot: GridBot; readonly onAsk: (action: GridAction) => void }) {
  const [why, setWhy] = useState('');
  const { id, enabled, status, instrument, settings } = bot;
  const isEnding = status === 'stopping' || status === 'closing';
  const ask = (action: GridAction) => (): void => {
    setWhy('');
    onAsk(action);
  };
  return (
    <>
      <div class="page-head">
        <h1>
          {settings.name}{' '}
          <small>
            <a href={pathTo('trade', instrument)}>{instrument}</a>
          </small>
        </h1>
        <span class={`badge ${enabled ? '' : 'over'}`}>{statusText(bot)}</span>
        <div class="buttons">
          {enabled ? (
            <button type="button" class="main sell" onClick={ask('stop')}>
              {tell('stop')}
            </button>
          ) : (
            <button type="button" class="main buy" onClick={ask('start')}>
              {tell('start')}
            </button>
          )}
          {isEnding ? (
            <Permitted label={tell('edit')} kind="" why={tell('waitsForEnd')} onWhy={setWhy} onGo={ask('stop')} />
          ) : (
            <a class="button" href={pathTo('grids', id, 'edit')}>
              {tell('edit')}
            </a>
          )}
          <a class="button" href={pathTo('grids', 'copy', id)}>
            {tell('copy')}
          </a>
          <Permitted
            label={tell('delete')}
            kind="danger"
            why={enabled ? tell('deleteNot') : null}
            onWhy={setWhy}
            onGo={ask('delete')}
          />
        </div>
      </div>
      <p class="refusal why" role="status">
        {why}
      </p>
    </>
  );
}
