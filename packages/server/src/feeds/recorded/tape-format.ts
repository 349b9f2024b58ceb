import { quoted, TapeError } from './tape-error.ts';

/** Where the columns of a candle file stand and how its times are read. */
export interface TapeFormat {
  readonly columns: number;
  /** Columns that together hold the time, in the order `time` takes them. */
  readonly timeColumns: readonly number[];
  readonly timeField: string;
  /**
   * The stamp in ms UTC, or null when the text is not one. `dayOffset` is the instrument's: only files with dates alone
   * need it.
   */
  readonly time: (first: string, second: string, dayOffset: number) => number | null;
  /** Whether a bar is stamped with its opening or its closing time. */
  readonly stamp: 'open' | 'close';
  /** Set when a row is a whole trading day. */
  readonly daily: boolean;
  /** Columns of open, high, low, close and volume. */
  readonly values: readonly [number, number, number, number, number];
}

const MOSCOW_MS = 10_800_000;

const KNOWN =
  '`time_ms,open,high,low,close,volume`, `begin,open,…`, `date,open,…` or Finam’s `<DATE>,<TIME>,<OPEN>,<HIGH>,<LOW>,<CLOSE>,<VOL>`';

/** Recognises the format by the header line. Throws TapeError for anything that is not a candle file. */
export function formatOfHeader(file: string, header: string): TapeFormat {
  const names = header.split(',').map((name) =>
    name
      .trim()
      .toLowerCase()
      .replace(/^<(.*)>$/, '$1'),
  );
  const column = (...wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name));
  const values = [column('open'), column('high'), column('low'), column('close'), column('volume', 'vol')] as const;
  const timing = timingOf(header, column);
  if (timing === null || values.some((index) => index < 0)) {
    throw new TapeError(file, `has no header of a candle file: expected ${KNOWN}, found ${quoted(header)}`, 1);
  }
  return { columns: names.length, values, ...timing };
}

type Timing = Pick<TapeFormat, 'timeColumns' | 'timeField' | 'time' | 'stamp' | 'daily'>;

function timingOf(header: string, column: (...names: string[]) => number): Timing | null {
  const milliseconds = column('time_ms');
  if (milliseconds >= 0) {
    return { timeColumns: [milliseconds], timeField: 'time_ms', time: parseMilliseconds, stamp: 'open', daily: false };
  }
  const begin = column('begin');
  if (begin >= 0) {
    return { timeColumns: [begin], timeField: 'begin', time: parseZoned, stamp: 'open', daily: false };
  }
  const date = column('date');
  const time = column('time');
  if (date >= 0 && time >= 0 && header.startsWith('<')) {
    // Finam stamps the end: the first minute of MOEX's session, 10:00-10:01, stands as 100100, its last one as 184000
    return { timeColumns: [date, time], timeField: '<DATE>,<TIME>', time: parseFinam, stamp: 'close', daily: false };
  }
  if (date >= 0 && time < 0) {
    return { timeColumns: [date], timeField: 'date', time: parseDay, stamp: 'open', daily: true };
  }
  return null;
}

function parseMilliseconds(text: string): number | null {
  return /^\d{1,14}$/.test(text) ? Number(text) : null;
}

/** `2022-01-17 09:50:00+03:00` */
function parseZoned(text: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\d)[ T](\d\d):(\d\d):(\d\d)(?:([+-])(\d\d):(\d\d)|Z)$/.exec(text);
  if (parts === null) return null;
  const [, day = '', hours, minutes, seconds, sign, zoneHours = '0', zoneMinutes = '0'] = parts;
  const zone = (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return moment(day, Number(hours), Number(minutes), Number(seconds), zone);
}

/** `20150105`, `100100` in Moscow time (UTC+3 in all years for which such files are read). */
function parseFinam(date: string, time: string): number | null {
  const day = /^(\d{4})(\d\d)(\d\d)$/.exec(date);
  const clock = /^(\d\d)(\d\d)(\d\d)$/.exec(time);
  if (day === null || clock === null) return null;
  return moment(`${day[1]}-${day[2]}-${day[3]}`, Number(clock[1]), Number(clock[2]), Number(clock[3]), MOSCOW_MS);
}

function parseDay(text: string, _unused: string, dayOffset: number): number | null {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? moment(text, 0, 0, 0, dayOffset) : null;
}

function moment(day: string, hours: number, minutes: number, seconds: number, zone: number): number | null {
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const midnight = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight.getTime()) || midnight.toISOString().slice(0, 10) !== day) return null;
  return midnight.getTime() + ((hours * 60 + minutes) * 60 + seconds) * 1000 - zone;
}
