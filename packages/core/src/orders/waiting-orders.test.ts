import { describe, expect, it } from 'vitest';
import { type OrderWords, World } from '../../test/world.ts';
import { type Command, Core, stopById, stopId } from '../index.ts';

function market(): { world: World; account: number } {
  const world = new World();
  const account = world.open({ margin: true });
  world.deposit(account, 'rub', '100000');
  world.deposit(account, 'USDT', '1000000');
  world.deposit(account, 'SBER', '100');
  world.deposit(account, 'BTC', '10');
  world.quote('SBER', '99', '10', '101', '10');
  world.trade('SBER', '100', '1');
  world.quote('USDT_BTC', '50000', '5', '50000.01', '5');
  return { world, account };
}

/** Bid and ask of bitcoin, a cent apart. */
function bitcoin(world: World, bid: string): void {
  const ask = `${Number(bid) + 1}`;
  world.quote('USDT_BTC', bid, '5', ask, '5');
}

/** Level and best price of an order as they stand now, in text. */
function live(world: World, id: number): string {
  const view = stopById(world.core.state.stops, stopId('order', id));
  const instrument = world.instrumentOf(id);
  const text = (steps: number | undefined): string => (steps === undefined ? '-' : `${steps / 100}`);
  return instrument === undefined || view === undefined ? 'none' : `${text(view.level)} ${text(view.mark)}`;
}

describe('take profits', () => {
  it('a sell fires at or above its price, a buy at or below, at the market', () => {
    const { world, account } = market();
    const sell = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '3', takeProfit: '110' });
    const buy = world.place({ account, symbol: 'SBER', quantity: '2', takeProfit: '90' });
    world.trade('SBER', '109.99', '1');
    world.trade('SBER', '90.01', '1');
    expect(world.firings()).toEqual([]);
    world.trade('SBER', '110', '1');
    world.trade('SBER', '89', '1');
    expect(world.firings()).toEqual([`${sell} fired 110 -`, `${buy} fired 89 -`]);
    expect(world.told()).toEqual([`${sell} 99 3 t`, `${buy} 101 2 t`]);
  });

  it('with a limit it becomes a limit order, and holds what it needs only then', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', quantity: '2', takeProfit: '90', price: '90.5' });
    expect(world.balance(account, 'rub')).toBe('100000 0 0');
    world.trade('SBER', '90', '1');
    expect(world.order(id)).toMatchObject({ status: 'working', orderType: 'takeProfitLimit', price: 9_050 });
    expect(world.balance(account, 'rub')).toBe('100000 181 0');
  });

  it('one that is reached already goes out in the turn in which it is placed', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', takeProfit: '100' });
    expect(world.told()).toEqual([`${id} 99 1 t`]);
  });
});

describe('what an order watches', () => {
  it('by bid and by ask: trades do nothing, quotes fire', () => {
    const { world, account } = market();
    const bid = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '95', by: 'bid' });
    const ask = world.place({ account, symbol: 'SBER', quantity: '1', stop: '105', by: 'ask' });
    world.trade('SBER', '90', '1');
    world.trade('SBER', '110', '1');
    expect(world.firings()).toEqual([]);
    world.quote('SBER', '95', '10', '104.99', '10');
    world.quote('SBER', '96', '10', '105', '10');
    expect(world.firings()).toEqual([`${bid} fired 95 -`, `${ask} fired 105 -`]);
  });

  it('at placing it looks at the price it watches, not at the last one', () => {
    const { world, account } = market();
    const last = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '99', by: 'last' });
    const bid = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '99', by: 'bid' });
    expect(world.firings()).toEqual([`${bid} fired 99 -`]);
    expect(world.order(last)?.status).toBe('armed');
  });

  it('an empty side reaches nothing', () => {
    const { world, account } = market();
    world.quote('SBER', '0', '0', '101', '10');
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '150', by: 'bid' });
    expect(world.order(id)?.status).toBe('armed');
    world.quote('SBER', '99', '10', '101', '10');
    expect(world.firings()).toEqual([`${id} fired 99 -`]);
  });
});

