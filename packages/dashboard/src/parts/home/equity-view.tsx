import type { Equity } from 'outcry/native-api';
import { useRef, useState } from 'preact/hooks';
import { accounts } from '../../api/house.ts';
import { usePoll } from '../../api/use-poll.ts';
import { curveOf } from '../../home/curve.ts';
import { tell } from '../../words/house/home-words.ts';
import { locale, say } from '../../words/language.ts';
import { amountText, shortened, usualDecimals } from '../../words/numbers.ts';
import { Choices } from '../choices.tsx';
import { Refusal } from '../refusal.tsx';
import { moneyCell } from '../tables.tsx';

type OfCurrency = Omit<Equity['items'][number], 'accounts' | 'value'> & { readonly value: string | null };

const SPANS = ['hour', 'day', 'month', 'year'] as const;
const LOOK_MS = 5_000;
const WIDTH = 600;
const HEIGHT = 140;

/** What all accounts are worth, by currency: now, today, and as a curve. */
export function EquityView() {
  const [span, setSpan] = useState<(typeof SPANS)[number]>('day');
  const { answer, error } = usePoll<Equity>(`/equity?span=${span}`, LOOK_MS);
  // while another span is on its way the figures of the one before stay, so that nothing jumps
  const last = useRef<Equity | null>(null);
  if (answer !== null) last.current = answer;
  const items = last.current?.items ?? null;
  // what is on its way has its room already
  const expected = new Set(accounts.value.filter(({ closed }) => !closed).map(({ currency }) => currency));
  return (
    <section aria-labelledby="worth">
      <div class="section-head">
        <h2 id="worth">{tell('worth')}</h2>
        <Choices
          label={tell('span')}
          values={SPANS}
          value={span}
          wordOf={(each) => tell(`span.${each}`)}
          onChoose={setSpan}
        />
      </div>
      {error !== null && <Refusal error={error} />}
      <div class="worths">
        {items === null
          ? [...expected].map((currency) => <CurrencyView key={currency} of={{ ...UNKNOWN, currency }} waits />)
          : items.map((each) => <CurrencyView key={each.currency} of={each} waits={answer === null} />)}
      </div>
    </section>
  );
}

const UNKNOWN = { value: null, today: null, points: [] };

function CurrencyView({ of, waits }: { readonly of: OfCurrency; readonly waits: boolean }) {
  const { currency, value, today, points } = of;
  const curve = waits ? null : curveOf(points, WIDTH, HEIGHT);
  return (
    <article class="worth" aria-label={tell('worthOf', { currency })}>
      <dl>
        <div>
          <dt>{tell('worthOf', { currency })}</dt>
          <dd class="large">{moneyCell(value, currency)}</dd>
        </div>
        <div>
          <dt>{tell('today')}</dt>
          <dd>{today === null ? <span class="quiet">…</span> : moneyCell(today, currency, true)}</dd>
        </div>
      </dl>
      <figure class={`curve ${curve === null ? '' : ['falls', 'stays', 'rises'][curve.trend + 1]}`}>
        {curve === null ? (
          <p class="waiting">{waits ? say('loading') : tell('curveSoon')}</p>
        ) : (
          <>
            <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={labelOf(of)}>
              <path class="area" d={curve.area} />
              <path class="line" d={curve.line} />
            </svg>
            <figcaption>
              <span>{momentText(points[0]?.at)}</span>
              <span>
                {shortened(curve.low, usualDecimals(currency))} … {shortened(curve.high, usualDecimals(currency))}
              </span>
              <span>{momentText(points.at(-1)?.at)}</span>
            </figcaption>
          </>
        )}
      </figure>
    </article>
  );
}

function labelOf({ points, value, currency }: OfCurrency): string {
  const curve = curveOf(points, WIDTH, HEIGHT);
  return tell('curveLabel', {
    from: momentText(points[0]?.at),
    to: momentText(points.at(-1)?.at),
    low: shortened(curve?.low, usualDecimals(currency)),
    high: shortened(curve?.high, usualDecimals(currency)),
    currency,
    now: amountText(value, currency),
  });
}

function momentText(at: string | undefined): string {
  if (at === undefined) return '';
  return new Date(at).toLocaleString(locale.value, {
    day: '2-digit',
    month: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
}
