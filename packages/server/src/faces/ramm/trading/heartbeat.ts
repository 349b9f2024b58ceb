import { needSync } from '@outcry/core';
import type { TradingApp } from '../../../identity/index.ts';
import { type OpenCall, RawAnswer } from '../method.ts';
import { AccountView } from '../views/account.ts';
import { StrategyView } from '../views/strategy.ts';
import { ASSET } from '../views/wallet.ts';
import { look, type SeenWorld } from '../views/world.ts';
import { type Json, jsonText } from '../wire/json.ts';
import { momentOf } from '../wire/moments.ts';
import { eighths, level, money, parts } from '../wire/units.ts';

/** What is told of applications that are not in the table. */
const UNKNOWN_APP = { version: '', newest: '', importance: 0 } as const;

/** Byte-order mark of UTF-16, little end first. */
const MARK = Buffer.from([0xff, 0xfe]);

/**
 * The answer that the real client reads by searching for texts: compact, its keys in exactly this order, what is unset left
 * out but the target (`ramm.md` 5.4).
 */
export async function heartbeat(
  { parts: rammParts, header }: Pick<OpenCall, 'parts' | 'header'>,
  app: TradingApp | undefined,
  strategy: number,
  getInfo: boolean,
): Promise<RawAnswer> {
  const { version, newest, importance } = app ?? UNKNOWN_APP;
  const about: Json = { CurrentVersion: version, NewestVersion: newest, UpdateImportance: importance };
  const info = getInfo ? await look(rammParts, (world) => infoOf(world, strategy)) : {};
  const text = jsonText({ App: about, ...info });
  return readsWide(app, header('user-agent'))
    ? new RawAnswer(Buffer.concat([MARK, Buffer.from(text, 'utf16le')]), 'application/json; charset=utf-16')
    : new RawAnswer(text);
}

/** Whether the application reads two bytes a character. */
function readsWide(app: TradingApp | undefined, agent: string | undefined): boolean {
  return app === undefined ? (agent ?? '').startsWith('MetaTrader') : app.encoding === 'utf-16le';
}

function infoOf(world: SeenWorld, id: number): { readonly [block: string]: Json } {
  const strategy = world.copy.strategies.get(id);
  if (strategy === undefined) return {};
  const { figures, accounts } = new StrategyView(world, strategy);
  const about: Json = {
    Yield: eighths(figures.yield),
    Accounts: accounts,
    Status: strategy.status,
    NeedSync: needSync(strategy),
  };
  const security = world.copy.accounts.get(strategy.security);
  return {
    Strategy: about,
    Account: security === undefined ? NO_ACCOUNT : accountOf(new AccountView(world, security)),
  };
}

function accountOf({ account, figures }: AccountView): Json {
  return {
    Equity: money(figures.equity),
    Margin: money(figures.margin),
    Factor: parts(account.factor),
    ProfitBase: money(account.profitBase),
    MCReached: momentOf(account.mcReached),
    Protection: parts(account.protection),
    ProtectionEquity: level(account.protectionLevel),
    ProtectionReached: momentOf(account.protectionReached),
    Target: account.target === 0 ? null : parts(account.target),
    TargetEquity: account.target === 0 ? null : level(account.targetLevel),
    TargetReached: momentOf(account.targetReached),
    Asset: ASSET.name,
  };
}

/** The trader's account of a closed strategy is gone; the client reads zeros. */
const NO_ACCOUNT: Json = {
  Equity: 0,
  Margin: 0,
  Factor: 1,
  ProfitBase: 0,
  Protection: 0,
  ProtectionEquity: 0,
  Target: null,
  TargetEquity: null,
  Asset: ASSET.name,
};
