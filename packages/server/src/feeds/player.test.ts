import type { Price, Quantity } from '@outcry/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Feed, TimedTick } from './feed.ts';
import { createPlayer, type PlayerJump, type PlayerOptions } from './player.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 50_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** One trade a second: `count` of them from market time 1000. */
function secondsTape(count: number, from = 1000): Feed {
  let read = 0;
  return {
    instruments: new Set([1]),
    peek: () => (read < count ? from + read * 1000 : null),
    pull(until, max) {
      const ticks: TimedTick[] = [];
      while (read < count && from + read * 1000 <= until && ticks.length < max) {
        ticks.push({
          at: from + read * 1000,
          tick: { kind: 'trade', instrument: 1, price: 1 as Price, size: 1 as Quantity },
        });
        read += 1;
      }
      return ticks;
    },
    history: () => [],
  };
}

/** Trades at these times; it can jump. */
function sparseTape(times: readonly number[]): Feed {
  let left = [...times];
  const timed = (at: number): TimedTick => ({
    at,
    tick: { kind: 'trade', instrument: 1, price: 1 as Price, size: 1 as Quantity },
  });
  return {
    instruments: new Set([1]),
    peek: () => left[0] ?? null,
    pull: (until, max) => {
      const due = left.filter((at) => at <= until).slice(0, max);
      left = left.slice(due.length);
      return due.map(timed);
    },
    skip: (to) => {
      left = left.filter((at) => at >= to);
    },
    history: () => [],
  };
}

function play(options: Partial<PlayerOptions>) {
  const times: number[] = [];
  const jumps: PlayerJump[] = [];
  const errors: unknown[] = [];
  let ended = 0;
  const player = createPlayer({
    feed: secondsTape(10),
    clock: 'tape',
    speed: 1,
    start: 'now',
    now: () => Date.now(),
    sink: { offer: (ticks) => times.push(...ticks.map((tick) => tick.at)), idle: async () => {} },
    onEnd: () => {
      ended += 1;
    },
    onError: (error) => errors.push(error),
    onJump: (jump) => jumps.push(jump),
    ...options,
  });
  return { player, times, errors, jumps, ended: () => ended };
}

describe('a tape', () => {
  it('begins at its first tick and moves in real time', async () => {
    const { player, times } = play({});
    await vi.advanceTimersByTimeAsync(2500);
    expect(times).toEqual([1000, 2000, 3000]);
    expect(player.now()).toBeGreaterThan(3400);
    expect(player.now()).toBeLessThanOrEqual(3500);
  });

  it('moves N times faster, and at max as fast as the ticks are taken', async () => {
    const fast = play({ speed: 4 });
    await vi.advanceTimersByTimeAsync(1000);
    expect(fast.times).toEqual([1000, 2000, 3000, 4000, 5000]);
    const max = play({ speed: 'max' });
    await vi.advanceTimersByTimeAsync(10);
    expect(max.times).toHaveLength(10);
    expect(max.ended()).toBe(1);
    expect(max.player.state).toBe('ended');
    expect(max.player.now()).toBe(10_000);
  });

  it('ends once, after its last tick, and its time stands still then', async () => {
    const { player, times, ended } = play({});
    await vi.advanceTimersByTimeAsync(20_000);
    expect(times).toHaveLength(10);
    expect(ended()).toBe(1);
    expect(player.now()).toBe(10_000);
    player.play();
    expect(player.state).toBe('ended');
  });

  it('waits for the command', async () => {
    const { player, times } = play({ start: 'command' });
    await vi.advanceTimersByTimeAsync(5000);
    expect({ times, state: player.state, now: player.now() }).toEqual({ times: [], state: 'waiting', now: 1000 });
    player.play();
    await vi.advanceTimersByTimeAsync(1500);
    expect(times).toEqual([1000, 2000]);
  });

  it('stands still while it is paused and goes on where it stopped', async () => {
    const { player, times } = play({});
    await vi.advanceTimersByTimeAsync(1500);
    player.pause();
    const stopped = player.now();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(player.now()).toBe(stopped);
    expect(times).toEqual([1000, 2000]);
    player.play();
    await vi.advanceTimersByTimeAsync(1000);
    expect(times).toEqual([1000, 2000, 3000]);
  });

  it('steps tick by tick while it is not playing', () => {
    const { player, times, ended } = play({ start: 'command' });
    expect(player.step(2)).toBe(2);
    expect(times).toEqual([1000, 2000]);
    expect(player.now()).toBe(2000);
    expect(player.step(100)).toBe(8);
    expect(ended()).toBe(1);
    expect(player.step(1)).toBe(0);
    expect(() => play({}).player.step(1)).toThrow('pause it before you step');
    expect(() => play({ start: 'command' }).player.step(0)).toThrow('count must be an integer');
  });

  it('changes its speed without a jump', async () => {
    const { player, times } = play({});
    await vi.advanceTimersByTimeAsync(1000);
    player.setSpeed(5);
    await vi.advanceTimersByTimeAsync(1000);
    expect(times).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000]);
    for (const speed of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e9])
      expect(() => player.setSpeed(speed)).toThrow('speed');
  });

  it('is pulled only when the queue is empty, and waits with its clock for a slow one', async () => {
    let release: () => void = () => {};
    const sink = { offer: vi.fn(), idle: () => new Promise<void>((resolve) => (release = resolve)) };
    const { player } = play({ sink });
    await vi.advanceTimersByTimeAsync(30_000);
    expect(sink.offer).not.toHaveBeenCalled();
    release();
    await vi.advanceTimersByTimeAsync(0);
    expect(sink.offer).toHaveBeenCalledTimes(1);
    expect(player.now()).toBe(2000);
  });

  it('jumps to a second before the next tick when that is more than an hour away, and keeps its speed', async () => {
    const HOUR = 3_600_000;
    const night = 1000 + HOUR;
    const years = night + 3 * 365 * 24 * HOUR;
    const { player, times, jumps } = play({ speed: 2, feed: sparseTape([1000, night, years, years + 2000]) });
    await vi.advanceTimersByTimeAsync(100);
    expect(jumps).toEqual([]);
    await vi.advanceTimersByTimeAsync(HOUR / 2);
    expect(times).toEqual([1000, night]);
    expect(jumps).toMatchObject([{ why: 'quiet', to: years - 1000 }]);
    expect(jumps[0]?.from).toBeGreaterThanOrEqual(night);
    expect(jumps[0]?.from).toBeLessThan(night + 200);
    expect(player.now()).toBeLessThan(years);
    await vi.advanceTimersByTimeAsync(500);
    expect(times).toEqual([1000, night, years]);
    await vi.advanceTimersByTimeAsync(800);
    expect(times).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(300);
    expect(times).toHaveLength(4);
    expect(player.state).toBe('ended');
  });

  it('does not jump while it is paused, nor at max, where nothing waits', async () => {
    const far = [1000, 100_000_000, 200_000_000];
    const paused = play({ feed: sparseTape(far), start: 'command' });
    paused.player.step(1);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(paused.player.now()).toBe(1000);
    paused.player.play();
    await vi.advanceTimersByTimeAsync(1100);
    expect(paused.times).toEqual([1000, 100_000_000]);
    paused.player.pause();
    const max = play({ feed: sparseTape(far), speed: 'max' });
    await vi.advanceTimersByTimeAsync(10);
    expect(max.times).toEqual(far);
    expect(max.jumps).toEqual([]);
  });

  it('stops for good and tells what went wrong when the queue does not take its ticks', async () => {
    const { player, errors } = play({
      sink: {
        offer: () => {
          throw new Error('the queue is closed');
        },
        idle: async () => {},
      },
    });
    await vi.advanceTimersByTimeAsync(100);
    expect(errors).toEqual([new Error('the queue is closed')]);
    expect(player.state).toBe('stopped');
    expect(() => player.play()).toThrow('has been stopped');
  });
});

