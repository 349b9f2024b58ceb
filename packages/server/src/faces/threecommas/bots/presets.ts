import type { SignalCondition } from '@outcry/core';

type Interval = Extract<SignalCondition, { kind: 'rsi' }>['interval'];
type Preset = (interval: Interval, long: boolean) => SignalCondition;

/** Conditions of `ta_preset` by their names. Those without a direction of their own have that of the bot (ours). */
const PRESETS: Readonly<Record<string, Preset>> = {
  'BB-20-1-LB': band('1', '0', 'less'),
  'BB-20-1-UB': band('1', '1', 'greater'),
  'BB-20-2-LB': band('2', '0', 'less'),
  'BB-20-2-UB': band('2', '1', 'greater'),
  'MFI-14<20': flow('20', 'less'),
  'MFI-14<40': flow('40', 'less'),
  'MFI-14>65': flow('65', 'greater'),
  'CCI-40<-200': channel('-200', 'less'),
  'CCI-40>0': channel('0', 'greater'),
  'CCI-40>100': channel('100', 'greater'),
  'MACD-12-26-9': (interval, long) => {
    return { kind: 'macd', interval, fast: 12, slow: 26, signal: 9, trigger: crossing(long), line: null };
  },
  'SMA-20-50': averages(20, 50),
  'SMA-50-100': averages(50, 100),
  'SMA-50-200': averages(50, 200),
  'SMA-100-200': averages(100, 200),
  'Parabolic-SAR': (interval, long) => ({ kind: 'sar', interval, step: '0.02', most: '0.2', trigger: crossing(long) }),
  'Heikin-Ashi-1': candles(1),
  'Heikin-Ashi-3': candles(3),
  'Heikin-Ashi-5': candles(5),
};

export const PRESET_NAMES: readonly string[] = Object.keys(PRESETS);

function crossing(long: boolean): 'crossing_above' | 'crossing_below' {
  return long ? 'crossing_above' : 'crossing_below';
}

function band(deviations: string, points: string, trigger: 'less' | 'greater'): Preset {
  return (interval) => ({ kind: 'bollinger', interval, points, trigger, period: 20, deviations });
}

function flow(points: string, trigger: 'less' | 'greater'): Preset {
  return (interval) => ({ kind: 'mfi', interval, points, trigger, period: 14 });
}

function channel(points: string, trigger: 'less' | 'greater'): Preset {
  return (interval) => ({ kind: 'cci', interval, points, trigger, period: 40 });
}

function averages(fast: number, slow: number): Preset {
  return (interval, long) => ({ kind: 'ma_cross', interval, average: 'sma', fast, slow, trigger: crossing(long) });
}

function candles(count: number): Preset {
  return (interval, long) => ({
    kind: 'heikin_ashi',
    interval,
    candles: count,
    direction: long ? 'rising' : 'falling',
  });
}

/** The condition of a preset on candles of an interval; undefined when there is none with this name. */
export function presetNamed(name: string, interval: string, long: boolean): SignalCondition | undefined {
  return Object.hasOwn(PRESETS, name) ? PRESETS[name]?.(interval as Interval, long) : undefined;
}
