import { type Account, accountsOf, type Command, type CoreState, type FeePlan, powerOfTen } from '@outcry/core';
import type { Engine } from '../runtime/index.ts';

/** The owner of the demo world's accounts. */
export const DEMO_OWNER = 1;

interface DemoAccount {
  readonly name: string;
  readonly currency: string;
  readonly margin: boolean;
  readonly fees: FeePlan;
  /** Asset code and whole units. */
  readonly deposits: readonly (readonly [string, bigint])[];
}

/**
 * The accounts a fresh data folder has. Fees: the broker account pays 0.05 % of each order, rounded to kopecks half up
 * (`tinvest.md` 12, 16); the exchange account 0.1 % on top in the quote asset, unrounded (`dca-and-smarttrade-rules.md` A2).
 */
const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  {
    name: 'Broker account',
    currency: 'rub',
    margin: true,
    fees: { maker: 500, taker: 500, decimals: 2, rounding: 'halfUp', mode: 'quote' },
    deposits: [['rub', 1_000_000n]],
  },
  {
    name: 'Paper exchange account',
    currency: 'USDT',
    margin: false,
    fees: { maker: 1_000, taker: 1_000, decimals: 18, rounding: 'halfUp', mode: 'quote' },
    deposits: [
      ['USDT', 100_000n],
      ['BTC', 1n],
    ],
  },
];

/** Makes what is missing of the demo world; a start that was interrupted is completed by the next one. */
export async function makeDemoWorld(engine: Engine): Promise<void> {
  for (const wanted of DEMO_ACCOUNTS) {
    const id = await openAccount(engine, wanted);
    for (const [asset, units] of wanted.deposits) await deposit(engine, id, asset, units);
  }
}

async function openAccount(engine: Engine, wanted: DemoAccount): Promise<number> {
  const known = await engine.read((state) => demoAccount(state, wanted.name)?.id);
  if (known !== undefined) return known;
  const { name, currency, margin, fees } = wanted;
  return submitted(engine, {
    type: 'accounts.open',
    owner: DEMO_OWNER,
    name,
    currency,
    venue: 'paper',
    fillPolicy: 'book',
    margin,
    hedging: false,
    fees,
  });
}

function demoAccount(state: CoreState, name: string): Account | undefined {
  return accountsOf(state.accounts, DEMO_OWNER).find((account) => account.name === name);
}

async function deposit(engine: Engine, account: number, asset: string, units: bigint): Promise<void> {
  const scale = engine.market((state) => state.instruments.assetByCode.get(asset)?.scale ?? 0);
  const amount = (units * powerOfTen(scale)) as never;
  await submitted(engine, { type: 'accounts.deposit', account, asset, amount, key: `demo-${asset}` });
}

async function submitted(engine: Engine, command: Command): Promise<number> {
  const { outcome, rejection } = await engine.submit(command);
  if (outcome === null) throw new Error(`the demo world was refused: ${rejection?.detail}`);
  return outcome.id;
}
