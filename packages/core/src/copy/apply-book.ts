import {
  type ClosingCause,
  type CopyAccount,
  type CopyAccountKind,
  type CopyAccountStatus,
  hasPositions,
} from './account.ts';
import type {
  AccountMoved,
  AccountSet,
  BookEvent,
  CommandAdded,
  CompanyDefined,
  CopyAccountOpened,
  OfferAdded,
  OfferSet,
  StrategyAdded,
  StrategyMoved,
  StreamDefined,
  WalletOpened,
} from './book-events.ts';
import type { AccountCommand, MoveStrategy } from './commands.ts';
import { Members } from './members.ts';
import { type Company, type CopyState, companyOf, copyAccount, offerById, strategyById, walletById } from './state.ts';
import type { Strategy, StrategyStatus } from './strategy.ts';
import { keepLeverage, keepRates } from './terms.ts';
import { FIRST_UNIT_PRICE } from './units.ts';

export function applyBook(copy: CopyState, event: BookEvent): void {
  switch (event.type) {
    case 'copy.companySet':
      return setCompany(copy, event);
    case 'copy.streamSet':
      return setStream(copy, event);
    case 'copy.walletOpened':
      return openWallet(copy, event);
    case 'copy.strategyAdded':
      return addStrategy(copy, event);
    case 'copy.strategyRenamed': {
      const strategy = strategyById(copy, event.id);
      copy.names.delete(strategy.name.toLowerCase());
      strategy.name = event.name;
      copy.names.set(event.name.toLowerCase(), event.id);
      return;
    }
    case 'copy.offerAdded':
      return addOffer(copy, event);
    case 'copy.offerSet':
      return setOffer(copy, event);
    case 'copy.accountOpened':
      return openAccount(copy, event);
    case 'copy.commandAdded':
      return addCommand(copy, event);
    case 'copy.commandDone':
      if (event.account === 0) finishWork(copy, strategyById(copy, event.strategy));
      else finishCommand(copy, copyAccount(copy, event.account));
      return;
    case 'copy.accountMoved':
      return moveAccount(copy, event);
    case 'copy.accountSet':
      return setAccount(copy, event);
    case 'copy.accountClosed':
      return closeAccount(copy, copyAccount(copy, event.id), event.at);
    case 'copy.strategyMoved':
      return moveStrategy(copy, event);
  }
}

function setCompany(copy: CopyState, { id, spec, intervalEnds, payoutAt }: CompanyDefined): void {
  const known = copy.companies.get(id);
  if (known === undefined) {
    copy.companies.set(id, { id, spec, streams: [], strategies: [], intervalEnds, payoutAt, free: 0 });
    return;
  }
  const { leverage, mcLevel } = known.spec;
  if (leverage !== spec.leverage) keepLeverage(copy, known);
  if (leverage !== spec.leverage || mcLevel !== spec.mcLevel) touchAll(copy, known);
  known.spec = spec;
  known.intervalEnds = intervalEnds;
  known.payoutAt = payoutAt;
}

/** Accounts that fit their margin may not fit it any more. */
function touchAll({ strategies, work }: CopyState, company: Company): void {
  for (const id of company.strategies) {
    const { members } = strategies.get(id) as Strategy;
    for (let place = 0; place < members.places; place++) {
      const account = members.at(place);
      if (account !== 0) work.touched.add(account);
    }
  }
}

function setStream(copy: CopyState, { id, company, name, account, liquidityRate, brokerRate }: StreamDefined): void {
  const known = copy.streams.get(id);
  if (known !== undefined) {
    if (known.liquidityRate !== liquidityRate || known.brokerRate !== brokerRate) keepRates(copy, known);
    known.name = name;
    known.liquidityRate = liquidityRate;
    known.brokerRate = brokerRate;
    return;
  }
  copy.streams.set(id, { id, company, name, account, liquidityRate, brokerRate });
  copy.streamOf.set(account, id);
  companyOf(copy, company).streams.push(id);
  copy.next.stream = id + 1;
}

function openWallet(copy: CopyState, event: WalletOpened): void {
  const { id, company, client, precisionVolume, test, external, at } = event;
  copy.wallets.set(id, {
    id,
    company,
    client,
    precisionVolume,
    test,
    external,
    openedAt: at,
    balance: 0,
    bonus: 0,
    accounts: [],
  });
  copy.walletOf.set(client, id);
  copy.next.wallet = id + 1;
}