describe('trailing orders', () => {
  it('a take profit that trails: 55000 activates, 1 % below the best bid sells (`dca-and-smarttrade-rules.md` D19)', () => {
    const { world, account } = market();
    const symbol = 'USDT_BTC';
    const id = world.place({ account, symbol, action: 'sell', quantity: '1', stop: '55000', trail: '1%', by: 'bid' });
    bitcoin(world, '54900');
    expect([world.firings(), live(world, id)]).toEqual([[], '55000 -']);
    bitcoin(world, '55000');
    expect([world.firings(), live(world, id)]).toEqual([[`${id} activated 55000`], '54450 55000']);
    expect(world.order(id)).toMatchObject({ status: 'armed', trailing: true });
    bitcoin(world, '55600');
    expect(live(world, id)).toBe('55044 55600');
    bitcoin(world, '55050');
    expect(live(world, id)).toBe('55044 55600');
    bitcoin(world, '55044');
    expect(world.firings()).toEqual([`${id} activated 55000`, `${id} fired 55044 -`]);
    expect(world.told()).toEqual([`${id} 55044 1 t`]);
  });

  it('a stop that trails from now: entry 50000, 5 % (D19)', () => {
    const { world, account } = market();
    const symbol = 'USDT_BTC';
    const id = world.place({ account, symbol, action: 'sell', quantity: '1', trail: '5%', by: 'bid' });
    expect([world.firings(), live(world, id)]).toEqual([[`${id} activated 50000`], '47500 50000']);
    for (const [bid, level] of [
      ['51000', '48450 51000'],
      ['49800', '48450 51000'],
      ['52000', '49400 52000'],
      ['49500', '49400 52000'],
    ] as const) {
      bitcoin(world, bid);
      expect(live(world, id)).toBe(level);
    }
    bitcoin(world, '49400');
    expect(world.firings().at(-1)).toBe(`${id} fired 49400 -`);
  });

  it('a buy that trails: 48000 activates, 5 % above the lowest ask buys (D19)', () => {
    const { world, account } = market();
    const symbol = 'USDT_BTC';
    const asks = (price: string): void => void world.quote(symbol, '45000', '5', price, '5');
    const id = world.place({ account, symbol, quantity: '1', stop: '48000', trail: '5%', by: 'ask' });
    asks('48500');
    asks('47990');
    expect([world.firings(), live(world, id)]).toEqual([[`${id} activated 47990`], '50389.5 47990']);
    asks('46000');
    expect(live(world, id)).toBe('48300 46000');
    asks('47900');
    asks('48299');
    expect(world.firings()).toHaveLength(1);
    asks('48300');
    expect(world.firings().at(-1)).toBe(`${id} fired 48300 -`);
  });

  it('in price steps; the price that activates it is where it starts, however far beyond the activation price', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '105', trail: '2.5' });
    world.trade('SBER', '108', '1');
    expect(live(world, id)).toBe('105.5 108');
    world.trade('SBER', '105.51', '1');
    world.trade('SBER', '105.5', '1');
    expect(world.firings()).toEqual([`${id} activated 108`, `${id} fired 105.5 -`]);
  });

  it('one whose activation price is reached already trails at once', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', stop: '90', trail: '1' });
    expect([world.firings(), live(world, id)]).toEqual([[`${id} activated 100`], '99 100']);
  });

  it.each([
    ['sell', '2', '104', '102'],
    ['sell', '0', '104', '104'],
    ['sell', '1%', '104', '102.96'],
    ['buy', '2', '96', '98'],
    ['buy', '0.5%', '96', '96.48'],
  ] as const)('the limit of a %s is the price that fires it, worse by %s', (action, offset, fires, limit) => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action, quantity: '1', trail: '6', offset });
    world.quote('SBER', '50', '10', '150', '10');
    for (const price of action === 'sell' ? ['110', '105', fires] : ['90', '95', fires])
      world.trade('SBER', price, '1');
    expect(world.firings()).toEqual([`${id} activated 100`, `${id} fired ${fires} ${limit}`]);
    expect(world.order(id)).toMatchObject({ status: 'working', price: world.price('SBER', limit) });
  });

  it('without an offset the limit is the price that fires it; it never leaves the prices of the instrument', () => {
    const { world, account } = market();
    const words: OrderWords = { account, symbol: 'SBER', action: 'sell', quantity: '1', trail: '1', offset: '0' };
    const { trigger, ...command } = world.command(words);
    const plain = world.must({ ...command, trigger: { ...trigger, by: 'last' } });
    const far = world.place({ ...words, offset: '100%' });
    const { offset: _, ...none } = trigger ?? {};
    const bare = world.must({ ...command, trigger: none });
    world.quote('SBER', '0', '0', '150', '10');
    world.trade('SBER', '98.5', '1');
    const lowest = world.instrument('SBER').lowestPrice;
    expect([plain, far, bare].map((id) => world.order(id)?.price)).toEqual([9_850, lowest, 9_850]);
  });

  it('an order that is activated later has not seen the prices from before', () => {
    const { world, account } = market();
    const place = (words: Partial<OrderWords>): number =>
      world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', trail: '10', ...words });
    const first = place({});
    world.trade('SBER', '130', '1');
    world.trade('SBER', '121', '1');
    const second = place({});
    const third = place({ stop: '122' });
    world.trade('SBER', '122', '1');
    expect([first, second, third].map((id) => live(world, id))).toEqual(['120 130', '112 122', '112 122']);
  });

  it('waits while trading pauses, and ends with its day', () => {
    const { world, account } = market();
    const id = world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', trail: '10' });
    world.status('SBER', 'break');
    world.trade('SBER', '150', '1');
    expect(live(world, id)).toBe('90 100');
    world.status('SBER', 'normal');
    world.advance(Date.UTC(2026, 10, 20, 21));
    expect(world.told()).toEqual([`${id} expired expired`]);
    expect(live(world, id)).toBe('none');
  });
});

