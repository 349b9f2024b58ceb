import { named, picked } from '../search/columns.ts';
import { type Columns, rowOf } from '../search/live.ts';
import { ASSET, WalletView as View, type WalletView } from '../views/wallet.ts';
import type { SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';

/** Every field of a wallet in the Client API (`ramm.md` 6); versions and methods pick theirs. */
const WALLET: Columns<WalletView> = {
  ID: ({ wallet }) => wallet.id,
  IDClient: ({ wallet }) => wallet.client,
  DT: ({ wallet }) => momentText(wallet.openedAt),
  Asset: () => ASSET.name,
  Status: ({ status }) => status,
  Balance: ({ wallet }) => money(wallet.balance),
  Bonus: ({ wallet }) => money(wallet.bonus),
  Invested: ({ figures }) => money(figures.invested),
  Margin: ({ figures }) => money(figures.margin),
  IntervalPnL: ({ figures }) => money(figures.intervalPnL),
  ProfitCurrentIntervalGross: ({ figures }) => money(figures.intervalPnL),
  ActiveStrategiesCount: ({ wallet, world }) =>
    world.strategiesOf(wallet.id).filter(({ closedAt }) => closedAt === 0).length,
};

/** As it stands beside what is searched for. Bonuses are known to the first version alone; the result has two names since. */
const BESIDE_FIRST = picked(WALLET, named('ID Asset Balance Bonus Invested Margin IntervalPnL'));
const BESIDE = picked(WALLET, named('ID Asset Balance Invested Margin IntervalPnL ProfitCurrentIntervalGross'));

const DETAILS_FIRST = picked(
  WALLET,
  named('ID IDClient DT Asset Status Balance Bonus Invested Margin IntervalPnL ActiveStrategiesCount'),
);
const DETAILS = picked(
  WALLET,
  named(
    'ID IDClient DT Asset Status Balance Invested Margin IntervalPnL ProfitCurrentIntervalGross ActiveStrategiesCount',
  ),
);

/** The caller's wallet. */
export function walletOf(world: SeenWorld, client: number): WalletView {
  const wallet = world.copy.wallets.get(world.copy.walletOf.get(client) ?? 0);
  if (wallet === undefined) throw new Error(`client ${client} has no wallet`);
  return new View(world, wallet);
}

/** The wallet as it stands beside what is searched for. */
export function walletBlock(view: WalletView, version: number): Json {
  return rowOf(version === 1 ? BESIDE_FIRST : BESIDE, view);
}

/** All that is told of a wallet. */
export function walletDetails(view: WalletView, version: number): Record<string, Json> {
  return rowOf(version === 1 ? DETAILS_FIRST : DETAILS, view);
}
