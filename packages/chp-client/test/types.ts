/** What must and what must not compile: checked by the compiler, never run. */
import {
  Api,
  type Bar,
  type Book,
  CHP_api,
  ChpClient,
  type ChpResponse,
  type NewOrder,
  type Quote,
  type Replies,
  type Reply,
} from '@outcry/chp-client';

/** Fails to compile unless both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function check<_Answer extends true>(): void {}

export async function constructors(): Promise<void> {
  new Api('host');
  new Api('host', 5001, true, { timeoutMs: 1 });
  new Api({ host: 'host', port: '5001', decimals: 'string' });
  new ChpClient('host', 5001, 'login', 'password', { token: 't', mode: 1 });
  new ChpClient({ host: 'host', post: 5001, login: 'l', password: 'p', token: 't' });
  // @ts-expect-error the token is told by name
  new ChpClient('host', 5001, 'login', 'password', 't');
  // @ts-expect-error the token is missing
  new ChpClient('host', 5001, 'login', 'password');
  // @ts-expect-error no port
  new ChpClient({ host: 'host', login: 'l', password: 'p', token: 't' });
  // @ts-expect-error modes are 0 and 1
  new ChpClient('host', 5001, 'l', 'p', { token: 't', mode: 2 });
  // @ts-expect-error decimals are 'number' or 'string'
  new Api({ host: 'host', decimals: 'bigint' });
}

export async function api(low: Api, exact: Api<'string'>): Promise<void> {
  const bars = await low.GetBars('t', '2020-10-10', 6, 'GAZP', 10);
  check<Same<typeof bars, ChpResponse<Reply<Bar>>>>();
  const twin = await low.getBars({ token: 't', since: '2020-10-10', interval: 6, symbol: 'GAZP', count: 10 });
  check<Same<typeof twin, typeof bars>>();
  const status: number = bars.status_code;
  const reply = bars.json();
  if (reply.result) reply.data[0]?.open.toFixed(status);
  else reply.reason.length;
  const precise = (await exact.getBars('t', '', 13, 'GAZP', 1)).json();
  if (precise.result) check<Same<(typeof precise.data)[0]['close'], string>>();
  // @ts-expect-error there is no interval 14
  await low.GetBars('t', '', 14, 'GAZP', 10);
  // @ts-expect-error the argument is called since, though `from` is sent
  await low.GetTrades({ token: 't', from: '', symbol: 'GAZP', count: 1 });
  // @ts-expect-error the argument is called type_
  await low.PlaceOrder({ ...order, token: 't', type_: undefined, type: 1 });
  // @ts-expect-error no such method
  await low.UpdateTicks('t');
  // @ts-expect-error status_code cannot be assigned
  bars.status_code = 1;
}

declare const order: NewOrder;

export async function client(chp: ChpClient, exact: ChpClient<'string'>): Promise<void> {
  check<Same<Awaited<ReturnType<typeof chp.GetSymbols>>[0]['decimals'], number>>();
  const listened: Replies = await chp.ListenQuotes(new Set(['GAZP']));
  await chp.listenTicks('GAZP', { signal: AbortSignal.timeout(1) });
  await chp.CancelQuotes();
  await chp.CancelQuotes(null);
  await chp.cancelPortfolio({ timeoutMs: 5 });
  await chp.PlaceOrder({ ...order, price: '10.5', amount: 10n });
  await chp.placeOrder('ST1', 'GAZP', 1, 2, 1, '10.5', 10, 0, 1);
  chp.listening_quotes = ['GAZP'];
  chp.listeningBidAsk = [...chp.listening_bid_ask];
  listened.GAZP?.result;
  // @ts-expect-error Token cannot be assigned
  chp.Token = 't';
  // @ts-expect-error nor its twin
  chp.token = 't';
  // @ts-expect-error lists only
  chp.listening_quotes = 'GAZP';
  // @ts-expect-error Listen needs a symbol
  await chp.ListenQuotes();
  // @ts-expect-error symbols are texts
  await chp.ListenQuotes([1]);
  // @ts-expect-error the portfolio comes first here
  await chp.GetMyPortfolioData(2, 'ST1');
  // @ts-expect-error actions are 1 to 4
  await chp.PlaceOrder({ ...order, action: 5 });
  // @ts-expect-error the low-level name
  await chp.UpdateBidAsk();
  for await (const quote of exact.quotes('GAZP')) check<Same<typeof quote, Quote<'string'>>>();
  for await (const book of chp.books(['GAZP'], { maxIntervalMs: 5000 })) check<Same<typeof book, Book>>();
  // @ts-expect-error no such rule
  chp.ticks('GAZP', { overflow: 'wait' });
}

export async function legacy(chp: CHP_api): Promise<void> {
  chp.login('user', 'password', 'key');
  const rows = await chp.getBars('GAZP', 3, '2020-10-14', 10);
  check<Same<typeof rows, unknown>>();
  await chp.place_order({
    portfolio: 'ST1',
    company: 'GAZP',
    action: 1,
    _type: 1,
    validity: 1,
    price: 0,
    amount: 1,
    stop: 0,
    cookie: 1,
  });
  await chp.set_my_close_pos(2, 'ST1', { timeoutMs: 1 });
  new CHP_api('host', null, { enable_SSL: true });
  // @ts-expect-error the order of the arguments is company, portfolio
  await chp.cancelOrder({ symbol: 'GAZP', portfolio: 'ST1', order_id: '1' });
  // @ts-expect-error there is no such call
  await chp.listen_portfolio('ST1');
}
