import { useEffect, useState } from 'preact/hooks';
import { useAction } from '../api/use-action.ts';
import { Refusal } from './refusal.tsx';

/** What was just done, and what takes it back whole. */
export interface Done {
  readonly text: string;
  readonly undo: {
    readonly label: string;
    /** Said when it is taken back. */
    readonly text: string;
    readonly act: () => Promise<unknown>;
  } | null;
}

/** Tells what was done, with the way back; it stays until something else is done. Null: nothing was. */
export function DoneBar(props: { readonly done: Done | null; readonly textOf?: (error: unknown) => string }) {
  const { done, textOf } = props;
  const [undone, setUndone] = useState<Done | null>(null);
  const { busy, error, run, clear } = useAction();
  useEffect(clear, [done]);
  const undo = done === undone ? null : (done?.undo ?? null);
  const takeBack = async (): Promise<void> => {
    if (undo !== null && (await run(undo.act))) setUndone(done);
  };
  return (
    <>
      <p class="sent done-bar" role="status">
        {(done === undone ? done?.undo?.text : done?.text) ?? ''}
        {undo !== null && (
          <button type="button" class="small" disabled={busy} onClick={() => void takeBack()}>
            {undo.label}
          </button>
        )}
      </p>
      <Refusal error={error} {...(textOf === undefined ? {} : { textOf })} />
    </>
  );
}
