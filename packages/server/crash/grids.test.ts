import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { GridBot, GridBotEvent } from '../src/faces/native/api.ts';
import type { TestAnswer, TestClient } from '../src/faces/native/test-client.ts';
import { draws } from '../src/readmodel/test-history.ts';
import { CommandLog } from './command-log.ts';
import { auditGrids } from './grid-audit.ts';
import { all } from './leg-audit.ts';
import { TapedPlatform } from './taped-platform.ts';

/** `OUTCRY_CRASHES=100` for a long run. */
const KILLS = Number(process.env.OUTCRY_CRASHES ?? 5);
const FIRST_TICKS = 300;
const TICKS_AT_ONCE = 100;
/** More than is played between two kills. */
const MINUTES_A_KILL = 60;
const MAX_BOTS = 10;
const PAID_IN = { USDT: '1000000' };

type Draw = (below: number) => number;

const RANGE = { instrument: 'USDT_BTC', lower: '57000', upper: '63000', lines: 121 };
const PER_LINE = { per: 'line', value: '200' };

/** Grids whose lines lie as close as the tape moves in a minute, with every currency, trailing, bounds of orders and stops. */
const GRIDS = [
  { ...RANGE, name: 'plain', amount: PER_LINE },
  { ...RANGE, name: 'geometric', type: 'geometric', amount: { per: 'total', value: '30000' }, maxBuyLines: 5 },
  { ...RANGE, name: 'coins', amount: { per: 'line', value: '0.01' }, orderCurrency: 'base', profitCurrency: 'base' },
  { ...RANGE, name: 'up', lower: '59000', upper: '60400', lines: 15, amount: PER_LINE, trailingUp: true },
  {
    ...RANGE,
    name: 'down',
    lower: '59600',
    upper: '61000',
    lines: 15,
    amount: { per: 'line', value: '0.01' },
    orderCurrency: 'base',
    profitCurrency: 'base',
    trailingDown: true,
  },
  {
    ...RANGE,
    name: 'stopped',
    lower: '59000',
    upper: '61000',
    lines: 21,
    amount: PER_LINE,
    upperStop: { price: '61200', action: 'stopAndBuy' },
    lowerStop: { price: '58800', action: 'stopAndSell' },
  },
];

/** What steers grid bots, and what it has been answered. */
class Steering {
  readonly log = new CommandLog();
  readonly #account: number;
  readonly #draw: Draw;
  #notes = 0;

  constructor(account: number, draw: Draw) {
    this.#account = account;
    this.#draw = draw;
  }

