import { describe, expect, test } from 'vitest';
import { SBER, sharedBroker } from '../test-broker.ts';

const SELL = 2;
const [TAKE_PROFIT, STOP_LOSS, STOP_LIMIT] = [1, 2, 3];
const LIMIT = 2;
const TRAILING = 2;
const RELATIVE = 2;

const quotation = (units: number, nano = 0) => ({ units, nano });

describe('a stop order', () => {
  const broker = sharedBroker();
  const trailing = { stopOrderType: TAKE_PROFIT, takeProfitType: TRAILING };
  const indent = { indent: quotation(1), indentType: RELATIVE };
  test.each([
    ['no account', { accountId: '' }, '30021'],
    ['a foreign account', { accountId: '2099999999' }, '40004'],
    ['no instrument', { instrumentId: '' }, '30093'],
    ['an unknown instrument', { instrumentId: 'SBER' }, '50002'],
    ['an instrument that takes no orders', { instrumentId: 'SBER_SPEQ' }, '30052'],
    ['no lots', { quantity: 0 }, '30015'],
    ['less than no lots', { quantity: -1 }, '30080'],
    ['no direction', { direction: 0 }, '30019'],
    ['a bad direction', { direction: 7 }, '30020'],
    ['no type', { stopOrderType: 0 }, '30037'],
    ['a bad type', { stopOrderType: 7 }, '30038'],
    ['no stop price', { stopPrice: undefined }, '30036'],
    ['a stop price of nothing', { stopPrice: quotation(0) }, '30036'],
    ['a stop price between steps', { stopPrice: quotation(320, 5_000_000) }, '30078'],
    ['a stop price out of the corridor', { stopPrice: quotation(1_000_000_000_000) }, '30099'],
    ['a stop price below zero', { stopPrice: quotation(-320) }, '30100'],
    ['a malformed stop price', { stopPrice: quotation(320, -1) }, '30018'],
    ['a stop limit without limit', { stopOrderType: STOP_LIMIT }, '30017'],
    ['a take profit with limit without limit', { stopOrderType: TAKE_PROFIT, exchangeOrderType: LIMIT }, '30017'],
    ['a bad child order', { exchangeOrderType: 7 }, '30105'],
    ['points of a share', { priceType: 1 }, '30085'],
    ['a bad unit of prices', { priceType: 7 }, '30104'],
    ['no expiration', { expirationType: 0 }, '30043'],
    ['a bad expiration', { expirationType: 7 }, '30044'],
    ['no date', { expirationType: 2 }, '30040'],
    ['a date that is over', { expirationType: 2, expireDate: new Date(0) }, '30063'],
    ['a date past 2099', { expirationType: 2, expireDate: new Date(Date.UTC(2100, 0, 1)) }, '30063'],
    ['a trailing stop loss', { takeProfitType: TRAILING }, '30241'],
    ['trailing without data', trailing, '30210'],
    ['trailing without indent', { ...trailing, trailingData: {} }, '30210'],
    ['an indent of nothing', { ...trailing, trailingData: { ...indent, indent: quotation(0) } }, '30210'],
    ['an indent of no type', { ...trailing, trailingData: { ...indent, indentType: 0 } }, '30211'],
    ['an indent of a bad type', { ...trailing, trailingData: { ...indent, indentType: 7 } }, '30039'],
    ['an indent above 100 %', { ...trailing, trailingData: { ...indent, indent: quotation(101) } }, '30039'],
    ['an indent below zero', { ...trailing, trailingData: { ...indent, indent: quotation(-1) } }, '30039'],
    ['a limit without spread', { ...trailing, exchangeOrderType: LIMIT, trailingData: indent }, '30210'],
    ['a spread of no type', { ...trailing, trailingData: { ...indent, spread: quotation(1) } }, '30212'],
    ['a key that is too long', { orderId: 'x'.repeat(37) }, '30055'],
  ])('%s is refused', async (_what, more, code) => {
    const { client } = broker();
    const call = client('StopOrdersService').postStopOrder({ ...stopLoss(broker().accountId), ...more });
    await expect(call).rejects.toMatchObject({ details: code });
  });
});

function stopLoss(accountId: string) {
  return {
    accountId,
    instrumentId: SBER.uid,
    quantity: 2,
    direction: SELL,
    stopPrice: quotation(320),
    stopOrderType: STOP_LOSS,
    expirationType: 1,
    orderId: '',
  };
}
