import type { Instrument } from 'outcry/native-api';
import type { ComponentChildren } from 'preact';
import { instruments } from '../../api/house.ts';
import type { Asked } from '../../api/use-answer.ts';
import { errorText } from '../../words/errors.ts';
import { Waiting } from '../waiting.tsx';

interface KnownProps<One> {
  readonly asked: Asked<One>;
  readonly textOf?: (error: unknown) => string;
  readonly children: (one: One, instrument: Instrument) => ComponentChildren;
}

/** Waits for something that trades one instrument. */
export function Known<One extends { readonly instrument: string }>(props: KnownProps<One>) {
  const { asked, textOf = errorText, children } = props;
  const { answer, error } = asked;
  const instrument = answer === null ? undefined : instruments.value.get(answer.instrument);
  if (answer === null || instrument === undefined) return <Waiting error={error} textOf={textOf} />;
  return <>{children(answer, instrument)}</>;
}
