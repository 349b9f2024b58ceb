import type { Asset, CoreState } from '@outcry/core';
import { CURRENCY } from '../listing.ts';
import { nameUuid } from '../wire/name-uuid.ts';

/** Money as the broker lists it: an instrument of kind currency that nobody can trade here. One piece is one unit. */
export interface ListedMoney {
  readonly asset: Asset;
  readonly name: string;
  readonly uid: string;
  readonly positionUid: string;
  readonly assetUid: string;
  /** Empty where none is known. */
  readonly figi: string;
  readonly ticker: string;
  readonly classCode: string;
}

/** The currency section of the exchange. */
const CLASS_CODE = 'CETS';

/** Names and ids under which the broker's clients know money (observed in public clients). */
const KNOWN: Readonly<Record<string, Partial<ListedMoney>>> = {
  [CURRENCY]: {
    name: 'Российский рубль',
    ticker: 'RUB000UTSTOM',
    figi: 'RUB000UTSTOM',
    uid: 'a92e2e25-a698-45cc-a781-167cf465257c',
    positionUid: '33e24a92-aab0-409c-88b8-f2d57415b920',
  },
  usd: {
    name: 'Доллар США',
    ticker: 'USD000UTSTOM',
    figi: 'BBG0013HGFT4',
    uid: 'a22a1263-8e1b-4546-a1aa-416463f104d3',
  },
  eur: { name: 'Евро', ticker: 'EUR_RUB__TOM', figi: 'BBG0013HJJ31' },
};

const LISTED = new WeakMap<Asset, ListedMoney>();

/** Money of one asset. */
export function listedMoney(asset: Asset): ListedMoney {
  let money = LISTED.get(asset);
  if (money === undefined) {
    money = makeMoney(asset);
    LISTED.set(asset, money);
  }
  return money;
}

/** Ids that are not known are derived from the ticker, the same always. */
function makeMoney(asset: Asset): ListedMoney {
  const known = KNOWN[asset.code];
  const ticker = known?.ticker ?? `${asset.code.toUpperCase()}RUB_TOM`;
  return {
    asset,
    name: asset.name,
    uid: nameUuid('instrument', ticker),
    positionUid: nameUuid('position', ticker),
    assetUid: nameUuid('asset', asset.code),
    figi: '',
    ticker,
    classCode: CLASS_CODE,
    ...known,
  };
}

/** All money that accounts can hold, in the order of its listing. */
export function allMoney({ instruments }: Pick<CoreState, 'instruments'>): ListedMoney[] {
  return instruments.assets.filter((asset) => asset?.kind === 'fiat').map((asset) => listedMoney(asset as Asset));
}
