import { setTimeout as pause } from 'node:timers/promises';
import type { CopyCaller } from './copy-caller.ts';
import type { CopyPeople } from './copy-people.ts';

/** How long what is under way may take on a busy machine (ms). */
const PATIENCE = 120_000;

interface Row {
  readonly [field: string]: number | string;
}

/** Compares what the Manager and the Client API tell with what was sent and acknowledged. Returns what is wrong, in words. */
export async function auditCopying(people: CopyPeople): Promise<string[]> {
  return [
    ...(await auditTransfers(people)),
    ...(await auditStrategies(people)),
    ...(await auditSignals(people)),
    ...(await auditAccounts(people)),
    ...(await auditCommands(people)),
  ];
}

/** Every transfer is there at most once, each acknowledged one as it was sent; a wallet holds their sum. */
async function auditTransfers({ manager, company, notes }: CopyPeople): Promise<string[]> {
  const wrong: string[] = [];
  const byExternal = new Map<number, Row>();
  for (const { wallet } of company.people) {
    let sum = 0;
    for (const row of await manager.all<Row>('walletTransfers.search', 'WalletTransfers', { WalletID: wallet })) {
      sum += cents(row.Amount);
      const external = row.ExternalTransferID as number | undefined;
      if (external === undefined) continue;
      if (byExternal.has(external)) wrong.push(`transfer ${external} is booked twice`);
      byExternal.set(external, row);
    }
    const { Balance } = await manager.ask('wallets.get', { ID: wallet });
    if (cents(Balance) !== sum) wrong.push(`wallet ${wallet} has ${Balance}, its transfers sum up to ${sum} cents`);
  }
  for (const { external, id, cents: amount, refused } of notes.transfers) {
    const row = byExternal.get(external);
    if (refused && row !== undefined) wrong.push(`transfer ${external} was refused and is there`);
    if (id !== null && row?.ID !== id) wrong.push(`transfer ${external} was acknowledged as ${id} and is ${row?.ID}`);
    if (row !== undefined && cents(row.Amount) !== amount) wrong.push(`transfer ${external} is of ${row.Amount}`);
    byExternal.delete(external);
  }
  for (const external of byExternal.keys()) wrong.push(`transfer ${external} was never sent`);
  return wrong;
}

async function auditStrategies({ manager, notes }: CopyPeople): Promise<string[]> {
  const wrong: string[] = [];
  const rows = await manager.all<Row>('strategies.search', 'Strategies', { Name: 'Strategy ' });
  for (const [name, id] of notes.strategies) {
    const found = rows.filter((row) => row.Name === name);
    if (found.length > 1) wrong.push(`${name} is there ${found.length} times`);
    if (id !== null && found[0]?.ID !== id) wrong.push(`${name} was acknowledged as ${id} and is ${found[0]?.ID}`);
  }
  return wrong;
}

/** Every signal is there at most once, each acknowledged one as it was sent, and none is left undone. */
async function auditSignals({ manager, strategies, notes }: CopyPeople): Promise<string[]> {
  const wrong: string[] = [];
  const byTicket = new Map<string, Row>();
  for (const strategy of strategies) {
    const rows = await until(
      () => manager.all<Row>('signals.search', 'Signals', { StrategyID: strategy }),
      (found) => found.every(({ Status }) => Status !== 0),
    );
    for (const row of rows) {
      if (byTicket.has(`${row.Ticket}`)) wrong.push(`signal ${row.Ticket} is there twice`);
      byTicket.set(`${row.Ticket}`, row);
      if (row.Status === 0) wrong.push(`signal ${row.ID} is not done`);
    }
  }
  for (const { ticket, id, lot, strategy } of notes.signals) {
    const row = byTicket.get(ticket);
    if (id !== null && row?.ID !== id) wrong.push(`signal ${ticket} was acknowledged as ${id} and is ${row?.ID}`);
    if (row !== undefined && (row.TraderLot !== lot || row.StrategyID !== strategy))
      wrong.push(`signal ${ticket} is of ${row.TraderLot} in strategy ${row.StrategyID}`);
  }
  return wrong;
}

/** Each acknowledged account is there, one open at a time for each client and strategy; it holds the sum of its deals. */
async function auditAccounts({ manager, company, notes }: CopyPeople): Promise<string[]> {
  const wrong: string[] = [];
  const byId = new Map<number, Row>();
  for (const { client } of company.people) {
    const open = new Set<number>();
    for (const row of await manager.all<Row>('accounts.search', 'Accounts', { ClientID: client })) {
      if (byId.has(row.ID as number)) wrong.push(`account ${row.ID} is listed twice`);
      byId.set(row.ID as number, row);
      if (row.IsSecurity === 1 || row.Status === 6) continue;
      if (open.has(row.StrategyID as number)) wrong.push(`client ${client} has two accounts in ${row.StrategyID}`);
      open.add(row.StrategyID as number);
    }
  }
  for (const { id, strategy, owner } of notes.accounts) {
    const row = byId.get(id);
    if (row?.StrategyID !== strategy || row.ClientID !== company.people[owner]?.client)
      wrong.push(`account ${id} was acknowledged in ${strategy} and is ${JSON.stringify(row)}`);
  }
  for (const [id, { Balance }] of byId) {
    const deals = await manager.all<Row>('deals.search', 'Deals', { AccountID: id });
    const sum = deals.reduce((all, { TotalProfit }) => all + cents(TotalProfit), 0);
    if (sum !== cents(Balance)) wrong.push(`account ${id} has ${Balance}, its deals sum up to ${sum} cents`);
  }
  return wrong;
}

/** Every acknowledged command comes to an end; money that one was to move has moved once, or not at all. */
async function auditCommands({ manager, clients, notes }: CopyPeople): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id, account, owner, name, cents: amount } of notes.commands) {
    const status = await until(
      async () => {
        const asked = { AccountCommandID: id, AccountID: account };
        return (await (clients[owner] as CopyCaller).ask('accountCommands.get', asked)).AccountCommandStatus as number;
      },
      (found) => found !== 0,
    );
    if (status === 0) wrong.push(`${name} ${id} of account ${account} has not ended`);
    if (amount === null) continue;
    const deals = await manager.all<Row>('deals.search', 'Deals', { AccountID: account, CommandID: id });
    const moved = deals.filter(({ Type }) => Type === 2).map(({ Profit }) => cents(Profit));
    const meant = status === 1 ? [amount] : [];
    if (JSON.stringify(moved) !== JSON.stringify(meant))
      wrong.push(`${name} ${id} of ${amount} has status ${status} and moved ${moved}`);
  }
  return wrong;
}

async function until<T>(read: () => Promise<T>, done: (found: T) => boolean): Promise<T> {
  const begun = performance.now();
  for (;;) {
    const found = await read();
    if (done(found) || performance.now() - begun > PATIENCE) return found;
    await pause(100);
  }
}

/** A number of dollars with two decimals as cents. */
function cents(dollars: number | string | undefined): number {
  return Math.round(Number(dollars ?? Number.NaN) * 100);
}
