import { PASSWORD } from '../test-domain.ts';
import { type TestRamm, testRamm } from './test-ramm.ts';

/** A company at work: a trader with a strategy that holds EURUSD, an investor in it, and one who has left. */
export interface TestCompany extends TestRamm {
  readonly trader: { readonly client: number; readonly wallet: number };
  readonly investor: { readonly client: number; readonly wallet: number };
  readonly strategy: number;
  /** Accounts: the trader's own, the investor's, and a closed one. */
  readonly accounts: { readonly security: number; readonly open: number; readonly closed: number };
  /** What is due is carried out, and on disk. */
  done(): Promise<void>;
  /** A call of a client in the second version of the Client API. */
  as(login: string, method: string, body?: unknown): Promise<{ readonly status: number; readonly body: never }>;
  /** The token of a client's session. */
  tokenOf(login: string): Promise<string>;
}

/** Builds it: amounts are those of `ramm-rules.md` E7, with a partner's part of nothing. */
export async function testCompany(options: Parameters<typeof testRamm>[0] = {}): Promise<TestCompany> {
  const ramm = await testRamm(options);
  const { ann, call, engine, at, clock } = ramm;
  const done = async (): Promise<void> => {
    engine.advance();
    await engine.read(() => undefined);
  };
  const tokens = new Map<string, string>();
  const tokenOf: TestCompany['tokenOf'] = async (login) => {
    const known = tokens.get(login);
    if (known !== undefined) return known;
    const { body } = await call('client/v2/session.login', { Login: login, Password: PASSWORD });
    tokens.set(login, body.Session.Token);
    return body.Session.Token;
  };
  const as: TestCompany['as'] = async (login, method, body) =>
    call(`client/v2/${method}`, body, { token: await tokenOf(login) }) as never;
  const client = async (login: string, money: number) => {
    const execution = { ExecutionServerName: 'FXTrade-MT5', ExecutionAccount: `45465${money}` };
    const made = await ann('clients.addWithWallet', { Login: login, Password: PASSWORD, Tag: 1, ...execution });
    const comments = { CommentClient: 'first money', CommentCompany: 'wire' };
    await ann('walletTransfers.add', {
      WalletID: made.Wallet.ID,
      Type: 0,
      Amount: money,
      ExternalTransferID: 7,
      ...comments,
    });
    return { client: made.Client.ID as number, wallet: made.Wallet.ID as number };
  };
  const trader = await client('trader', 5_000);
  const investor = await client('investor', 3_000);
  await client('leaver', 1_000);
  const added = await ann('strategies.add', {
    WalletID: trader.wallet,
    ClientID: trader.client,
    Name: 'SuperProfit USD 25',
    FeeRate: 0.25,
    CommissionRate: 10,
    Protection: 0.1,
    Target: 1.5,
    Money: 1_000,
    ExternalServer: 'FXTrade MT5 Server',
    ExternalAccount: '10000005454',
    ExecutionTags: '{"postfix":".m"}',
  });
  const strategy = added.Strategy.ID as number;
  await done();
  const invest = async (login: string, money: number): Promise<number> => {
    const answer = await as(login, 'accounts.add', { StrategyID: strategy, Money: money, Protection: 0.5, Target: 1 });
    await done();
    return (answer.body as { AccountID: number }).AccountID;
  };
  const open = await invest('investor', 2_000);
  const closed = await invest('leaver', 500);
  await ann('trading.addSignal', {
    StrategyID: strategy,
    Symbol: 'EURUSD',
    Lot: 1,
    Equity: 10_000,
    Ticket: 't1',
    Comment: 'in',
  });
  await done();
  await at('1.11', '1.11001');
  await as('leaver', 'accounts.close', { AccountID: closed });
  await done();
  clock.market += 86_400_000;
  await done();
  return {
    ...ramm,
    trader,
    investor,
    strategy,
    accounts: { security: 1, open, closed },
    done,
    as,
    tokenOf,
  };
}
