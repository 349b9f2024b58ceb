import { chosenUnitPrices, listUnitPrices } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { cents, decimal, flag, id, integer, moment, optional, text, units, withDefault } from '../fields.ts';
import { type ManagerCall, type Method, managerMethod, managerSearch, NOTHING } from '../method.ts';
import { present } from '../present.ts';
import { rateOf } from '../rates.ts';
import { holds, is, someHold, within } from '../search/conditions.ts';
import { pageOf, rowOf } from '../search/live.ts';
import { chartOf } from '../views/chart.ts';
import { clientIn } from '../views/client.ts';
import { STRATEGY_COLUMNS, StrategyView, strategyIn, yieldPercent } from '../views/strategy.ts';
import { walletIn } from '../views/wallet.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { ratio } from '../wire/units.ts';
import { strategyDetails } from './strategy-details.ts';

/** Points of a chart in a search. */
const ROW_POINTS = 25;

/** Fractions with eight decimals. */
const YIELD = units(8);

/** Strategies of the company (`ramm.md` 4.9). */
export const STRATEGIES_METHODS: readonly Method[] = [
  managerSearch({
    name: 'strategies.search',
    entities: 'Strategies',
    filter: {
      WalletID: optional(id()),
      ClientID: optional(id()),
      Name: optional(text()),
      DTCreatedFrom: optional(moment()),
      DTCreatedTo: optional(moment()),
      DTClosedFrom: optional(moment()),
      DTClosedTo: optional(moment()),
      YieldFrom: optional(YIELD),
      YieldTo: optional(YIELD),
      Status: optional(integer({ most: 4 })),
      Symbols: optional(text()),
      TraderLogin: optional(text()),
      Value: optional(text()),
      ExternalAccount: optional(text()),
      Closed: optional(flag()),
      AccountingSystem: optional(integer({ most: 1 })),
    },
    sort: [
      'ID',
      'ClientID',
      'WalletID',
      'Name',
      'DTCreated',
      'DTClosed',
      'Yield',
      'Accounts',
      'Status',
      'Symbols',
      'UnitPrice',
      'Leverage',
      'MonthlyYield',
      'TraderLogin',
    ],
    async find({ parts, company, search }) {
      const { filter } = search;
      const fits = (view: StrategyView): boolean => {
        const { strategy, wallet, trader } = view;
        return (
          strategy.company === company.id &&
          is(wallet.id, filter.WalletID) &&
          is(wallet.client, filter.ClientID) &&
          is(strategy.status, filter.Status as typeof strategy.status | undefined) &&
          is(strategy.accounting, filter.AccountingSystem as 0 | 1 | undefined) &&
          is(strategy.closedAt > 0, filter.Closed) &&
          within(strategy.createdAt, filter.DTCreatedFrom, filter.DTCreatedTo) &&
          within(strategy.closedAt, filter.DTClosedFrom, filter.DTClosedTo) &&
          someHold([strategy.name], filter.Name) &&
          someHold([trader?.login ?? ''], filter.TraderLogin) &&
          someHold([strategy.external?.account ?? ''], filter.ExternalAccount) &&
          someHold([strategy.name, trader?.login ?? '', `${strategy.id}`], filter.Value) &&
          (filter.Symbols === undefined || view.symbols.some((symbol) => holds(symbol, filter.Symbols ?? ''))) &&
          (filter.YieldFrom === undefined || view.figures.yield >= filter.YieldFrom) &&
          (filter.YieldTo === undefined || view.figures.yield < filter.YieldTo)
        );
      };
      const page = await look(parts, (world) => {
        const views = viewsOf(world).filter(fits);
        const { rows, total } = pageOf(views, search, STRATEGY_COLUMNS, ({ strategy }) => strategy.id);
        return { ids: rows.map(({ strategy }) => strategy.id), total };
      });
      const days = await chosenUnitPrices(parts.readModel, page.ids, ROW_POINTS);
      const rows = await look(parts, (world) =>
        page.ids.flatMap((strategy) => {
          const known = world.copy.strategies.get(strategy);
          if (known === undefined) return [];
          const view = new StrategyView(world, known);
          const own = days.filter((day) => day.strategy === strategy);
          const chart = chartOf(view, own, ROW_POINTS).map(({ unitPrice }) => ({ Yield: yieldPercent(unitPrice) }));
          return [{ ...rowOf(STRATEGY_COLUMNS, view), Chart: chart }];
        }),
      );
      return { rows, total: page.total };
    },
  }),
  managerMethod({
    name: 'strategies.get',
    right: 'own',
    fields: { ID: id() },
    async handle({ parts, company, given }) {
      await look(parts, (world) => strategyIn(world, company.id, 'ID', given.ID).id);
      const days = await listUnitPrices(parts.readModel, given.ID);
      return look(parts, (world) =>
        strategyDetails(new StrategyView(world, strategyIn(world, company.id, 'ID', given.ID)), company, days),
      );
    },
  }),
  managerMethod({
    name: 'strategies.add',
    right: 'own',
    fields: {
      WalletID: id(),
      ClientID: id(),
      AccountSpecAssetID: optional(id()),
      Name: text({ least: 1, most: 50 }),
      FeeRate: withDefault(units(4, { least: 0, most: 10_000 }), 0),
      CommissionRate: withDefault(decimal({ least: '0' }), { coefficient: 0n, scale: 0 }),
      Protection: withDefault(units(4, { least: 0, most: 9_999 }), 0),
      Target: withDefault(units(4, { least: 0, strict: true }), 0),
      Money: cents({ least: 0, strict: true }),
      ExternalServer: optional(text({ most: 64 })),
      ExternalAccount: optional(text({ most: 64 })),
      ExecutionTags: optional(text({ most: 2_000 })),
      AccountingSystem: withDefault(integer({ most: 1 }), 1),
      PartnerShare: withDefault(units(4, { least: 0, most: 10_000 }), 0),
    },
    async handle(call) {
      const { parts, company, given } = call;
      const client = clientIn(call, 'ClientID', given.ClientID);
      if (!client.enabled) throw Fault.status('the trader is blocked: enable him first');
      if ((given.AccountSpecAssetID ?? company.id) !== company.id)
        throw Fault.unknown('AccountSpecAssetID', 'account specification');
      await look(parts, (world) => {
        if (walletIn(world, company.id, 'WalletID', given.WalletID).client !== client.id)
          throw Fault.invalid('ClientID', 'the wallet belongs to somebody else', 422);
      });
      const { ExternalServer: server = '', ExternalAccount = '', ExecutionTags: tags = null } = given;
      const follows = server.toLowerCase() === OWN_SERVER ? followed(call, ExternalAccount) : undefined;
      const account = follows === undefined ? ExternalAccount : `${follows}`;
      const isExternal = server !== '' || account !== '' || tags !== null;
      const strategy = await carryOut(
        call,
        {
          type: 'copy.addStrategy',
          wallet: given.WalletID,
          name: given.Name,
          accounting: given.AccountingSystem as 0 | 1,
          money: given.Money,
          protection: given.Protection,
          target: given.Target,
          feeRate: given.FeeRate,
          commissionRate: rateOf('CommissionRate', given.CommissionRate),
          partnerShare: given.PartnerShare,
          external: isExternal ? { server, account, tags: checkedTags(tags) } : null,
          ...present({ follows }),
          ...present({ stream: client.defaultStream ?? undefined, aBook: client.defaultHedge ?? undefined }),
        },
        { follows: 'ExternalAccount' },
      );
      return { Strategy: { ID: strategy } };
    },
  }),
  managerMethod({
    name: 'strategies.set',
    right: 'own',
    fields: { ID: id(), Name: text({ least: 1, most: 64 }) },
    async handle(call) {
      const { parts, company, given } = call;
      await look(parts, (world) => strategyIn(world, company.id, 'ID', given.ID).id);
      await carryOut(call, { type: 'copy.renameStrategy', strategy: given.ID, name: given.Name });
      return NOTHING;
    },
  }),
  managerMethod({
    name: 'strategies.close',
    right: 'own',
    fields: { ID: id() },
    async handle(call) {
      const { parts, company, given } = call;
      await look(parts, (world) => strategyIn(world, company.id, 'ID', given.ID).id);
      return { CommandID: await carryOut(call, { type: 'copy.closeStrategy', strategy: given.ID }) };
    },
  }),
  managerMethod({
    name: 'strategies.checkName',
    right: 'own',
    fields: { Name: text({ least: 1, most: 64 }) },
    handle: ({ parts, given }) =>
      look(parts, ({ copy }) => ({ StrategyNameAvailable: !copy.names.has(given.Name.toLowerCase()) })),
  }),
  managerMethod({
    name: 'strategysymbolstat.get',
    right: 'own',
    fields: { ID: id() },
    handle: ({ parts, company, given }) =>
      look(parts, (world) => {
        const view = new StrategyView(world, strategyIn(world, company.id, 'ID', given.ID));
        return { StrategySymbolStat: symbolShares(view, 100) };
      }),
  }),
];

