import type { FeedState } from 'outcry/native-api';

/** What the guide knows of a person's platform. */
export interface Progress {
  readonly feed: FeedState['state'];
  /** A market was looked at in this browser. */
  readonly looked: boolean;
  /** Some account has traded. */
  readonly traded: boolean;
  readonly bots: number;
  readonly botsOn: number;
  /** Deals that bots have started. */
  readonly dealsStarted: number;
  /** A program has used a key. */
  readonly connected: boolean;
}

/** A person's first look, and what the guide keeps room for until it knows more. */
export const NOTHING_DONE: Progress = {
  feed: 'playing',
  looked: false,
  traded: false,
  bots: 0,
  botsOn: 0,
  dealsStarted: 0,
  connected: false,
};

export type StepId = 'play' | 'look' | 'trade' | 'bot' | 'run' | 'key';

export interface GuideStep {
  readonly id: StepId;
  readonly done: boolean;
  /** The guide is through without it. */
  readonly optional: boolean;
  /** Where it is done: words of an address. */
  readonly place: readonly string[];
}

/** A person's first steps up to a running bot, each with whether it is done. */
export function guideSteps(progress: Progress): readonly GuideStep[] {
  const { feed, looked, traded, bots, botsOn, dealsStarted, connected } = progress;
  const step = (id: StepId, done: boolean, place: readonly string[], optional = false): GuideStep => ({
    id,
    done,
    optional,
    place,
  });
  return [
    ...(feed === 'waiting' ? [step('play', false, ['system'])] : []),
    step('look', looked || traded, ['trade']),
    step('trade', traded, ['trade', 'SBER']),
    step('bot', bots > 0, ['bots', 'new']),
    step('run', botsOn > 0 && dealsStarted > 0, ['bots']),
    step('key', connected, ['connections'], true),
  ];
}

/** Whether a bot trades and all before it is done. */
export function isThrough(steps: readonly GuideStep[]): boolean {
  return steps.every(({ done, optional }) => done || optional);
}
