import { Fault } from '../errors.ts';

/** What every manager may do with a live session, whatever his rights (`ramm.md` 2). */
export const BASE_METHODS = [
  'session.get',
  'session.getMethods',
  'session.heartbeat',
  'session.getMySessions',
  'session.logout',
  'profile.get',
  'profile.set',
  'password.set',
  'settings.set',
  'settings.get',
] as const;

/** Every method that needs the right of its own name: the closed list of rights. */
export const RIGHTS = [
  'sessions.search',
  'sessions.logout',
  'clients.setPassword',
  'clients.getOTP',
  'managers.add',
  'managers.search',
  'managers.get',
  'managers.set',
  'managers.getMethods',
  'managers.setMethods',
  'companies.add',
  'companies.search',
  'companies.get',
  'company.get',
  'company.set',
  'company.getEquity',
  'clients.addWithWallet',
  'clients.search',
  'clients.get',
  'clients.set',
  'clients.getCharges',
  'clients.searchStatistic',
  'wallets.get',
  'wallets.search',
  'walletTransfers.add',
  'walletTransfers.search',
  'walletTransfers.get',
  'walletTransfers.getRewards',
  'strategies.search',
  'strategies.get',
  'strategies.add',
  'strategies.set',
  'strategies.close',
  'strategies.checkName',
  'strategysymbolstat.get',
  'accounts.search',
  'accounts.get',
  'accounts.set',
  'accounts.close',
  'accounts.getStatement',
  'accounts.pause',
  'accounts.resume',
  'deals.search',
  'deals.get',
  'positions.search',
  'positions.get',
  'fills.search',
  'fills.get',
  'fillRequests.search',
  'fillRequests.get',
  'signals.search',
  'signals.get',
  'assets.search',
  'assets.get',
  'symbols.search',
  'symbols.get',
  'trading.searchStrategies',
  'trading.addSignal',
  'trading.addSync',
  'streams.get',
] as const;

const BY_LOWER_CASE = new Map([...RIGHTS, ...BASE_METHODS, 'session.login'].map((name) => [name.toLowerCase(), name]));
const BASE: ReadonlySet<string> = new Set([...BASE_METHODS, 'session.login']);

/**
 * Names of methods as rights, in their own spelling. Those that nobody needs a right for are left out. Throws Fault for a
 * name that is no method.
 */
export function readRights(names: readonly string[]): Set<string> {
  const rights = names.map((name) => {
    const known = BY_LOWER_CASE.get(name.toLowerCase());
    if (known === undefined) throw Fault.invalid('Methods', `there is no method ${name.slice(0, 64)}`);
    return known;
  });
  return new Set(rights.filter((name) => !BASE.has(name)));
}

/** Throws Fault when a manager would hand on or take away what he lacks. */
export function demandAll(own: ReadonlySet<string>, rights: Iterable<string>): void {
  for (const right of rights) {
    if (!own.has(right)) throw new Fault('access_denied', `you lack the right ${right} yourself`);
  }
}
