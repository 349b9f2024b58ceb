import { nothingHeld, type Strategy, type Wallet } from '@outcry/core';
import type { Client } from '../../../identity/index.ts';
import type { WalletHistory } from '../../../readmodel/index.ts';
import { Fault } from '../errors.ts';
import type { ManagerCall } from '../method.ts';
import { AccountView } from './account.ts';
import type { Held } from './kept-figures.ts';
import type { SeenWorld } from './world.ts';

/** A client with his wallet, his accounts and strategies, and what has happened to them. */
export class ClientView {
  readonly client: Client;
  readonly world: SeenWorld;
  readonly #histories: ReadonlyMap<number, WalletHistory> | undefined;
  #wallet: Wallet | null | undefined;
  #held: Held | undefined;

  constructor(world: SeenWorld, client: Client, histories?: ReadonlyMap<number, WalletHistory>) {
    this.world = world;
    this.client = client;
    this.#histories = histories;
  }

  get wallet(): Wallet | undefined {
    const { wallets, walletOf } = this.world.copy;
    if (this.#wallet === undefined) this.#wallet = wallets.get(walletOf.get(this.client.id) ?? 0) ?? null;
    return this.#wallet ?? undefined;
  }

  get history(): WalletHistory | undefined {
    return this.#histories === undefined ? undefined : this.#histories.get(this.wallet?.id ?? 0);
  }

  /** Open accounts but virtual masters. */
  get accounts(): readonly AccountView[] {
    const { accounts } = this.world.copy;
    return (this.wallet?.accounts ?? [])
      .flatMap((id) => accounts.get(id) ?? [])
      .filter(({ kind }) => kind !== 1)
      .map((account) => new AccountView(this.world, account));
  }

  /** Open accounts but virtual masters, how many there are. */
  get ownAccounts(): number {
    const { accounts } = this.world.copy;
    let count = 0;
    for (const id of this.wallet?.accounts ?? []) if ((accounts.get(id)?.kind ?? 1) !== 1) count++;
    return count;
  }

  /** What his open accounts come to. */
  get held(): Held {
    this.#held ??= this.wallet === undefined ? NOTHING_HELD : this.world.kept.held(this.wallet);
    return this.#held;
  }

  get strategies(): readonly Strategy[] {
    return this.world.strategiesOf(this.wallet?.id ?? 0);
  }

  get activeStrategies(): number {
    return this.strategies.filter(({ closedAt }) => closedAt === 0).length;
  }

  get closedStrategies(): number {
    return this.strategies.length - this.activeStrategies;
  }

  get free(): number {
    return this.wallet?.balance ?? 0;
  }

  get invested(): number {
    return this.wallet === undefined ? 0 : this.world.kept.wallet(this.wallet).invested;
  }

  /** Σ of the wallet's transfers of a kind, cents. */
  transfers(kind: number): number {
    return this.history?.transfers.get(kind) ?? 0;
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

const NOTHING_HELD: Held = { own: nothingHeld(), investments: nothingHeld() };

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
