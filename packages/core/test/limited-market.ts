import type { Money, Rejection, SetLimits } from '../src/index.ts';
import { type OrderWords, World } from './world.ts';

/** A margin account with 1 000 000 rub and an open market: SBER bid 99.9 × 100, ask 100 × 10 and 101 × 90; last 100. */
export function market(settings: Parameters<World['open']>[0] = { margin: true }): { world: World; account: number } {
  const world = new World();
  const account = world.open(settings);
  world.deposit(account, 'rub', '1000000');
  show(world);
  world.trade('SBER', '100', '1');
  world.quote('SRZ6', '29999', '100', '30000', '100');
  world.trade('SRZ6', '30000', '1');
  return { world, account };
}

export function show(world: World): void {
  world.depth(
    'SBER',
    [['99.9', '100']],
    [
      ['100', '10'],
      ['101', '90'],
    ],
  );
}

export function limit(world: World, account: number, limits: SetLimits['limits']): void {
  world.must({ type: 'risk.setLimits', account, limits });
}

export function rub(text: string): Money {
  return (BigInt(Math.round(Number(text) * 100)) * 10n ** 8n) as Money;
}

export function rejection(world: World, words: OrderWords): Rejection | null {
  return world.run(world.command(words)).rejection;
}

export function said(found: Rejection | null): string {
  return found === null ? 'accepted' : `${found.reason} ${found.field}: ${found.detail}`;
}
