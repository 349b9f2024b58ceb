/** How an operation answers a failure: the three shapes of `chp.md` 2.2. */
export type OperationKind = 'auth' | 'subscription' | 'data';

/** One URN of the bridge. */
export interface Operation {
  /** `Instruments/GetBars`. */
  readonly urn: string;
  /** What `method` of its answers says. */
  readonly method: string;
  readonly kind: OperationKind;
  /** N of its `Error #N`. */
  readonly error: number;
  /** `additional` of its failures. */
  readonly failure: string;
  /** Name of the underlying call, in `dataError` and `errorData`. */
  readonly cause: string;
  /** Fields of the request in the order in which a failure repeats them; all are needed but the optional ones. */
  readonly fields: readonly string[];
}

/** Fields that have a value when they are not sent (`chp.md` 3). */
export const OPTIONAL_FIELDS: Readonly<Record<string, string>> = { work: '0', exchange: '1' };

interface Named<M extends string> extends Operation {
  readonly method: M;
}

function auth<M extends string>(method: M, cause: string, error: number, failure: string): Named<M> {
  const fields = ['token', 'work', 'exchange', 'login', 'password'];
  return { urn: `Auth/${method}`, method, kind: 'auth', error, failure, cause, fields };
}

function call<M extends string>(
  kind: OperationKind,
  urn: string,
  method: M,
  error: number,
  fields: readonly string[],
): Named<M> {
  return { urn, method, kind, error, failure: `Ошибка ${method}`, cause: method, fields };
}

function read<M extends string>(group: string, method: M, error: number, fields: readonly string[] = ['token']) {
  return call('data', `${group}/${method}`, method, error, fields);
}

function listening<M extends string>(group: string, method: M, error: number, about: string) {
  return call('subscription', `${group}/${method}`, method, error, [about, 'token']);
}

const ORDER = ['token', 'portfolio', 'symbol', 'action', 'type', 'validity', 'price', 'amount', 'stop', 'cookie'];

/** Every URN of the second generation, in the order of `chp.md` 5; numbers as in its 2.3. */
export const OPERATIONS = [
  auth('Connected', 'Connect', 3, 'Не удалось подключиться к серверу'),
  auth('Reconnection', 'Reconnect', 4, 'Не удалось переподключиться к серверу'),
  auth('Disconnected', 'Disconnect', 5, 'Не удалось отключиться от сервера'),
  read('Instruments', 'GetBars', 7, ['token', 'since', 'interval', 'symbol', 'count']),
  read('Instruments', 'GetSymbols', 6),
  read('Instruments', 'GetTrades', 8, ['from', 'symbol', 'count', 'token']),
  listening('Instruments', 'ListenQuotes', 12, 'symbol'),
  read('Instruments', 'UpdateQuote', 11),
  listening('Instruments', 'CancelQuotes', 13, 'symbol'),
  listening('Instruments', 'ListenTicks', 14, 'symbol'),
  read('Instruments', 'AddTick', 15),
  listening('Instruments', 'CancelTicks', 16, 'symbol'),
  listening('Instruments', 'ListenBidAsks', 17, 'symbol'),
  read('Instruments', 'UpdateBidAsk', 18),
  listening('Instruments', 'CancelBidAsks', 19, 'symbol'),
  read('HistoricalData', 'GetMyPortfolioData', 10, ['token', 'mode', 'portfolio']),
  read('AccountInformation', 'GetPortfolioList', 9),
  listening('AccountInformation', 'ListenPortfolio', 21, 'portfolio'),
  listening('AccountInformation', 'CancelPortfolio', 22, 'portfolio'),
  read('AccountInformation', 'UpdateOrder', 23),
  read('AccountInformation', 'UpdatePosition', 24),
  read('AccountInformation', 'AddTrade', 25),
  read('AccountInformation', 'SetPortfolio', 26),
  call('data', 'Order/Place', 'PlaceOrder', 27, ORDER),
  call('data', 'Order/Move', 'MoveOrder', 28, ['token', 'portfolio', 'symbol', 'orderid', 'targetprice']),
  call('data', 'Order/Cancel', 'CancelOrder', 29, ['token', 'portfolio', 'symbol', 'orderid']),
] as const;

/** Paths are known in any letter case. */
export function pathOf(urn: string): string {
  return `/${urn.toLowerCase()}`;
}
