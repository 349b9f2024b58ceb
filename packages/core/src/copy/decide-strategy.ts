import { type Decision, done, type Rejection, reject, type Turn } from '../turn.ts';
import type { OfferAdded, OfferSet, StrategyAdded, StrategyRenamed } from './book-events.ts';
import { checkAmount, checkName, checkProtection, checkRate, checkShare, checkTarget, isWhole } from './check.ts';
import type {
  AddOffer,
  AddStrategy,
  MoveStrategy,
  RenameStrategy,
  SetOfferStatus,
  SetPublicOffer,
} from './commands.ts';
import { beginJob, closingOf } from './job.ts';
import { openCopyAccount, queueCommand, streamFor } from './open-account.ts';
import { type CopyState, type CopyWorld, companyOf } from './state.ts';
import { ONE } from './units.ts';

/** Strategies of the platform, and offers of one strategy. */
export const MAX_STRATEGIES = 100_000;
export const MAX_OFFERS = 1_000;

/** Longest JSON text of execution tags. */
const MAX_TAGS = 2_000;

export function addStrategy(world: CopyWorld, command: AddStrategy, turn: Turn): Decision {
  const { copy } = world;
  const { name, accounting, money, protection = 0, target = 0, follows = 0, external = null } = command;
  const wallet = copy.wallets.get(command.wallet);
  if (wallet === undefined) return reject('unknown_wallet', 'wallet', `no wallet ${String(command.wallet)}`);
  const { spec } = companyOf(copy, wallet.company);
  const aBook = command.aBook ?? spec.aBook;
  const wrong =
    checkStrategyName(copy, name) ??
    (accounting === 0 || accounting === 1 ? null : reject('invalid_value', 'accounting', '0 hedging, 1 netting')) ??
    checkAmount('money', money) ??
    checkProtection('protection', protection) ??
    checkTarget('target', target) ??
    checkShare('aBook', aBook) ??
    checkExternal(command) ??
    checkFollowed(world, follows);
  if (wrong !== null) return wrong;
  if (money < spec.securityMinBalance) {
    return reject('amount_too_small', 'money', `at least ${spec.securityMinBalance} cents`);
  }
  if (money > wallet.balance) {
    return reject('insufficient_funds', 'money', `${money} cents are asked for, the wallet has ${wallet.balance}`);
  }
  const stream = streamFor(copy, wallet.company, command.stream);
  if (typeof stream !== 'number') return stream;
  if (copy.strategies.size >= MAX_STRATEGIES) return reject('too_many', null, `at most ${MAX_STRATEGIES} strategies`);
  const offer = command.feeRate === undefined && command.commissionRate === undefined ? null : offerOf(command);
  const badOffer = offer === null ? null : checkOffer(copy, offer);
  if (badOffer !== null) return badOffer;
  const id = copy.next.strategy;
  turn.emit({
    type: 'copy.strategyAdded',
    at: turn.at,
    id,
    wallet: wallet.id,
    name,
    accounting,
    external:
      external === null ? null : { server: external.server, account: external.account, tags: external.tags ?? null },
    follows,
  } satisfies StrategyAdded);
  if (offer !== null) emitOffer(copy, id, offer, turn);
  const account = openCopyAccount(
    world,
    { strategy: id, wallet, offer: 0, kind: 0, factor: ONE, protection, target, aBook, stream },
    turn,
  );
  queueCommand(copy, account, id, 'copy.fund', money, turn);
  return done(id);
}

export function renameStrategy({ copy }: CopyWorld, { strategy, name }: RenameStrategy, turn: Turn): Decision {
  const found = copy.strategies.get(strategy);
  if (found === undefined) return unknownStrategy(strategy);
  const wrong = name === found.name ? null : checkStrategyName(copy, name, found.id);
  if (wrong !== null) return wrong;
  turn.emit({ type: 'copy.strategyRenamed', at: turn.at, id: strategy, name } satisfies StrategyRenamed);
  return done(strategy);
}

type OfferTerms = Required<Omit<AddOffer, 'type' | 'strategy'>>;

function offerOf({ feeRate = 0, commissionRate = 0, partner = 0, partnerShare = 0 }: AddStrategy): OfferTerms {
  return { feeRate, commissionRate, kind: 2, partner, partnerShare };
}

export function addOffer({ copy }: CopyWorld, command: AddOffer, turn: Turn): Decision {
  const strategy = copy.strategies.get(command.strategy);
  if (strategy === undefined) return unknownStrategy(command.strategy);
  if (strategy.status === 4) return reject('not_allowed_now', 'strategy', 'the strategy is closed');
  if (strategy.offers.length >= MAX_OFFERS) return reject('too_many', 'strategy', `at most ${MAX_OFFERS} offers`);
  const { feeRate, commissionRate, kind, partner = 0, partnerShare = 0 } = command;
  const terms = { feeRate, commissionRate, kind, partner, partnerShare };
  const wrong = checkOffer(copy, terms);
  if (wrong !== null) return wrong;
  return done(emitOffer(copy, strategy.id, terms, turn));
}

