/** A length of time in its two largest units, so that it is read at a glance: `3 d 4 h`, `12 min 5 s`. */
export function uptimeParts(
  seconds: number,
): readonly (readonly [unit: 'days' | 'hours' | 'minutes' | 'seconds', n: number])[] {
  const all = [
    ['days', Math.floor(seconds / 86_400)],
    ['hours', Math.floor(seconds / 3_600) % 24],
    ['minutes', Math.floor(seconds / 60) % 60],
    ['seconds', Math.floor(seconds) % 60],
  ] as const;
  const first = all.findIndex(([, n]) => n > 0);
  return first < 0 ? all.slice(3) : all.slice(first, first + 2).filter(([, n], i) => i === 0 || n > 0);
}