describe('triggers that make no sense', () => {
  const { world, account } = market();
  const words: OrderWords = { account, symbol: 'SBER', action: 'sell', quantity: '1' };
  const trailing = world.command({ ...words, trail: '1' });
  const stop = world.command({ ...words, stop: '90' });
  const trail = { unit: 'steps', distance: 5 } as const;
  it.each([
    ['stopPrice', { ...stop, stopPrice: 0 }],
    ['stopPrice', { ...stop, orderType: 'takeProfit', stopPrice: 0 }],
    ['stopPrice', { ...stop, orderType: 'market' }],
    ['trigger', { ...stop, orderType: 'market', stopPrice: 0, trigger: {} }],
    ['trigger', { ...stop, trigger: 'last' }],
    ['trigger.by', { ...stop, trigger: { by: 'middle' } }],
    ['trigger.trail', { ...stop, trigger: { trail } }],
    ['trigger.offset', { ...stop, trigger: { offset: trail } }],
    ['trigger.trail', { ...trailing, trigger: undefined }],
    ['trigger.trail', { ...trailing, trigger: { by: 'bid' } }],
    ['trigger.trail', { ...trailing, trigger: { trail: 5 } }],
    ['trigger.trail.unit', { ...trailing, trigger: { trail: { ...trail, unit: 'percent' } } }],
    ['trigger.trail.distance', { ...trailing, trigger: { trail: { ...trail, distance: 0 } } }],
    ['trigger.trail.distance', { ...trailing, trigger: { trail: { ...trail, distance: 1.5 } } }],
    ['trigger.trail.distance', { ...trailing, trigger: { trail: { unit: 'millionths', distance: 1_000_001 } } }],
    ['trigger.offset', { ...trailing, trigger: { trail, offset: trail } }],
    [
      'trigger.offset.distance',
      { ...trailing, orderType: 'trailingLimit', trigger: { trail, offset: { ...trail, distance: -1 } } },
    ],
    ['price', { ...trailing, price: 10_000 }],
    ['price', { ...trailing, orderType: 'trailingLimit', price: 10_000 }],
    ['price', { ...stop, orderType: 'takeProfit', price: 10_000 }],
    ['price', { ...stop, orderType: 'takeProfitLimit' }],
    ['validity', { ...trailing, validity: 'fok' }],
    ['orderType', { ...stop, orderType: 'trail' }],
  ])('%s', (field, command) => {
    const before = world.core.digest();
    const { rejection, events } = world.run(command as unknown as Command);
    expect([rejection?.reason, rejection?.field, events]).toEqual(['invalid_value', field, []]);
    expect(world.core.digest()).toBe(before);
  });

  it('to trail from now on needs a price of the kind it watches', () => {
    const { world, account } = market();
    world.quote('SBER', '99', '10', '0', '0');
    const words = { account, symbol: 'SBER', quantity: '1', trail: '1', by: 'ask' } as const;
    expect(world.refused(words)).toBe('no_market_price trigger.by');
    expect(world.order(world.place({ ...words, stop: '90' }))?.status).toBe('armed');
  });
});

describe('durable state of orders that wait', () => {
  it('is the same after replay, and from a snapshot; both go on alike', () => {
    const { world, account } = market();
    const place = (words: Partial<OrderWords>): number =>
      world.place({ account, symbol: 'SBER', action: 'sell', quantity: '1', ...words });
    place({ takeProfit: '120', price: '119' });
    place({ stop: '80', by: 'bid' });
    place({ trail: '5', offset: '1' });
    place({ stop: '130', trail: '1.5%', by: 'ask' });
    world.trade('SBER', '107', '1');
    place({ trail: '2%' });
    const replayed = new Core();
    for (const { at, body } of world.journal) replayed.applyTurn(at, body);
    const restored = Core.restore(JSON.parse(JSON.stringify(world.core.snapshot())));
    const goOn = (core: Core): string[] => {
      const other = new World(core, true);
      other.now = world.now;
      other.events.push(...world.events);
      const from = other.events.length;
      other.quote('SBER', '99', '10', '101', '10');
      for (const price of ['111', '106.01', '106', '108', '120']) other.trade('SBER', price, '1');
      return other.firings(from);
    };
    expect([replayed.digest(), restored.digest()]).toEqual([world.core.digest(), world.core.digest()]);
    const expected = goOn(world.core);
    expect(expected).toEqual(['80 fired 106.01 -', '48 fired 106 105', '16 fired 120 119']);
    expect([goOn(replayed), goOn(restored)]).toEqual([expected, expected]);
  });

  it('version 1 of the events: a stop by the last price that goes out with its own limit', () => {
    const [placed, triggered] = Core.codec.decode(
      '[[20,1,16,2000000000,1,0,"buy","stopLimit","day",2,10000,10500,"0","0",0,null,"test",null],[21,1,16,10500,"0","0"]]',
      5,
    );
    expect(placed).toMatchObject({ trigger: { by: 'last', trail: null, offset: null }, stopPrice: 10_500 });
    expect(triggered).toMatchObject({ price: 10_500, limit: 0 });
    const [limit] = Core.codec.decode(
      '[[20,1,32,2000000000,1,0,"buy","limit","day",2,10000,0,"0","0",0,null,"test",null]]',
      5,
    );
    expect(limit).toMatchObject({ trigger: null });
  });
});
