import { carryOutShowing } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, id, optional, text, units, withDefault } from '../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../method.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { Json } from '../wire/json.ts';
import { type SeenStrategy, seenStrategy } from './seen-strategy.ts';
import { walletOf } from './wallet.ts';

export const FACTOR = units(4);
export const PROTECTION = units(4, { least: 0, most: 9_999 });
export const TARGET = units(4, { least: 0 });

/** Copied one to one, as the trader's own account is. */
const ONE_TO_ONE = 10_000;

const LEVELS = {
  Factor: withDefault(FACTOR, ONE_TO_ONE),
  Protection: withDefault(PROTECTION, 0),
  Target: withDefault(TARGET, 0),
};
const MONEY = cents({ least: 0, strict: true });
const BY_OFFER = { StrategyID: optional(id()), OfferID: optional(id()), Link: optional(text({ most: 64 })) };

/** Where the money is to go. */
interface Wanted {
  readonly offer: number;
  readonly wallet: number;
}

/** `accounts.add`: an investment in a strategy (`ramm.md` 6). */
export const INVESTING_METHODS: readonly Method[] = [
  clientMethod([1], {
    name: 'accounts.add',
    right: 'base',
    fields: { StrategyID: id(), ...LEVELS, Money: MONEY },
    async handle(call) {
      const { Factor, Protection, Target, Money } = call.given;
      const wanted = await publicOffer(call, call.given.StrategyID);
      return invested(call, wanted, Money, { factor: Factor, protection: Protection, target: Target });
    },
  }),
  clientMethod([2], {
    name: 'accounts.add',
    right: 'base',
    fields: { ...BY_OFFER, ...LEVELS, Money: MONEY },
    async handle(call) {
      const { Factor, Protection, Target, Money } = call.given;
      const wanted = await wantedOffer(call);
      return invested(call, wanted, Money, { factor: Factor, protection: Protection, target: Target });
    },
  }),
  clientMethod([3], {
    name: 'accounts.add',
    right: 'base',
    fields: { StrategyID: id(), Money: MONEY, Leverage: withDefault(FACTOR, ONE_TO_ONE) },
    async handle(call) {
      const { StrategyID, Money, Leverage } = call.given;
      const wanted = await publicOffer(call, StrategyID);
      const factor = await checkedLeverage(call, Leverage);
      return invested(call, wanted, Money, { factor, protection: 0, target: 0 });
    },
  }),
];

/** The leverage of an investment is the multiple at which it copies: above zero, up to that of the company. Throws Fault. */
export function checkedLeverage({ parts, company }: Pick<ClientCall, 'parts' | 'company'>, leverage: number) {
  return look(parts, ({ copy }) => {
    const most = copy.companies.get(company.id)?.spec.leverage ?? 1;
    if (leverage <= 0 || leverage > most * ONE_TO_ONE) throw Fault.invalid('Leverage', `above 0, up to ${most}`);
    return leverage;
  });
}

function invested(
  { parts, requestId }: Pick<ClientCall, 'parts' | 'requestId'>,
  { wallet, offer }: Wanted,
  money: number,
  levels: { readonly factor: number; readonly protection: number; readonly target: number },
): Promise<Json> {
  return carryOutShowing(
    { parts, requestId },
    { type: 'copy.openAccount', wallet, offer, money, ...levels },
    { wallet: 'StrategyID', factor: levels.protection + levels.target === 0 ? 'Leverage' : 'Factor' },
    ({ copy }, account) => ({
      AccountID: account,
      CommandBalanceID: (copy.accounts.get(account) ?? copy.ended.get(account))?.lastCommand,
    }),
  );
}

/** The public offer of a strategy that the caller sees. Throws Fault. */
function publicOffer(
  call: Pick<ClientCall, 'parts' | 'client' | 'company' | 'session'>,
  strategy: number,
): Promise<Wanted> {
  return look(call.parts, (world) => offerIn(world, call, seenStrategy(world, call, strategy)));
}

/** The offer that is asked for, by its id with that of its strategy, by a link, or the public one. Throws Fault. */
function wantedOffer(
  call: Pick<ClientCall<typeof BY_OFFER>, 'parts' | 'client' | 'company' | 'session' | 'given'>,
): Promise<Wanted> {
  const { parts, client, company, given } = call;
  return look(parts, (world) => {
    if (given.Link) {
      const linked = world.copy.offers.get(parts.identity.business.offerOfLink(given.Link) ?? 0);
      const strategy = world.copy.strategies.get(linked?.strategy ?? 0);
      if (linked === undefined || strategy?.company !== company.id) throw Fault.unknown('Link', 'offer');
      return { offer: linked.id, wallet: walletOf(world, client.id).wallet.id };
    }
    if (given.StrategyID === undefined) throw Fault.invalid('StrategyID', 'it is missing');
    return offerIn(world, call, seenStrategy(world, call, given.StrategyID), given.OfferID);
  });
}

/** Hidden offers are open by their link alone, but for the owner of the strategy. */
function offerIn(
  world: SeenWorld,
  { client }: Pick<ClientCall, 'client'>,
  { view: { strategy }, isMine }: SeenStrategy,
  wanted = strategy.publicOffer,
): Wanted {
  const offer = world.copy.offers.get(wanted);
  if (offer === undefined || offer.strategy !== strategy.id) throw Fault.unknown('OfferID', 'offer');
  if (offer.kind === 1 && !isMine) throw Fault.forbidden('offer');
  return { offer: offer.id, wallet: walletOf(world, client.id).wallet.id };
}
