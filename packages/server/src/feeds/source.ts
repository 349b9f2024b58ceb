/** Where the market comes from, as the setting `OUTCRY_FEED` says it. */
export interface FeedSource {
  /** Files and folders of recordings; empty without a tape. */
  readonly recorded: readonly string[];
  /** Whether instruments without a tape live in the synthetic market. */
  readonly synthetic: boolean;
}

const FORMS = 'use `synthetic`, `recorded:<file or folder>[,<more>]` or `recorded:<file or folder>,synthetic`';

/**
 * Reads `synthetic`, `recorded:<path>[,<path>…]` or either with `,synthetic` at the end. A path that is itself called
 * `synthetic` is written `./synthetic`. Throws RangeError with a sentence that says what to write instead.
 */
export function parseFeedSource(text: string): FeedSource {
  if (text === 'synthetic') return { recorded: [], synthetic: true };
  if (!text.startsWith('recorded:')) throw new RangeError(`feed ${JSON.stringify(text)} is unknown: ${FORMS}`);
  const parts = text
    .slice('recorded:'.length)
    .split(',')
    .map((part) => part.trim());
  const synthetic = parts.at(-1) === 'synthetic';
  const recorded = synthetic ? parts.slice(0, -1) : parts;
  if (recorded.length === 0 || recorded.includes('')) {
    throw new RangeError(`feed ${JSON.stringify(text)} names no file or folder: ${FORMS}`);
  }
  if (recorded.includes('synthetic')) {
    throw new RangeError(`feed ${JSON.stringify(text)}: \`synthetic\` stands once, at the end`);
  }
  const twice = recorded.find((path, index) => recorded.indexOf(path) !== index);
  if (twice !== undefined) throw new RangeError(`feed ${JSON.stringify(text)} names ${twice} twice`);
  return { recorded, synthetic };
}
