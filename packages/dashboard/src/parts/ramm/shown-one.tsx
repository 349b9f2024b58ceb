import type { ComponentChildren } from 'preact';
import { problemText } from '../../ramm/problem.ts';
import { LOOK_MS, useAsk } from '../../ramm/use-ask.ts';
import { Refusal } from '../refusal.tsx';
import { Waiting } from '../waiting.tsx';
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
      {error !== null && <Refusal error={error} textOf={problemText} />}
      {answer === null ? error === null && <Waiting /> : children(answer)}
    </>
  );
}
