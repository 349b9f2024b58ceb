import fc from 'fast-check';
import { expect, test } from 'vitest';
import { botRow } from '../../../readmodel/index.ts';
import { BotDesk } from '../test-bots.ts';
import { BotTexts } from './bot-texts.ts';
import { DealResults } from './deal-results.ts';
import { DealTexts } from './deal-texts.ts';

/** Deals of every kind: that trail, take profit in steps, are short, or are quoted in what is no dollar. */
const BOTS = [
  { stop_loss_percentage: 11 },
  { trailing_enabled: true, trailing_deviation: '0.2', take_profit: 1 },
  { tsl_enabled: true, stop_loss_percentage: 11, take_profit: 5 },
  { strategy: 'short', take_profit: 1, stop_loss_percentage: 12 },
  {
    take_profit_steps: [
      { amount_percentage: 40, profit_percentage: 1 },
      { amount_percentage: 60, profit_percentage: 2 },
    ],
  },
  { pairs: ['BTC_ETH'], base_order_volume: '0.01', safety_order_volume: '0.01' },
] as const;

type Act = (desk: BotDesk, bot: number, deals: readonly number[]) => Promise<unknown>;

const each = (deals: readonly number[], act: (deal: number) => Promise<unknown>) => Promise.all(deals.map(act));

let names = 0;

/** What may happen; calls that are refused change nothing. */
const ACTS: readonly Act[] = [
  (desk, bot) => desk.call('POST', `/bots/${bot}/start_new_deal`),
  (desk, bot) => desk.call('POST', `/bots/${bot}/disable`),
  (desk, bot) => desk.call('PATCH', `/bots/${bot}/update`, { name: `bot ${++names}` }),
  (desk, _bot, deals) =>
    each(deals, (deal) => desk.call('POST', `/deals/${deal}/update_tp`, { new_take_profit_percentage: 2.5 })),
  (desk, _bot, deals) =>
    each(deals, (deal) =>
      desk.call('PATCH', `/deals/${deal}/update_deal`, { note: `at ${deal}`, stop_loss_percentage: 10 }),
    ),
  (desk, _bot, deals) =>
    each(deals, (deal) =>
      desk.call('POST', `/deals/${deal}/add_funds`, { quantity: '0.001', is_market: false, rate: '40000' }),
    ),
  (desk, _bot, [deal = 0]) => desk.call('POST', `/deals/${deal}/panic_sell`),
  (desk) => desk.world.submit({ type: 'accounts.configure', account: desk.account, name: `desk ${++names}` }),
  (desk) => desk.world.submit({ type: 'accounts.configure', account: desk.account, fees: { ...FEES, taker: 2_000 } }),
];

const FEES = { maker: 1_000, taker: 1_000, decimals: 18, rounding: 'halfUp', mode: 'quote' } as const;

const PRICES = ['47500', '48900', '49600', '49990', '50400', '50700', '51600', '52500'] as const;

const STEPS = fc.array(
  fc.record({
    bot: fc.nat(BOTS.length - 1),
    act: fc.nat(ACTS.length - 1),
    price: fc.constantFrom(...PRICES),
    unseen: fc.boolean(),
  }),
  { minLength: 20, maxLength: 30 },
);

/** Every text that is kept against the same made of nothing. */
function compared({ world }: BotDesk) {
  return world.engine.read((state) => {
    const anew = new DealResults();
    const [deals, bots] = [new DealTexts(anew), new BotTexts(anew)];
    return [
      ...Array.from(state.bots.deals.keys(), (id) => [world.desk.deals.of(state, id)?.text, deals.of(state, id)?.text]),
      ...Array.from(state.bots.bots.keys(), (id) => {
        const row = botRow(state, id);
        return row === undefined ? [] : [world.desk.bots.of(state, row).text, bots.of(state, row).text];
      }),
    ];
  });
}

test('deals and bots are told as they stand, whatever was kept of what they were', async () => {
  let compares = 0;
  await fc.assert(
    fc.asyncProperty(STEPS, async (steps) => {
      const desk = await BotDesk.open();
      await desk.market('0.04990', '0.05000', 'BTC_ETH');
      const bots = await Promise.all(BOTS.map((more) => desk.bot({ base_order_volume: 200, ...more })));
      for (const [i, { bot, act, price, unseen }] of steps.entries()) {
        const id = bots[bot] as number;
        const deals = await desk.world.engine.read((state) => [...(state.bots.bots.get(id)?.deals ?? [])]);
        await (i < bots.length ? desk.call('POST', `/bots/${bots[i]}/start_new_deal`) : ACTS[act]?.(desk, id, deals));
        for (const quote of [price, '50000']) {
          await desk.market(quote, String(Number(quote) + 10));
          // what has followed the price there and back stands elsewhere at the same price
          if (quote === price && unseen) continue;
          for (const [kept, anew] of await compared(desk)) expect(kept).toBe(anew);
          compares++;
        }
      }
      await desk.world.stop();
    }),
    { numRuns: 5 },
  );
  expect(compares).toBeGreaterThan(100);
}, 60_000);
