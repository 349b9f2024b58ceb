import { type CurvePoint, curveOf } from '../../home/curve.ts';
import { isoOf, shownMoment } from '../../ramm/figures.ts';
import { problemText } from '../../ramm/problem.ts';
import type { Known } from '../../ramm/use-ask.ts';
import { tell } from '../../words/ramm/ramm-words.ts';
import { Refusal } from '../refusal.tsx';
import { Waiting } from '../waiting.tsx';

const WIDTH = 600;
const HEIGHT = 140;

interface CurveProps {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  readonly textOf: (value: string) => string;
}

/** The curve of a history that is asked for; its place is kept until it comes. */
export function AskedCurve(props: Omit<CurveProps, 'points'> & { readonly asked: Known<readonly CurvePoint[]> }) {
  const { asked, ...rest } = props;
  const { answer, error } = asked;
  return (
    <>
      {error !== null && <Refusal error={error} textOf={problemText} />}
      <div class="curve-box">
        {answer === null ? error === null && <Waiting /> : <CurveView points={answer} {...rest} />}
      </div>
    </>
  );
}

/** A history as a curve, with its begin, its extremes and its end as text. Moments are the API's. */
export function CurveView({ name, points, textOf }: CurveProps) {
  const curve = curveOf(
    points.map(({ at, value }) => ({ at: isoOf(at), value })),
    WIDTH,
    HEIGHT,
  );
  if (curve === null) return <p class="waiting">{tell('chartSoon')}</p>;
  const [low, high] = [textOf(curve.low), textOf(curve.high)];
  return (
    <figure class={`curve ${['falls', 'stays', 'rises'][curve.trend + 1]}`}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={tell('chartLabel', { name, low, high })}
      >
        <path class="area" d={curve.area} />
        <path class="line" d={curve.line} />
      </svg>
      <figcaption>
        <span>{shownMoment(points[0]?.at).slice(0, 10)}</span>
        <span>
          {low} … {high}
        </span>
        <span>{shownMoment(points.at(-1)?.at).slice(0, 10)}</span>
      </figcaption>
    </figure>
  );
}