describe('the market on the wall clock', () => {
  it('hands over what is due at once, then in real time, whatever the queue does', async () => {
    const sink = {
      times: [] as number[],
      offer: (ticks: TimedTick[]) => sink.times.push(...ticks.map((tick) => tick.at)),
      idle: () => new Promise<void>(() => {}),
    };
    const { player } = play({ clock: 'wall', feed: secondsTape(1_000_000, 41_000), sink });
    expect(sink.times).toEqual([41_000, 42_000, 43_000, 44_000, 45_000, 46_000, 47_000, 48_000, 49_000, 50_000]);
    expect(player.now()).toBe(50_000);
    await vi.advanceTimersByTimeAsync(2000);
    expect(sink.times.slice(10)).toEqual([51_000, 52_000]);
    expect(player.now()).toBeGreaterThan(51_980);
    player.stop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(sink.times).toHaveLength(12);
  });

  it('leaves out what was due while the machine slept for more than a minute, and says so', async () => {
    let asleep = 0;
    const times = Array.from({ length: 40_000 }, (_, index) => 50_000 + index * 1000);
    const played = play({ clock: 'wall', feed: sparseTape(times), now: () => Date.now() + asleep });
    await vi.advanceTimersByTimeAsync(1000);
    asleep = 59_000;
    await vi.advanceTimersByTimeAsync(500);
    expect(played.times).toHaveLength(61);
    expect(played.jumps).toEqual([]);
    asleep += 8 * 3_600_000 - 500;
    await vi.advanceTimersByTimeAsync(10);
    expect(played.jumps).toMatchObject([{ why: 'late', to: 28_910_010 }]);
    expect(played.player.now()).toBe(28_910_010);
    await vi.advanceTimersByTimeAsync(1000);
    expect(played.times.slice(61)).toEqual([28_911_000]);
  });

  it('reads through a feed that cannot jump', async () => {
    let asleep = 0;
    const { times, jumps } = play({
      clock: 'wall',
      feed: secondsTape(1_000_000, 50_000),
      now: () => Date.now() + asleep,
    });
    asleep = 100_000;
    await vi.advanceTimersByTimeAsync(10);
    expect(jumps).toHaveLength(1);
    expect(times).toEqual([50_000]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(times).toEqual([50_000, 151_000]);
  });

  it('never goes back when the wall clock does', async () => {
    let wall = 60_000;
    const { player } = play({ clock: 'wall', feed: secondsTape(1_000_000, 60_000), now: () => wall });
    wall = 10_000;
    await vi.advanceTimersByTimeAsync(100);
    expect(player.now()).toBe(60_000);
  });

  it('cannot be paused, stepped or sped up', () => {
    const { player } = play({ clock: 'wall' });
    expect(() => player.pause()).toThrow('cannot be paused');
    expect(() => player.step(1)).toThrow('cannot be stepped');
    expect(() => player.setSpeed(2)).toThrow('cannot be sped up');
    expect(() => play({ clock: 'wall', speed: 2 })).toThrow('speed must be 1');
  });
});
