import { type CopyAccount, type Wallet, walletFigures } from '@outcry/core';
import type { Client } from '../../../identity/index.ts';
import type { WalletHistory } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { ManagerCall } from '../method.ts';
import { AccountView } from './account.ts';
import { StrategyView } from './strategy.ts';
import type { SeenWorld } from './world.ts';

/** A client with his wallet, his accounts and strategies, and what has happened to them. */
export class ClientView {
  readonly client: Client;
  readonly world: SeenWorld;
  readonly wallet: Wallet | undefined;
  readonly history: WalletHistory | undefined;
  #accounts: readonly AccountView[] | undefined;
  #strategies: readonly StrategyView[] | undefined;

  constructor(world: SeenWorld, client: Client, histories?: ReadonlyMap<number, WalletHistory>) {
    this.world = world;
    this.client = client;
    this.wallet = world.copy.wallets.get(world.copy.walletOf.get(client.id) ?? 0);
    this.history = this.wallet === undefined ? undefined : histories?.get(this.wallet.id);
  }

  /** Open accounts but virtual masters. */
  get accounts(): readonly AccountView[] {
    const { accounts } = this.world.copy;
    this.#accounts ??= (this.wallet?.accounts ?? [])
      .flatMap((id) => accounts.get(id) ?? [])
      .filter(({ kind }) => kind !== 1)
      .map((account: CopyAccount) => new AccountView(this.world, account));
    return this.#accounts;
  }

  get investments(): readonly AccountView[] {
    return this.accounts.filter(({ account }) => account.kind !== 0);
  }

  get strategies(): readonly StrategyView[] {
    this.#strategies ??= this.world
      .strategiesOf(this.wallet?.id ?? 0)
      .map((strategy) => new StrategyView(this.world, strategy));
    return this.#strategies;
  }

  get activeStrategies(): number {
    return this.strategies.filter(({ strategy }) => strategy.closedAt === 0).length;
  }

  get closedStrategies(): number {
    return this.strategies.length - this.activeStrategies;
  }

  get free(): number {
    return this.wallet?.balance ?? 0;
  }

  get invested(): number {
    return this.wallet === undefined ? 0 : walletFigures(this.world.state, this.wallet, this.world.prices).invested;
  }

  /** Σ of the wallet's transfers of a kind, cents. */
  transfers(kind: number): number {
    return this.history?.transfers.get(kind) ?? 0;
  }

  sum(read: (view: AccountView) => number): number {
    return this.accounts.reduce((sum, view) => sum + read(view), 0);
  }

  /** 0 no money yet, 1 bonuses, 2 a partner's reward, 3 a trader's reward, 4 money of his own (`ramm.md` 3). */
  get status(): number {
    const has = (kind: number): boolean => this.history?.transfers.has(kind) ?? false;
    if (has(0)) return 4;
    if (has(6) || has(7)) return 3;
    if (has(8)) return 2;
    return has(2) ? 1 : 0;
  }
}

/** A client of the company. Throws Fault. */
export function clientIn(
  { parts, company }: Pick<ManagerCall, 'parts' | 'company'>,
  field: string,
  id: number,
): Client {
  const client = parts.identity.business.clients.get(id);
  if (client === undefined) throw Fault.unknown(field, 'client');
  if (client.company !== company.id) throw Fault.forbidden('client');
  return client;
}
