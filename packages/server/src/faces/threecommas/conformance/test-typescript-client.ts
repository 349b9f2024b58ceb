import net from 'node:net';
import tls from 'node:tls';
import { API } from '3commas-typescript';
import { expect, onTestFinished, vi } from 'vitest';
import type { TestThreeCommas } from '../test-threecommas.ts';

const REAL_HOST = 'https://api.3commas.io';

/** What is used of the HTTP library that the client stands on. */
interface Http {
  readonly defaults: { baseURL?: string };
  readonly interceptors: {
    readonly request: { use(change: (config: { url?: string }) => { url?: string }): void };
  };
}

/** The client `3commas-typescript`, aimed at the platform: it has no option for its address. */
export function clientOf({ url, key }: Pick<TestThreeCommas, 'url' | 'key'>, secrets = key.secret): API {
  const api = new API({ key: key.apiKey, secrets });
  const { axios } = api as unknown as { axios: Http };
  axios.defaults.baseURL = url;
  // interceptors run in the opposite order: the one that signs wants the path alone, as with its own address
  axios.interceptors.request.use((config) => ({ ...config, url: (config.url ?? '').replace(REAL_HOST, url) }));
  return api;
}

/**
 * Its WebSocket's address cannot be set either: what it opens to the service's name ends here, without the encryption in
 * between. Until the test is finished.
 */
export function divertSockets({ url }: Pick<TestThreeCommas, 'url'>): void {
  const { port } = new URL(url);
  const connect = vi.spyOn(tls, 'connect').mockImplementation((...given: unknown[]) => {
    expect(given[0]).toMatchObject({ host: 'ws.3commas.io' });
    return net.connect(Number(port), '127.0.0.1') as tls.TLSSocket;
  });
  onTestFinished(() => connect.mockRestore());
}
