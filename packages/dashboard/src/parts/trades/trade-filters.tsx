import type { SmartTrade } from 'outcry/native-api';
import { accounts } from '../../api/house.ts';
import { type Filters, KINDS, NO_FILTERS } from '../../trades/filters.ts';
import { tell } from '../../words/trades/trade-words.ts';

interface FiltersProps {
  readonly filters: Filters;
  /** Those whose pairs are offered. */
  readonly trades: readonly SmartTrade[];
  /** Of ended trades there is no stage. */
  readonly stages: boolean;
  readonly onChange: (filters: Filters) => void;
}

const ALL = '';

/** Narrows a list of trades by kind, pair, account and stage. */
export function TradeFilters({ filters, trades, stages, onChange }: FiltersProps) {
  const pairs = new Set(trades.map(({ instrument }) => instrument));
  if (filters.instrument !== null) pairs.add(filters.instrument);
  const open = accounts.value.filter(({ closed }) => !closed);
  const put = (part: Partial<Filters>): void => {
    const changed = { ...filters, ...part };
    onChange(Object.values(changed).every((value) => value === null) ? NO_FILTERS : changed);
  };
  const choice = <Value extends string>(
    label: string,
    value: Value | null,
    options: readonly (readonly [Value, string])[],
    choose: (value: Value | null) => void,
  ) => (
    <select
      aria-label={label}
      value={value ?? ALL}
      onChange={(event) => choose(event.currentTarget.value === ALL ? null : (event.currentTarget.value as Value))}
    >
      <option value={ALL}>{label}</option>
      {options.map(([each, text]) => (
        <option key={each} value={each}>
          {text}
        </option>
      ))}
    </select>
  );
  return (
    <div class="filters">
      {choice(
        tell('allKinds'),
        filters.kind,
        KINDS.map((kind) => [kind, tell(`kind.${kind}`)] as const),
        (kind) => put({ kind }),
      )}
      {choice(
        tell('allPairs'),
        filters.instrument,
        [...pairs].sort().map((symbol) => [symbol, symbol] as const),
        (instrument) => put({ instrument }),
      )}
      {stages &&
        choice(
          tell('allStages'),
          filters.stage,
          [
            ['waiting', tell('stage.waiting')],
            ['holding', tell('stage.holding')],
          ] as const,
          (stage) => put({ stage }),
        )}
      {open.length > 1 &&
        choice(
          tell('allAccounts'),
          filters.account === null ? null : String(filters.account),
          open.map(({ id, name, currency }) => [String(id), `${name} · ${currency}`] as const),
          (id) => put({ account: id === null ? null : Number(id) }),
        )}
      {filters !== NO_FILTERS && (
        <button type="button" onClick={() => onChange(NO_FILTERS)}>
          {tell('noFilters')}
        </button>
      )}
    </div>
  );
}
