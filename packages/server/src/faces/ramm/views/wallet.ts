import type { Wallet, WalletFigures } from '@outcry/core';
import { Fault } from '../errors.ts';
import type { RammParts } from '../parts.ts';
import type { Columns } from '../search/live.ts';
import { momentText } from '../wire/moments.ts';
import { money } from '../wire/units.ts';
import { look, type SeenWorld } from './world.ts';

/** The one currency of wallets and accounts. */
export const ASSET = { id: 840, name: 'USD', precision: 2 } as const;

/** A wallet and what it comes to at the prices of this moment. */
export class WalletView {
  readonly wallet: Wallet;
  readonly world: SeenWorld;
  #figures: WalletFigures | undefined;

  constructor(world: SeenWorld, wallet: Wallet) {
    this.world = world;
    this.wallet = wallet;
  }

  get figures(): WalletFigures {
    this.#figures ??= this.world.kept.wallet(this.wallet);
    return this.#figures;
  }

  /** 0 new, 1 active: it has or had money. */
  get status(): number {
    const { balance, bonus, accounts } = this.wallet;
    return balance !== 0 || bonus !== 0 || accounts.length > 0 ? 1 : 0;
  }
}

/** Fields of a wallet (`ramm.md` 4.7). */
export const WALLET_COLUMNS: Columns<WalletView> = {
  ID: ({ wallet }) => wallet.id,
  ClientID: ({ wallet }) => wallet.client,
  Asset: () => ASSET.name,
  DTCreated: ({ wallet }) => momentText(wallet.openedAt),
  Balance: ({ wallet }) => money(wallet.balance),
  Bonus: ({ wallet }) => money(wallet.bonus),
  Status: ({ status }) => status,
  Invested: ({ figures }) => money(figures.invested),
  Margin: ({ figures }) => money(figures.margin),
  IntervalPnL: ({ figures }) => money(figures.intervalPnL),
};

/** A wallet of the company. Throws Fault. */
export function walletIn(world: SeenWorld, company: number, field: string, id: number): Wallet {
  const wallet = world.copy.wallets.get(id);
  if (wallet === undefined) throw Fault.unknown(field, 'wallet');
  if (wallet.company !== company) throw Fault.forbidden('wallet');
  return wallet;
}

/** The one wallet of a client; undefined for nobody. */
export function walletOfClient(parts: RammParts, client: number | undefined): Promise<number | undefined> {
  return look(parts, ({ copy }) => (client === undefined ? undefined : copy.walletOf.get(client)));
}
