import { id } from '../fields.ts';
import { type ClientCall, clientMethod, type Method } from '../method.ts';
import { AccountView } from '../views/account.ts';
import { look, type SeenWorld } from '../views/world.ts';
import type { ExactNumber, Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { money, parts } from '../wire/units.ts';
import { closedOfStrategies, closedViews } from './closed-accounts.ts';
import { offerBlock } from './offer-block.ts';
import { seenStrategy } from './seen-strategy.ts';

const FIELDS = { StrategyID: id() };

/** Offers of a strategy (`ramm.md` 6). */
export const OFFERS_METHODS: readonly Method[] = [
  clientMethod([2], {
    name: 'strategies.getOffers',
    right: 'base',
    fields: FIELDS,
    async handle(call) {
      const closed = await closedOfStrategies(call.parts, call.client, [call.given.StrategyID]);
      return look(call.parts, (world) => ({ Offers: offersOf(world, call, closedViews(world, closed)) }));
    },
  }),
];

/** Public ones first, then the newest; the owner sees all, a partner his own, others none. */
function offersOf(world: SeenWorld, call: ClientCall<typeof FIELDS>, closed: readonly AccountView[]): Json[] {
  const { client, given, parts: ramm } = call;
  const { view, isMine } = seenStrategy(world, call, given.StrategyID);
  const wallet = world.copy.walletOf.get(client.id) ?? 0;
  const offers = view.strategy.offers
    .flatMap((offer) => world.copy.offers.get(offer) ?? [])
    .filter(({ partner }) => isMine || (partner !== 0 && partner === wallet))
    .sort((a, b) => b.kind - a.kind || b.id - a.id);
  const open = [...view.strategy.members].flatMap((member) => world.copy.accounts.get(member) ?? []);
  const accounts = [...open.map((account) => new AccountView(world, account)), ...closed];
  return offers.map((offer) => {
    const under = accounts.filter(({ account }) => account.offer === offer.id);
    const sum = (read: (own: AccountView) => number): ExactNumber =>
      money(under.reduce((all, own) => all + read(own), 0));
    return {
      ...offerBlock(offer),
      DTCreated: momentText(offer.createdAt),
      PartnerID: world.copy.wallets.get(offer.partner)?.client,
      PartnerShareRate: parts(offer.partnerShare),
      Link: ramm.identity.business.linkOf(offer.id),
      Type: offer.kind,
      IsPublic: offer.kind === 2,
      Status: offer.status,
      Description: '',
      ActiveAccounts: offer.open,
      TotalAccounts: offer.total,
      FeePaid: sum(({ account }) => account.feePaid),
      FeeToPay: sum(({ figures }) => figures.feeToPay),
      CommissionPaid: sum(({ account }) => account.commissionPaid),
      // accrues for the strategy as a whole
      CommissionToPay: money(offer.total === 0 ? 0 : view.strategy.rewards),
    };
  });
}
