import { Type } from '@sinclair/typebox';
import type { Caller } from '../../../identity/index.ts';
import type { NativeParts } from '../parts.ts';
import { Id, optionalTime } from '../wire/primitives.ts';
import { type Access, instrumentNamed } from './access.ts';
import { assetId, HistoryPart } from './histories.ts';

const AssetCode = Type.Optional(Type.String({ minLength: 1, maxLength: 32, description: 'code of an asset' }));

/** What lists of deals and of smart trades may be narrowed to. */
export const PairListQuery = {
  account: Type.Optional(Id),
  instrument: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
  base: AssetCode,
  quote: AssetCode,
  ...HistoryPart,
};

interface PairList {
  readonly account?: number;
  readonly instrument?: string;
  readonly base?: string;
  readonly quote?: string;
  readonly from?: string;
  readonly to?: string;
}

/** The same as the read model takes it. Throws ApiError. */
export async function pairFilter(parts: NativeParts, access: Access, caller: Caller, query: PairList) {
  const { account, instrument, base, quote, from, to } = query;
  return {
    accounts: await access.listedAccounts(caller, account),
    instrument: instrument === undefined ? undefined : instrumentNamed(parts, instrument).id,
    base: assetId(parts, base, 'base'),
    quote: assetId(parts, quote, 'quote'),
    from: optionalTime('from', from),
    to: optionalTime('to', to),
  };
}