function addStrategy(copy: CopyState, event: StrategyAdded): void {
  const { id, wallet, name, accounting, external, follows, at } = event;
  const { company } = walletById(copy, wallet);
  addStrategyState(copy, {
    id,
    company,
    wallet,
    name,
    accounting: accounting as Strategy['accounting'],
    external,
    follows,
    createdAt: at,
    closedAt: 0,
    statAt: 0,
    status: 0,
    security: 0,
    members: new Members(),
    wanting: new Set(),
    hardSync: false,
    publicOffer: 0,
    offers: [],
    legs: new Map(),
    instruments: [],
    turnover: new Map(),
    traderEquity: 0,
    rewards: 0,
    partnerRewards: new Map(),
    unitPrice: FIRST_UNIT_PRICE,
    unitEquity: 0,
    marks: {
      day: FIRST_UNIT_PRICE,
      week: FIRST_UNIT_PRICE,
      month: FIRST_UNIT_PRICE,
      quarter: FIRST_UNIT_PRICE,
      interval: FIRST_UNIT_PRICE,
    },
    feesReceived: 0,
    commissionsReceived: 0,
    queue: [],
    group: 0,
  });
  copy.next.strategy = id + 1;
}

export function addStrategyState(copy: CopyState, strategy: Strategy): void {
  const { id, name, follows, closedAt, company } = strategy;
  copy.strategies.set(id, strategy);
  copy.names.set(name.toLowerCase(), id);
  if (closedAt > 0) return;
  companyOf(copy, company).strategies.push(id);
  if (follows === 0) return;
  const followers = copy.followedBy.get(follows);
  if (followers === undefined) copy.followedBy.set(follows, [id]);
  else followers.push(id);
}

function addOffer(copy: CopyState, event: OfferAdded): void {
  const { id, strategy, feeRate, commissionRate, kind, partner, partnerShare, at } = event;
  copy.offers.set(id, {
    id,
    strategy,
    feeRate,
    commissionRate,
    kind: kind as 0 | 1 | 2,
    status: 0,
    partner,
    partnerShare,
    createdAt: at,
    open: 0,
    total: 0,
  });
  const owner = strategyById(copy, strategy);
  owner.offers.push(id);
  if (kind === 2) owner.publicOffer = id;
  copy.next.offer = id + 1;
}

function setOffer(copy: CopyState, { id, kind, status }: OfferSet): void {
  const offer = offerById(copy, id);
  const strategy = strategyById(copy, offer.strategy);
  offer.kind = kind as 0 | 1 | 2;
  offer.status = status as 0 | 1 | 2;
  if (kind === 2) strategy.publicOffer = id;
  else if (strategy.publicOffer === id) strategy.publicOffer = 0;
}

function openAccount(copy: CopyState, event: CopyAccountOpened): void {
  const { id, strategy, wallet, offer, kind, factor, protection, target, aBook, stream, precisionVolume } = event;
  addAccount(copy, {
    id,
    strategy,
    wallet,
    offer,
    kind: kind as CopyAccountKind,
    openedAt: event.at,
    closedAt: 0,
    status: 0,
    mcReached: 0,
    protectionReached: 0,
    targetReached: 0,
    factor,
    protection,
    target,
    aBook,
    stream,
    precisionVolume,
    protectionLevel: 0,
    targetLevel: 0,
    balance: 0,
    profitBase: 0,
    drawdownIn: 0,
    interval: event.interval,
    intervalSince: event.at,
    pastProfit: 0,
    deposited: 0,
    withdrawn: 0,
    feePaid: 0,
    commissionPaid: 0,
    trades: 0,
    positions: [],
    wantsSync: false,
    group: 0,
    closing: null,
    commands: [],
    running: 0,
    lastCommand: 0,
    closeCommand: 0,
  });
  if (kind === 0) strategyById(copy, strategy).security = id;
  const terms = copy.offers.get(offer);
  if (terms !== undefined) terms.total += 1;
  copy.next.account = id + 1;
  copy.next.interval = event.interval + 1;
}

export function addAccount(copy: CopyState, account: CopyAccount): void {
  copy.accounts.set(account.id, account);
  const strategy = strategyById(copy, account.strategy);
  strategy.members.add(account.id);
  if (account.wantsSync) strategy.wanting.add(account.id);
  walletById(copy, account.wallet).accounts.push(account.id);
  const offer = copy.offers.get(account.offer);
  if (offer !== undefined) offer.open += 1;
}

