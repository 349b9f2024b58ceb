import type { KeyedFace } from '../../connections/faces.ts';
import type { MadeKey } from '../../connections/keys.ts';
import { tell } from '../../words/house/connection-words.ts';
import { Copyable } from '../copyable.tsx';

/** A key that was just made, shown this once. */
export function MadeKeyView(props: { readonly face: KeyedFace; readonly made: MadeKey; readonly onHide: () => void }) {
  const { made, face } = props;
  return (
    <section class="made" role="status">
      <h3>{tell('made', { name: made.row.name })}</h3>
      <p>{tell(face === 'threecommas' ? 'madeOnceSealed' : 'madeOnce')}</p>
      {made.secrets.map(([label, text]) => (
        <Copyable key={label} name={tell(`secret.${label}`)} text={text} />
      ))}
      <p>
        <button type="button" onClick={props.onHide}>
          {tell('hide')}
        </button>
      </p>
    </section>
  );
}
