import { type Columns, rowOf } from '../search/live.ts';
import { ASSET, WalletView as View, type WalletView } from '../views/wallet.ts';
import type { SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';

const FIGURES: Columns<WalletView> = {
  ID: ({ wallet }) => wallet.id,
  Asset: () => ASSET.name,
  Balance: ({ wallet }) => money(wallet.balance),
  Invested: ({ figures }) => money(figures.invested),
  Margin: ({ figures }) => money(figures.margin),
  IntervalPnL: ({ figures }) => money(figures.intervalPnL),
  ProfitCurrentIntervalGross: ({ figures }) => money(figures.intervalPnL),
};

/** The caller's wallet. */
export function walletOf(world: SeenWorld, client: number): WalletView {
  const wallet = world.copy.wallets.get(world.copy.walletOf.get(client) ?? 0);
  if (wallet === undefined) throw new Error(`client ${client} has no wallet`);
  return new View(world, wallet);
}

/** The wallet as it stands beside what is searched for. */
export function walletBlock(view: WalletView): Json {
  return rowOf(FIGURES, view);
}

/** All that is told of a wallet; bonuses are known to the first version alone. */
export function walletDetails(view: WalletView, version: number): Record<string, Json> {
  const { wallet, world, status } = view;
  return {
    IDClient: wallet.client,
    DT: momentText(wallet.openedAt),
    Status: status,
    ...rowOf(FIGURES, view),
    ...(version === 1 ? { Bonus: money(wallet.bonus) } : {}),
    ActiveStrategiesCount: world.strategiesOf(wallet.id).filter(({ closedAt }) => closedAt === 0).length,
  };
}
