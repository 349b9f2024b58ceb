import { useState } from 'preact/hooks';
import type { Snippet } from '../../connections/snippets/snippet.ts';
import { tell } from '../../words/house/connection-words.ts';
import { CopyButton } from '../copyable.tsx';
import { Tabs } from '../tabs.tsx';

const TITLES: Readonly<Record<Snippet['language'], string>> = {
  curl: 'curl',
  Python: 'Python',
  TypeScript: 'TypeScript',
  gRPC: 'gRPC (TypeScript)',
};

/** Programs to paste, one in sight. */
export function SnippetView(props: {
  readonly snippets: readonly Snippet[];
  /** They work as they are: a key that was just made stands in them. */
  readonly carriesKey: boolean;
  /** What has to be done before, unless a key is made. */
  readonly hint?: string;
}) {
  const [language, setLanguage] = useState<Snippet['language']>('curl');
  const snippet = props.snippets.find((each) => each.language === language) ?? props.snippets[0];
  if (snippet === undefined) return null;
  const isScript = snippet.language === 'TypeScript' || snippet.language === 'gRPC';
  return (
    <section class="snippets">
      <h2>{tell('programs')}</h2>
      <p class={props.carriesKey ? 'sent' : 'quiet'}>
        {props.carriesKey ? tell('programsMade') : (props.hint ?? tell('programsExample'))}
      </p>
      <Tabs
        label={tell('programs')}
        tabs={props.snippets.map((each) => ({ id: each.language, title: TITLES[each.language] }))}
        chosen={snippet.language}
        onChoose={(id) => setLanguage(id)}
      >
        <div class="snippet">
          <CopyButton text={snippet.text} name={TITLES[snippet.language]} />
          <pre>
            <code>{snippet.text}</code>
          </pre>
        </div>
        {snippet.needs !== null && (
          <p class="quiet">
            {tell('needs')}: <code>{snippet.needs}</code>
          </p>
        )}
        {isScript && <p class="quiet">{tell('tsHint')}</p>}
      </Tabs>
    </section>
  );
}
