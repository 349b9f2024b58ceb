import { useEffect, useId, useState } from 'preact/hooks';
import { typedDecimal } from '../../decimal.ts';
import { momentOfDay } from '../../ramm/days.ts';
import type { FormField } from '../../ramm/draft.ts';
import { fractionOf } from '../../ramm/percent.ts';
import type { Filter } from '../../ramm/search.ts';

/** Writing pauses this long before the platform is asked (ms). */
const PAUSE_MS = 300;

/** A condition of a search: a text, percent, one of some values, or the first or the last day of a stretch of time. */
export type Condition = Pick<FormField, 'name' | 'label' | 'choices'> & {
  readonly day?: 'first' | 'last';
  /** Written in percent, sent as a fraction. */
  readonly percent?: boolean;
};

/** Conditions of a search in a row; told when the writing pauses. */
export function Filters({
  conditions,
  onFilter,
}: {
  readonly conditions: readonly Condition[];
  readonly onFilter: (filter: Filter) => void;
}) {
  const id = useId();
  const [values, setValues] = useState<Readonly<Record<string, string>>>({});
  useEffect(() => {
    const timer = setTimeout(() => onFilter(filterOf(conditions, values)), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [values]);
  const write = (name: string, value: string): void => setValues({ ...values, [name]: value });
  return (
    <search class="ramm-filters">
      {conditions.map(({ name, label, choices, day }) => (
        <div key={name}>
          <label for={`${id}-${name}`}>{label}</label>
          {choices === undefined ? (
            <Input
              id={`${id}-${name}`}
              isDay={day !== undefined}
              value={values[name] ?? ''}
              onWrite={(text) => write(name, text)}
            />
          ) : (
            <select
              id={`${id}-${name}`}
              value={values[name] ?? ''}
              onChange={(event) => write(name, event.currentTarget.value)}
            >
              {choices.map((choice) => (
                <option key={choice.value} value={choice.value}>
                  {choice.label}
                </option>
              ))}
            </select>
          )}
        </div>
      ))}
    </search>
  );
}

/** What was written, as the platform takes it. */
function filterOf(conditions: readonly Condition[], values: Readonly<Record<string, string>>): Filter {
  return Object.fromEntries(
    conditions.map(({ name, day, percent = false }) => {
      const written = (values[name] ?? '').trim();
      if (percent) return [name, fractionOf(typedDecimal(written) ?? '') ?? written];
      return [name, day === undefined ? written : momentOfDay(written, day === 'last')];
    }),
  );
}

function Input(props: {
  readonly id: string;
  readonly isDay: boolean;
  readonly value: string;
  readonly onWrite: (text: string) => void;
}) {
  const { id, isDay, value, onWrite } = props;
  if (isDay) return <input id={id} type="date" value={value} onInput={(event) => onWrite(event.currentTarget.value)} />;
  return (
    <input
      id={id}
      type="search"
      value={value}
      maxLength={200}
      onInput={(event) => onWrite(event.currentTarget.value)}
    />
  );
}
