import { may } from '../../desk/manager.ts';
import { pathTo } from '../../route.ts';

/** Pages of single things: their word in the address, and the method that tells about one. */
const METHODS = {
  clients: 'clients.get',
  strategies: 'strategies.get',
  accounts: 'accounts.get',
  signals: 'signals.get',
  requests: 'fillRequests.get',
  managers: 'managers.get',
} as const;

/** The page of one thing; null when it is none, or when the manager may not look at it. */
export function pathOf(page: keyof typeof METHODS, id: string | undefined): string | null {
  return id === undefined || !may(METHODS[page]) ? null : pathTo('desk', page, id);
}
