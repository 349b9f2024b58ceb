import type { Connections } from 'outcry/native-api';
import { useState } from 'preact/hooks';
import { useAnswer } from '../../api/use-answer.ts';
import { type KeyedFace, placesOf } from '../../connections/faces.ts';
import { type AnyKey, exampleSnippets, KEY_PATHS, type MadeKey } from '../../connections/keys.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Refusal } from '../refusal.tsx';
import { Addresses, TlsHints } from './addresses.tsx';
import { KeyForm } from './key-form.tsx';
import { KeyList } from './key-list.tsx';
import { MadeKeyView } from './made-key-view.tsx';
import { SnippetView } from './snippet-view.tsx';

/** A face: where it is, its keys, and programs that use them. */
export function FacePanel(props: { readonly face: KeyedFace; readonly connections: Connections }) {
  const { face, connections } = props;
  const keys = useAnswer<{ items: readonly AnyKey[] }>(KEY_PATHS[face]);
  const [asking, setAsking] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  const places = placesOf(connections);
  return (
    <>
      <p>{tell(`about.${face}`)}</p>
      <div class="columns">
        <div>
          <Addresses face={face} connections={connections} />
          <TlsHints connections={connections} />
        </div>
        <SnippetView
          snippets={made === null ? exampleSnippets(face, places) : made.snippets(places)}
          carriesKey={made !== null}
        />
      </div>
      <section>
        <div class="section-head">
          <h2>{tell('keys')}</h2>
          <button type="button" class="main" onClick={() => setAsking(true)}>
            {tell('makeKey')}
          </button>
        </div>
        {made !== null && <MadeKeyView face={face} made={made} onHide={() => setMade(null)} />}
        {keys.error !== null && <Refusal error={keys.error} />}
        <KeyList
          face={face}
          keys={keys.answer?.items ?? null}
          onEnded={(id) => {
            if (made?.row.id === id) setMade(null);
            keys.again();
          }}
        />
      </section>
      {asking && (
        <KeyForm
          face={face}
          onClose={() => setAsking(false)}
          onMade={(key) => {
            setAsking(false);
            setMade(key);
            keys.again();
          }}
        />
      )}
    </>
  );
}
