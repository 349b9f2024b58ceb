import { Api, ChpClient, type Decimals } from '@outcry/chp-client';
import { LOGIN, PASSWORD, type TestBridge, TOKEN, testBridge } from '../test-bridge.ts';

/** The library as its users have it, and the bridge it speaks to over a real socket. */
export interface TestLibrary {
  readonly bridge: TestBridge;
  readonly api: Api;
  /** A client of the owner's access, with changes. */
  client<D extends Decimals = 'number'>(changes?: ClientChanges<D>): ChpClient<D>;
}

interface ClientChanges<D extends Decimals> {
  readonly token?: string;
  readonly login?: string;
  readonly password?: string;
  readonly decimals?: D;
}

export async function testLibrary(...world: Parameters<typeof testBridge>): Promise<TestLibrary> {
  const bridge = await testBridge(...world);
  const { hostname: host, port } = new URL(bridge.url);
  return {
    bridge,
    api: new Api(host, Number(port)),
    client: (changes = {}) =>
      new ChpClient({ host, port: Number(port), login: LOGIN, password: PASSWORD, token: TOKEN, ...changes }),
  };
}