  /** Steps the tape and gives commands by chance, until the platform does not answer any more. */
  async run(client: TestClient): Promise<void> {
    try {
      for (;;) {
        await client.post('/feed', { command: 'step', count: 1 + this.#draw(TICKS_AT_ONCE) });
        const { items } = (await client.get(`/grid-bots?account=${this.#account}`)).body as { items: GridBot[] };
        if (items.length < MAX_BOTS && this.#draw(9) === 0) await this.#create(client, GRIDS[this.#draw(GRIDS.length)]);
        const bot = items[this.#draw(items.length || 1)];
        if (bot !== undefined) await this.#steer(client, bot);
      }
    } catch (error) {
      // fetch throws a TypeError when the connection breaks; anything else is a finding.
      if (!(error instanceof TypeError)) throw error;
    }
  }

  /** One bot of each kind, at work. */
  async begin(client: TestClient): Promise<void> {
    for (const settings of GRIDS) {
      const { status, body } = await this.#create(client, settings);
      expect([settings.name, status]).toEqual([settings.name, 201]);
      await this.log.give(`enabled ${body.id}`, () => client.call('POST', `/grid-bots/${body.id}/enable`));
    }
  }

  #create(client: TestClient, settings: object | undefined): Promise<TestAnswer> {
    return this.log.give('created', () => client.post('/grid-bots', { account: this.#account, settings }));
  }

  async #steer(client: TestClient, { id, enabled }: GridBot): Promise<void> {
    const path = `/grid-bots/${id}`;
    const dice = this.#draw(12);
    if (!enabled && dice < 8) await this.log.give(`enabled ${id}`, () => client.call('POST', `${path}/enable`));
    else if (dice === 0) {
      const sell = this.#draw(2) === 0;
      await this.log.give(`disabled ${id}`, () => client.post(`${path}/disable`, { sell }));
    } else if (dice === 1) {
      const lines = 11 + this.#draw(40);
      await this.log.give(`edited ${id}`, () => client.call('PATCH', path, { settings: { lines } }));
    } else if (dice < 4) {
      this.#notes += 1;
      const note = `note ${this.#notes}`;
      await this.log.give(`noted ${id} ${note}`, () => client.call('PUT', `${path}/note`, { note }));
    }
  }

  /** Compares what was acknowledged with what has happened. Returns what is wrong, in words. */
  async audit(client: TestClient): Promise<string[]> {
    const wrong: string[] = [];
    const look = (name: string, happened: number): void => {
      const fault = this.log.compare(name, happened);
      if (fault !== null) wrong.push(fault);
      this.log.settle(name, happened);
    };
    const bots = await all<GridBot>(client, `/grid-bots?account=${this.#account}`);
    look('created', bots.length);
    for (const { id } of bots) {
      const events = await all<GridBotEvent>(client, `/grid-bots/${id}/timeline`);
      const count = (fits: (event: GridBotEvent) => boolean): number => events.filter(fits).length;
      if (count(({ kind }) => kind === 'created') !== 1) wrong.push(`grid bot ${id} was not made once`);
      look(`enabled ${id}`, begins(events));
      look(
        `disabled ${id}`,
        count((event) => event.kind === 'stopping' && event.reason === 'owner'),
      );
      look(
        `edited ${id}`,
        count(({ kind }) => kind === 'edited'),
      );
      for (let note = 1; note <= this.#notes; note++) {
        const text = `note ${note}`;
        look(
          `noted ${id} ${text}`,
          count((event) => event.kind === 'noted' && event.note === text),
        );
      }
    }
    return wrong;
  }
}

/** Runs that an owner has begun: not those that an edited bot goes on with. */
function begins(events: readonly GridBotEvent[]): number {
  let isEdited = false;
  let count = 0;
  for (const event of events) {
    if (event.kind === 'stopping') isEdited = event.end === 'begin';
    else if (event.kind === 'begun') {
      if (!isEdited) count += 1;
      isEdited = false;
    }
  }
  return count;
}

test('kill -9 while grids trade: no command is lost or doubled, no level is sold twice, cycles are what was filled', async () => {
  const draw = draws(Date.now());
  const platform = await TapedPlatform.start(draw(2 ** 31), MINUTES_A_KILL * (KILLS + 1));
  await platform.step(FIRST_TICKS);
  const account = await platform.account(PAID_IN.USDT);
  const steering = new Steering(account, draw);
  await steering.begin(platform.client);
  for (let kill = 0; kill < KILLS; kill++) {
    const steered = steering.run(platform.client);
    await pause(300 + draw(1_200));
    await platform.kill();
    await steered;
    await platform.restart();
    expect(await steering.audit(platform.client)).toEqual([]);
    expect(await auditGrids(platform.client, account, PAID_IN)).toEqual([]);
  }
  // the market shows itself again before everything is sold
  await platform.step(50);
  for (const { id } of await all<GridBot>(platform.client, `/grid-bots?account=${account}&enabled=true`))
    await platform.client.post(`/grid-bots/${id}/disable`, { sell: true });
  await platform.step(50);
  expect(await auditGrids(platform.client, account, PAID_IN)).toEqual([]);
  const bots = await all<GridBot>(platform.client, `/grid-bots?account=${account}`);
  expect(bots.filter(({ enabled }) => enabled)).toEqual([]);
  expect((await platform.client.get(`/accounts/${account}`)).body.openOrders).toBe(0);
  await platform.endsSound();
  const cycles = bots.reduce((sum, bot) => sum + bot.cycles, 0);
  console.log(`${KILLS} kills: ${bots.length} grid bots, ${cycles} cycles`);
}, 600_000);
