import { ONE } from '../../indicator.ts';
import { Adx } from '../adx.ts';
import { Awesome } from '../awesome.ts';
import { Cci } from '../cci.ts';
import { ElderRay } from '../elder-ray.ts';
import { Macd } from '../macd.ts';
import { Momentum } from '../momentum.ts';
import { Rsi } from '../rsi.ts';
import { Stochastic } from '../stochastic.ts';
import { StochasticRsi } from '../stochastic-rsi.ts';
import { Ultimate } from '../ultimate.ts';
import { WilliamsRange } from '../williams-range.ts';
import { type OscillatorRule, type OscillatorView, OscillatorVoter } from './oscillator-voter.ts';
import { type Voter, vote } from './vote.ts';

/** The eleven oscillators of the technical rating, with the rules of docs/signals.md. */
export function oscillators(): Voter[] {
  return [
    new OscillatorVoter(new Rsi(14), turning(30, 70)),
    new OscillatorVoter(new Stochastic(14, 3, 3), STOCHASTIC),
    new OscillatorVoter(new Cci(20), turning(-100, 100)),
    new OscillatorVoter(new Adx(14), DIRECTIONAL),
    new OscillatorVoter(new Awesome(), AWESOME),
    new OscillatorVoter(new Momentum(10), MOMENTUM),
    new OscillatorVoter(new Macd(12, 26, 9), MACD),
    new OscillatorVoter(new StochasticRsi(14, 14, 3, 3), STOCHASTIC_RSI),
    new OscillatorVoter(new WilliamsRange(14), turning(-80, -20)),
    new OscillatorVoter(new ElderRay(13), ELDER_RAY),
    new OscillatorVoter(new Ultimate(), ULTIMATE),
  ];
}

function rule(back: number, says: OscillatorRule['says'], asksTrend = false): OscillatorRule {
  return { back, says, asksTrend };
}

/** Buy below `low` and rising, sell above `high` and falling. */
function turning(low: number, high: number): OscillatorRule {
  return rule(1, (view) =>
    vote(view.line(0) < points(low) && rises(view, 0), view.line(0) > points(high) && falls(view, 0)),
  );
}

const STOCHASTIC = rule(0, (view) => vote(isLow(view), isHigh(view)));

const STOCHASTIC_RSI = rule(0, (view) => vote(view.trend < 0 && isLow(view), view.trend > 0 && isHigh(view)), true);

/** ADX above 20 and rising: +DI above -DI, or below. */
const DIRECTIONAL = rule(1, (view) => {
  const isStrong = view.line(0) > points(20) && rises(view, 0);
  return vote(isStrong && view.line(1) > view.line(2), isStrong && view.line(1) < view.line(2));
});

/** It crosses zero, or turns away from zero without having crossed it (a saucer). */
const AWESOME = rule(2, (view) => {
  const [now, before, earlier] = [view.line(0), view.line(0, 1), view.line(0, 2)];
  return vote(
    now > 0n && (before <= 0n || (now > before && before < earlier)),
    now < 0n && (before >= 0n || (now < before && before > earlier)),
  );
});

const MOMENTUM = rule(1, (view) => vote(rises(view, 0), falls(view, 0)));

const MACD = rule(0, (view) => vote(view.line(0) > view.line(1), view.line(0) < view.line(1)));

/** With the trend, while the power against it weakens. */
const ELDER_RAY = rule(
  1,
  (view) =>
    vote(view.trend > 0 && view.line(1) < 0n && rises(view, 1), view.trend < 0 && view.line(0) > 0n && falls(view, 0)),
  true,
);

const ULTIMATE = rule(0, (view) => vote(view.line(0) > points(70), view.line(0) < points(30)));

/** Both lines below 20, the main line above its signal. */
function isLow(view: OscillatorView): boolean {
  const [main, signal] = [view.line(0), view.line(1)];
  return main < points(20) && signal < points(20) && main > signal;
}

/** Both lines above 80, the main line below its signal. */
function isHigh(view: OscillatorView): boolean {
  const [main, signal] = [view.line(0), view.line(1)];
  return main > points(80) && signal > points(80) && main < signal;
}

function rises(view: OscillatorView, line: number): boolean {
  return view.line(line) > view.line(line, 1);
}

function falls(view: OscillatorView, line: number): boolean {
  return view.line(line) < view.line(line, 1);
}

function points(value: number): bigint {
  return BigInt(value) * ONE;
}
