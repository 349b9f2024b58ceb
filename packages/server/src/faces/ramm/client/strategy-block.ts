import type { CopyAccount, Offer } from '@outcry/core';
import { AccountView } from '../views/account.ts';
import { type StrategyView, yields } from '../views/strategy.ts';
import type { Json } from '../wire/json.ts';
import { momentOf, momentText } from '../wire/moments.ts';
import { eighths, money, parts } from '../wire/units.ts';
import { accountBlock } from './account-block.ts';

/** Symbols named in a strategy. */
const NAMED_SYMBOLS = 3;

/** A strategy as a client sees it: owners, partners and investors see more (`ramm.md` 6). */
export function strategyBlock(view: StrategyView, client: number): Record<string, Json> {
  const { strategy, figures, symbols, wallet, world } = view;
  const isMine = wallet.client === client;
  const account = ownAccount(view, client);
  const offer = world.copy.offers.get(strategy.publicOffer);
  return {
    ID: strategy.id,
    Name: strategy.name,
    AccountingSystem: strategy.accounting,
    Yield: eighths(figures.yield),
    MonthlyYield: eighths(figures.monthlyYield),
    Yields: yields(figures),
    Accounts: figures.accounts,
    Symbols: symbols.slice(0, NAMED_SYMBOLS).join(', '),
    DTCreated: momentText(strategy.createdAt),
    DTStat: momentOf(strategy.statAt),
    DTClosed: momentOf(strategy.closedAt),
    AgeByDays: figures.ageByDays,
    MasterAccount: strategy.external?.account,
    IsMyStrategy: isMine,
    Status: strategy.status,
    Tags: {},
    PublicOffer: offer === undefined ? undefined : offerBlock(offer),
    TraderInfo: isMine ? traderInfo(view) : undefined,
    PartnerInfo: isPartner(view, client) ? partnerInfo(view, client) : undefined,
    Account: account === undefined ? undefined : accountBlock(account, client),
  };
}

export function offerBlock({ id, feeRate, commissionRate }: Offer): Record<string, Json> {
  return { ID: id, FeeRate: parts(feeRate), CommissionRate: commissionRate };
}

/** The client's open investment in it; of its trader the security account, unless he has invested as well. */
export function ownAccount({ strategy, world }: StrategyView, client: number): AccountView | undefined {
  const wallet = world.copy.wallets.get(world.copy.walletOf.get(client) ?? 0);
  const own = (wallet?.accounts ?? [])
    .flatMap((id) => world.copy.accounts.get(id) ?? [])
    .filter((account: CopyAccount) => account.strategy === strategy.id);
  const account = own.find(({ kind }) => kind !== 0) ?? own[0];
  return account === undefined ? undefined : new AccountView(world, account);
}

export function isPartner({ strategy, world }: StrategyView, client: number): boolean {
  const wallet = world.copy.walletOf.get(client);
  return strategy.offers.some((id) => {
    const partner = world.copy.offers.get(id)?.partner ?? 0;
    return partner !== 0 && partner === wallet;
  });
}

function traderInfo({ strategy, feesDue }: StrategyView): Json {
  return {
    MasterAccount: strategy.external?.account,
    ManageType: strategy.external === null || strategy.external.account === '' ? 0 : 1,
    FeePaid: money(strategy.feesReceived),
    FeeToPay: money(feesDue),
    CommissionPaid: money(strategy.commissionsReceived),
    CommissionToPay: money(strategy.rewards),
  };
}

function partnerInfo({ strategy, world }: StrategyView, client: number): Json {
  const wallet = world.copy.walletOf.get(client) ?? 0;
  return { CommissionToPay: money(strategy.partnerRewards.get(wallet) ?? 0) };
}
