import type { FeePlan } from '@outcry/core';
import { invalid, refusal, unprocessable } from '../errors.ts';
import { marketNamed, PAPER } from '../markets.ts';
import type { Call } from '../route.ts';

/** A new account, as it is asked for. */
export interface Connection {
  readonly type: string;
  readonly name: string;
  readonly api_key: string | undefined;
  readonly secret: string | undefined;
}

const CURRENCY = 'USDT';

/** What a paper account begins with, in minor units; as the demo world's. */
const PAPER_MONEY: readonly (readonly [asset: string, units: bigint])[] = [
  ['USDT', 100_000n],
  ['BTC', 1n],
];

/** 0.1 % on top in the quote asset: coins bought can be sold whole (`threecommas.md`, settled points). */
const PAPER_FEES: FeePlan = { maker: 1_000, taker: 1_000, decimals: 18, rounding: 'halfUp', mode: 'quote' };

/** Opens a paper account with its money and answers its id. Accounts at exchanges are refused: none is reached. Throws Fault. */
export async function connectAccount(
  { desk, person, requestId }: Pick<Call, 'desk' | 'person' | 'requestId'>,
  wanted: Connection,
): Promise<number> {
  const market = marketNamed(wanted.type);
  if (market === undefined) throw invalid({ type: ['does not have a valid value'] });
  if (market !== PAPER) throw unreachable(wanted, market.name);
  const { engine } = desk.parts;
  const { outcome, rejection } = await engine.submit(
    {
      type: 'accounts.open',
      owner: person.id,
      name: wanted.name,
      currency: CURRENCY,
      venue: 'paper',
      fillPolicy: 'book',
      margin: false,
      hedging: false,
      fees: PAPER_FEES,
    },
    undefined,
    requestId,
  );
  if (outcome === null) throw refusal(rejection ?? { reason: 'unknown_command', field: null, detail: '' });
  const account = outcome.id;
  for (const [asset, units] of PAPER_MONEY) {
    const scale = engine.market((state) => state.instruments.assetByCode.get(asset)?.scale ?? 0);
    const amount = (units * 10n ** BigInt(scale)) as never;
    const key = `paper-${asset}`;
    const { rejection: refused } = await engine.submit({ type: 'accounts.deposit', account, asset, amount, key });
    if (refused !== null) throw refusal(refused);
  }
  return account;
}

/** Missing keys first, as for an exchange that would be reached. */
function unreachable({ api_key, secret }: Connection, name: string): Error {
  const missing = Object.entries({ api_key, secret }).filter(([, value]) => value === undefined);
  if (missing.length > 0) return invalid(Object.fromEntries(missing.map(([field]) => [field, ['is missing']])));
  return unprocessable({ api_key: [`${name} cannot be reached: this version trades paper accounts only`] });
}
