import type { ComponentChildren } from 'preact';
import { problemText } from '../../ramm/problem.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { say } from '../../words/language.ts';
import { Permitted } from './permitted.tsx';

interface Props<One> {
  readonly method: string;
  readonly id: string;
  /** The field that names it. */
  readonly by?: string;
  readonly children: (one: One) => ComponentChildren;
}

/** One thing of the API, looked at again and again while the page is open. */
export function ShownOne<One>(props: Props<One>) {
  return (
    <Permitted right={props.method}>
      <One {...props} />
    </Permitted>
  );
}

function One<One>({ method, id, by = 'ID', children }: Props<One>) {
  const { answer, error } = useAsk<One>(method, { [by]: id }, LOOK_MS);
  return (
    <>
      {error !== null && (
        <p class="refusal" role="alert">
          {problemText(error)}
        </p>
      )}
      {answer === null ? error === null && <p class="waiting">{say('loading')}</p> : children(answer)}
    </>
  );
}
