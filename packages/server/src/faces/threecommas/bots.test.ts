import { describe, expect, test } from 'vitest';
import { BotDesk } from './test-bots.ts';

test('a bot is made disabled, with every key in the recorded order', async () => {
  const desk = await BotDesk.open();
  const { status, body } = await desk.create({ stop_loss_percentage: 10 });
  expect(status).toBe(201);
  console.log(JSON.stringify(body, null, 1));
  const started = await desk.must('POST', `/bots/${body.id}/start_new_deal`);
  console.log(JSON.stringify(started, null, 1));
  console.log(JSON.stringify(await desk.show(started.id), null, 1).slice(-2500));
  console.log(JSON.stringify(await desk.must('GET', `/deals/${started.id}/market_orders`)));
});
