import type { ClientView } from '../views/client.ts';
import type { Json } from '../wire/json.ts';
import { momentText } from '../wire/moments.ts';
import { eighths, money, parts } from '../wire/units.ts';
import { tagNumber } from './persons.ts';

/** What `clients.get` tells (`ramm.md` 4.6). */
export function clientDetails(view: ClientView): Json {
  const { client, world, status } = view;
  const streams = world.streamsOf(client.company);
  const stream = streams.find(({ id }) => id === client.defaultStream) ?? streams[0];
  const aBook = client.defaultHedge ?? world.copy.companies.get(client.company)?.spec.aBook ?? 0;
  return {
    ID: client.id,
    IDCompany: client.company,
    IDLanguage: 0,
    IDReferralToken: 0,
    RegisteredDate: momentText(client.registeredAt),
    FirstName: client.firstName,
    LastName: client.lastName,
    Mobile: client.mobile,
    Login: client.login,
    Comment: client.comment,
    Language: client.language,
    Status: status,
    Tag: tagNumber(client.tag),
    Country: client.country,
    Email: client.email,
    Enabled: client.enabled,
    ExternalPartnerReference: client.partnerReference,
    ReferralRebate: money(view.transfers(8)),
    Test: client.test,
    StrategyDefaultStreamID: stream?.id,
    StrategyDefaultHedge: parts(aBook),
    StrategyDefaultStreamName: stream?.name,
    AvailableStreams: streams.map(({ id, name }) => ({ StreamID: id, Name: name })),
    Statistic: statistic(view),
  };
}

function statistic(view: ClientView): Json {
  const { history, accounts, held } = view;
  const deals = history?.deals;
  const [profit, swap, broker, trader] = [deals?.profit ?? 0, deals?.swap ?? 0, deals?.broker ?? 0, deals?.trader ?? 0];
  const commissions = broker + trader + (deals?.liquidity ?? 0) + (deals?.partner ?? 0);
  const { balance, equity, profitPositions } = held.own;
  const kept = accounts.filter(({ account, figures }) => account.balance >= 0 || figures.margin !== 0);
  const net = kept.reduce((sum, { account }) => sum + account.balance, 0);
  const [incoming, outgoing] = [view.transfers(0), -view.transfers(1) + 0];
  return {
    GrossBalance: money(balance),
    NetBalance: money(net),
    Equity: money(equity),
    NetEquity: money(equity),
    ActiveAccounts: accounts.length,
    ClosedAccounts: history?.closedAccounts ?? 0,
    ActiveStrategies: view.activeStrategies,
    ClosedStrategies: view.closedStrategies,
    ClientFundsTotalIn: money(incoming),
    ClientFundsTotalOut: money(outgoing),
    ClientFundsDelta: money(incoming - outgoing),
    ClientBonusDelta: money(view.transfers(2) + view.transfers(3)),
    GrossProfit: money(profit + swap - commissions),
    NetProfit: money(profit),
    GrossSwap: money(swap),
    CommissionBroker: money(broker),
    CommissionTrader: money(trader),
    FeeCharged: money(deals?.fee ?? 0),
    FeeReceived: money(view.transfers(6)),
    CommissionReceived: money(view.transfers(7)),
    Volume: eighths(deals?.volume ?? 0),
    NetFloatingProfit: money(profitPositions),
  };
}