function viewsOf(world: SeenWorld): StrategyView[] {
  return [...world.copy.strategies.values()].map((strategy) => new StrategyView(world, strategy));
}

/** Symbols with their share of the turnover, the largest first; `whole` is what all shares come to. */
export function symbolShares({ figures, symbols }: StrategyView, whole: 1 | 100) {
  const turnovers = figures.symbols.map(([, turnover]) => turnover);
  const sum = turnovers.reduce((all, turnover) => all + turnover, 0);
  return turnovers.map((turnover, i) => ({
    Symbol: symbols[i],
    Share: whole === 1 ? ratio(turnover, sum, 4) : ratio(BigInt(turnover) * 100n, sum, 2),
  }));
}

/** Name of this platform among the servers from which signals come. */
const OWN_SERVER = 'outcry';

/** The core account whose key was given. Throws Fault. */
function followed({ parts }: Pick<ManagerCall, 'parts'>, key: string): number {
  const account = parts.identity.business.accountOfFollowKey(key.trim());
  if (account === undefined)
    throw Fault.invalid(
      'ExternalAccount',
      'of this platform, an account is named by the key that its owner has for it',
    );
  return account;
}

/** Execution tags are JSON text. */
function checkedTags(tags: string | null): string | null {
  if (tags === null || tags === '') return null;
  try {
    JSON.parse(tags);
    return tags;
  } catch {
    throw Fault.invalid('ExecutionTags', 'JSON text is wanted');
  }
}