function addCommand(copy: CopyState, { id, account, strategy, name, value }: CommandAdded): void {
  copy.next.command = id + 1;
  if (account === 0) {
    strategyById(copy, strategy).queue.push({ kind: 'command', command: id, name: name as MoveStrategy['type'] });
    copy.work.strategies.add(strategy);
    return;
  }
  const owner = copyAccount(copy, account);
  owner.commands.push({ id, name: name as AccountCommand['type'], value });
  owner.lastCommand = id;
  if (name === 'copy.close') owner.closeCommand = id;
  copy.work.accounts.add(account);
}

function finishCommand(copy: CopyState, account: CopyAccount): void {
  account.commands.shift();
  account.running = 0;
  copy.work.accounts.add(account.id);
}

/** The first work of a strategy is done. */
export function finishWork(copy: CopyState, strategy: Strategy): void {
  strategy.queue.shift();
  copy.work.strategies.add(strategy.id);
}

function moveAccount(copy: CopyState, event: AccountMoved): void {
  const account = copyAccount(copy, event.id);
  account.status = event.status as CopyAccountStatus;
  account.protectionLevel = event.protectionLevel;
  account.targetLevel = event.targetLevel;
  if (event.reason === 'margin') account.mcReached = event.at;
  if (event.reason === 'protection') account.protectionReached = event.at;
  if (event.reason === 'target') account.targetReached = event.at;
  if (account.status === 1) {
    account.mcReached = 0;
    account.protectionReached = 0;
    account.targetReached = 0;
    account.closing = null;
  } else if (account.status !== 0 && (hasPositions(account) || account.group !== 0)) {
    // what its orders at liquidity will have opened is to be closed as well
    account.closing = closingCause(event, account.closing);
    copy.work.closing.add(account.id);
  }
  setWanting(copy, account, event.wantsSync);
  if (event.command !== 0) account.running = event.command;
  if (event.stop >= copy.next.stop) copy.next.stop = event.stop + 1;
  copy.work.accounts.add(account.id);
  copy.work.touched.add(account.id);
}

/** The first cause stays until the account is flat. */
function closingCause({ command, stop }: AccountMoved, before: ClosingCause | null): ClosingCause {
  return before ?? { command: stop === 0 ? command : 0, stop };
}

function setAccount(copy: CopyState, event: AccountSet): void {
  const account = copyAccount(copy, event.id);
  account.factor = event.factor;
  account.protection = event.protection;
  account.target = event.target;
  account.aBook = event.aBook;
  account.stream = event.stream;
  account.protectionLevel = event.protectionLevel;
  account.targetLevel = event.targetLevel;
  setWanting(copy, account, event.wantsSync);
  copy.work.touched.add(account.id);
}

/** Notes whether an account wants a sync; its strategy knows those that do. */
export function setWanting(copy: CopyState, account: CopyAccount, wants: boolean): void {
  if (account.wantsSync === wants) return;
  account.wantsSync = wants;
  const { id, wanting, follows } = strategyById(copy, account.strategy);
  if (!wants) wanting.delete(account.id);
  else {
    wanting.add(account.id);
    if (follows !== 0) copy.work.followed.add(id);
  }
}

function closeAccount(copy: CopyState, account: CopyAccount, at: number): void {
  account.closedAt = at;
  setWanting(copy, account, false);
  copy.accounts.delete(account.id);
  copy.ended.set(account.id, account);
  copy.work.touched.add(account.id);
  strategyById(copy, account.strategy).members.remove(account.id);
  remove(walletById(copy, account.wallet).accounts, account.id);
  const offer = copy.offers.get(account.offer);
  if (offer !== undefined) offer.open -= 1;
  copy.work.strategies.add(account.strategy);
}

function moveStrategy(copy: CopyState, { id, status, hardSync, at }: StrategyMoved): void {
  const strategy = strategyById(copy, id);
  strategy.status = status as StrategyStatus;
  strategy.hardSync = hardSync;
  if (status === 1 && strategy.statAt === 0) strategy.statAt = at;
  copy.work.strategies.add(id);
  if (status === 1 && strategy.follows !== 0) copy.work.followed.add(id);
  if (status !== 4 || strategy.members.size > 0) return;
  strategy.closedAt = at;
  remove(companyOf(copy, strategy.company).strategies, id);
  remove(copy.followedBy.get(strategy.follows) ?? [], id);
}

/** Takes an id out of a list in ascending order. */
function remove(ids: number[], id: number): void {
  const place = placeAfter(ids, id - 1);
  if (ids[place] === id) ids.splice(place, 1);
}

/** Place of the first id above this one in an ascending list. */
export function placeAfter(ids: readonly number[], id: number): number {
  let low = 0;
  let high = ids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
