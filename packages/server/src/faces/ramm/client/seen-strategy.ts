import type { CopyAccount, CopyTerms } from '@outcry/core';
import type { StrategyVideo } from '../../../identity/index.ts';
import { Fault } from '../errors.ts';
import type { ClientCall } from '../method.ts';
import { AccountView } from '../views/account.ts';
import { StrategyView } from '../views/strategy.ts';
import type { SeenWorld } from '../views/world.ts';
import type { SeenAccount } from './account-columns.ts';
import { hasFollowed } from './followed-links.ts';

const NO_TERMS: CopyTerms = { feeRate: 0, commissionRate: 0, partner: 0, partnerShare: 0 };

/** A strategy, and the client who looks at it: owners, partners and investors see more. */
export class SeenStrategy {
  readonly view: StrategyView;
  readonly client: number;
  #account: SeenAccount | null | undefined;

  constructor(view: StrategyView, client: number) {
    this.view = view;
    this.client = client;
  }

  get isMine(): boolean {
    return this.view.wallet.client === this.client;
  }

  /** Whether the client has a part in the rewards of one of its offers. */
  get isPartner(): boolean {
    const { copy } = this.view.world;
    const wallet = copy.walletOf.get(this.client);
    return this.view.strategy.offers.some((id) => {
      const partner = copy.offers.get(id)?.partner ?? 0;
      return partner !== 0 && partner === wallet;
    });
  }

  /** The client's open investment in it; of its trader the security account, unless he has invested as well. */
  get account(): SeenAccount | undefined {
    if (this.#account === undefined) {
      const { strategy, world } = this.view;
      const wallet = world.copy.wallets.get(world.copy.walletOf.get(this.client) ?? 0);
      const own = (wallet?.accounts ?? [])
        .flatMap((id) => world.copy.accounts.get(id) ?? [])
        .filter((account: CopyAccount) => account.strategy === strategy.id);
      const found = own.find(({ kind }) => kind !== 0) ?? own[0];
      this.#account = found === undefined ? null : { view: new AccountView(world, found), client: this.client };
    }
    return this.#account ?? undefined;
  }

  /**
   * The rates that the first version calls the strategy's: of its public offer; without one, of the client's own
   * investment, and of its owner's newest offer. Hidden offers are told to nobody else.
   */
  get terms(): CopyTerms {
    const { strategy, world } = this.view;
    const { offers } = world.copy;
    const newest = this.isMine ? strategy.offers.flatMap((id) => offers.get(id) ?? []).at(-1) : undefined;
    return offers.get(strategy.publicOffer) ?? newest ?? this.account?.view.terms ?? NO_TERMS;
  }

  get video(): StrategyVideo | undefined {
    return this.view.world.business.videos.get(this.view.strategy.id);
  }
}

/**
 * A strategy that the caller may see: by its id only with a public offer and while it is not closed, unless it is his own
 * or he has invested; in a session that has found it by a link always. Throws Fault.
 */
export function seenStrategy(
  world: SeenWorld,
  { client, company, session }: Pick<ClientCall, 'client' | 'company' | 'session'>,
  id: number,
  field = 'StrategyID',
): SeenStrategy {
  const strategy = world.copy.strategies.get(id);
  if (strategy === undefined || strategy.company !== company.id) throw Fault.unknown(field, 'strategy');
  const seen = new SeenStrategy(new StrategyView(world, strategy), client.id);
  const open = strategy.publicOffer !== 0 && strategy.status !== 4;
  if (!open && !hasFollowed(session, id) && !isInvolved(seen)) throw Fault.unknown(field, 'strategy');
  return seen;
}

/** Whether it is the client's own, or he has to do with it: as an investor or a partner. */
export function isInvolved(seen: SeenStrategy): boolean {
  return seen.isMine || seen.isPartner || seen.account !== undefined;
}
