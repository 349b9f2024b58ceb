import { describe, expect, test } from 'vitest';
import { METHODS, SERVICES } from './contract.ts';
import { RANKS, rankOf } from './ranks.ts';

const STREAMS = {
  'MarketDataStreamService/MarketDataStream': 'both ways',
  'MarketDataStreamService/MarketDataServerSideStream': 'from the server',
  'OrdersStreamService/TradesStream': 'from the server',
  'OrdersStreamService/OrderStateStream': 'from the server',
  'OperationsStreamService/PortfolioStream': 'from the server',
  'OperationsStreamService/PositionsStream': 'from the server',
  'OperationsStreamService/OperationsStream': 'from the server',
} as const;

describe('the contract that the pinned package carries', () => {
  test('has exactly the methods of the table, each with a rank', () => {
    for (const service of Object.keys(SERVICES) as (keyof typeof SERVICES)[]) {
      const ranked = Object.values(RANKS[service]).flat();
      const named = METHODS.filter((method) => method.service === service).map(({ name }) => name);
      expect(named.toSorted(), service).toEqual(ranked.toSorted());
    }
    expect(METHODS.every(({ service, name }) => rankOf(service, name) !== undefined)).toBe(true);
  });

  test('streams where the table says so', () => {
    const streams = METHODS.filter(({ requestStream, responseStream }) => requestStream || responseStream);
    expect(
      Object.fromEntries(
        streams.map(({ service, name, requestStream }) => [
          `${service}/${name}`,
          requestStream ? 'both ways' : 'from the server',
        ]),
      ),
    ).toEqual(STREAMS);
    expect(streams.every(({ responseStream }) => responseStream)).toBe(true);
  });

  test('calls its methods by the paths that real clients send', () => {
    expect(METHODS.find(({ name }) => name === 'GetAccounts')?.path).toBe(
      'tinkoff.public.invest.api.contract.v1.UsersService/GetAccounts',
    );
    expect(METHODS.map(({ path }) => path).filter((path) => /\/GetFuture(By|s)$|\/GetLastPrice$/.test(path))).toEqual(
      [],
    );
  });

  test.each(METHODS.filter(({ service, name }) => rankOf(service, name) === 'must'))(
    '$service/$name: an empty message survives its own encoding',
    ({ service, key }) => {
      const { requestType, responseType } = (
        SERVICES[service].methods as unknown as Record<string, Record<string, Codec>>
      )[key] as Record<'requestType' | 'responseType', Codec>;
      for (const type of [requestType, responseType]) {
        const message = type.fromPartial({});
        expect(type.decode(type.encode(message).finish())).toEqual(message);
      }
    },
  );
});

interface Codec {
  fromPartial(object: object): object;
  encode(message: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}
