import { type Command, InvalidArgumentError } from 'commander';
import type { FeedState } from '../faces/native/api.ts';
import { answer, factLines } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

export function feedCommands(outcry: Command): void {
  const feed = outcry.command('feed').description('the market data feed: state, play, pause, step, speed');
  platformCommand(
    feed.command('state', { isDefault: true }).description('where market data comes from and how far it is'),
    '  outcry feed',
  ).action((options: PlatformOptions) =>
    withPlatform(options, async (platform) => show(options, await platform.get<FeedState>('/feed'))),
  );
  platformCommand(
    feed.command('play').description('let a waiting or paused tape run on'),
    '  outcry start --feed recorded:./tapes --feed-start command\n  outcry feed play',
  ).action((options: PlatformOptions) => tell(options, { command: 'play' }));
  platformCommand(feed.command('pause').description('hold the tape'), '  outcry feed pause').action(
    (options: PlatformOptions) => tell(options, { command: 'pause' }),
  );
  platformCommand(
    feed
      .command('step')
      .argument('[count]', 'ticks', wholeNumber, 1)
      .description('let a tape that stands go on by some ticks'),
    '  outcry feed step\n  outcry feed step 100',
  ).action((count: number, options: PlatformOptions) => tell(options, { command: 'step', count }));
  platformCommand(
    feed.command('speed').argument('<speed>', 'times real time, or max', speedOf).description('how fast the tape runs'),
    '  outcry feed speed 60     a minute each second\n  outcry feed speed max    as fast as the platform follows',
  ).action((speed: number | 'max', options: PlatformOptions) => tell(options, { command: 'speed', speed }));
}

function tell(options: PlatformOptions, command: object): Promise<void> {
  return withPlatform(options, async (platform) => show(options, await platform.post<FeedState>('/feed', command)));
}

function show(options: PlatformOptions, feed: FeedState): void {
  answer(options.json, feed, () =>
    factLines([
      ['source', feed.source],
      ['state', feed.state],
      ['speed', feed.speed === 'max' ? 'max' : `${feed.speed} x real time`],
      ['market time', feed.marketTime],
    ]),
  );
}

function speedOf(text: string): number | 'max' {
  if (text === 'max') return text;
  if (!/^\d{1,7}(\.\d{1,3})?$/.test(text) || Number(text) === 0)
    throw new InvalidArgumentError('Expected a number above 0, or max.');
  return Number(text);
}