/** A public offer makes the one before it non-public. */
function emitOffer(copy: CopyState, strategy: number, terms: OfferTerms, turn: Turn): number {
  const id = copy.next.offer;
  const before = copy.strategies.get(strategy)?.publicOffer ?? 0;
  if (terms.kind === 2 && before !== 0) setKind(copy, before, 1, turn);
  turn.emit({ type: 'copy.offerAdded', at: turn.at, id, strategy, ...terms } satisfies OfferAdded);
  return id;
}

function setKind(copy: CopyState, id: number, kind: 1 | 2, turn: Turn): void {
  const { status } = copy.offers.get(id) as { status: number };
  turn.emit({ type: 'copy.offerSet', at: turn.at, id, kind, status } satisfies OfferSet);
}

export function setPublicOffer({ copy }: CopyWorld, command: SetPublicOffer, turn: Turn): Decision {
  const strategy = copy.strategies.get(command.strategy);
  if (strategy === undefined) return unknownStrategy(command.strategy);
  if (strategy.status === 4) return reject('not_allowed_now', 'strategy', 'the strategy is closed');
  const { offer: id } = command;
  const offer = copy.offers.get(id);
  if (id !== 0 && (offer === undefined || offer.strategy !== strategy.id)) {
    return reject('unknown_offer', 'offer', `the strategy has no offer ${String(id)}`);
  }
  if (offer?.kind === 0) return reject('not_allowed_now', 'offer', "the trader's offer cannot be public");
  if (id === strategy.publicOffer) return done(strategy.id);
  if (strategy.publicOffer !== 0) setKind(copy, strategy.publicOffer, 1, turn);
  if (id !== 0) setKind(copy, id, 2, turn);
  return done(strategy.id);
}

export function setOfferStatus({ copy }: CopyWorld, { offer: id, status }: SetOfferStatus, turn: Turn): Decision {
  const offer = copy.offers.get(id);
  if (offer === undefined) return reject('unknown_offer', 'offer', `no offer ${String(id)}`);
  if (!isWhole(status, 0, 2)) return reject('invalid_value', 'status', '0 active, 1 disabled, 2 closed');
  if (offer.status === 2) return reject('not_allowed_now', 'offer', 'the offer is closed');
  turn.emit({ type: 'copy.offerSet', at: turn.at, id, kind: offer.kind, status } satisfies OfferSet);
  if (status === 2) beginJob(copy, closingOf(copy, offer.strategy, id), turn);
  return done(id);
}

/** From which status each command leads. */
const FROM: Readonly<Record<MoveStrategy['type'], readonly number[]>> = {
  'copy.pauseStrategy': [1],
  'copy.resumeStrategy': [2],
  'copy.disableStrategy': [1, 2],
  'copy.enableStrategy': [3],
  'copy.closeStrategy': [0, 1, 2, 3],
};

export function moveStrategy({ copy }: CopyWorld, { type, strategy: id }: MoveStrategy, turn: Turn): Decision {
  const strategy = copy.strategies.get(id);
  if (strategy === undefined) return unknownStrategy(id);
  if (!FROM[type].includes(strategy.status)) {
    return reject('not_allowed_now', 'strategy', `a strategy of status ${strategy.status} takes no ${type.slice(5)}`);
  }
  return done(queueCommand(copy, 0, id, type, 0, turn));
}

function unknownStrategy(id: unknown): Rejection {
  return reject('unknown_strategy', 'strategy', `no strategy ${String(id)}`);
}

function checkStrategyName(copy: CopyState, name: unknown, own = 0): Rejection | null {
  const wrong = checkName('name', name);
  if (wrong !== null) return wrong;
  const taken = copy.names.get((name as string).toLowerCase());
  return taken === undefined || taken === own ? null : reject('already_exists', 'name', `a strategy is called ${name}`);
}

function checkOffer(copy: CopyState, terms: OfferTerms): Rejection | null {
  const { feeRate, commissionRate, kind, partner, partnerShare } = terms;
  const wrong =
    checkShare('feeRate', feeRate) ??
    checkRate('commissionRate', commissionRate) ??
    checkShare('partnerShare', partnerShare) ??
    (isWhole(kind, 0, 2) ? null : reject('invalid_value', 'kind', '0 trader, 1 non-public, 2 public'));
  if (wrong !== null || partner === 0) return wrong;
  return copy.wallets.has(partner) ? null : reject('unknown_wallet', 'partner', `no wallet ${String(partner)}`);
}

function checkExternal({ external }: AddStrategy): Rejection | null {
  if (external === null || external === undefined) return null;
  const { server, account, tags = null } = external;
  const short = [server, account].every((text) => typeof text === 'string' && text.length <= 64);
  if (short && (tags === null || (typeof tags === 'string' && tags.length <= MAX_TAGS))) return null;
  return reject('invalid_value', 'external', `server and account up to 64, tags up to ${MAX_TAGS} characters`);
}

function checkFollowed({ accounts, copy }: CopyWorld, follows: number): Rejection | null {
  if (follows === 0) return null;
  const account = accounts.accounts.get(follows);
  if (account === undefined || account.owner === 0)
    return reject('unknown_account', 'follows', `no account ${follows}`);
  if (account.closed) return reject('account_closed', 'follows', `account ${follows} is closed`);
  return copy.streamOf.has(follows) ? reject('invalid_value', 'follows', 'a stream cannot be followed') : null;
}
