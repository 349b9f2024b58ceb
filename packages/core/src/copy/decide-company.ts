import { assetByCode } from '../instruments/index.ts';
import { type Decision, done, reject, type Turn } from '../turn.ts';
import type { CompanyDefined, StreamDefined, WalletOpened } from './book-events.ts';
import { nextIntervalEnd, nextPayout } from './calendar.ts';
import { checkId, checkName, checkRate, checkSpec, isWhole } from './check.ts';
import type { AddStream, OpenWallet, SetCompany, SetStream } from './commands.ts';
import { type Company, type CompanySpec, type CopyWorld, DEFAULT_SPEC } from './state.ts';

/** Streams of one company. */
export const MAX_STREAMS = 1_000;

export function setCompany({ copy }: CopyWorld, command: SetCompany, turn: Turn): Decision {
  const known = copy.companies.get(command.company);
  const spec: CompanySpec = { ...(known?.spec ?? DEFAULT_SPEC), ...command.spec };
  const wrong = checkId('company', command.company) ?? checkSpec(spec);
  if (wrong !== null) return wrong;
  turn.emit({
    type: 'copy.companySet',
    at: turn.at,
    id: command.company,
    spec: Object.fromEntries(Object.keys(DEFAULT_SPEC).map((key) => [key, spec[key as keyof CompanySpec]])) as never,
    intervalEnds:
      known !== undefined && keepsWeek(known, spec, turn.at) ? known.intervalEnds : nextIntervalEnd(spec, turn.at),
    payoutAt: known !== undefined && keepsDay(known, spec, turn.at) ? known.payoutAt : nextPayout(spec, turn.at),
  } satisfies CompanyDefined);
  return done(command.company);
}

/** An end that is due, or that stays where it is, is not put off. */
function keepsWeek({ intervalEnds, spec: before }: Company, after: CompanySpec, at: number): boolean {
  const same = before.intervalDay === after.intervalDay && before.intervalMinute === after.intervalMinute;
  return same || intervalEnds <= at;
}

function keepsDay({ payoutAt, spec: before }: Company, after: CompanySpec, at: number): boolean {
  return before.payoutMinute === after.payoutMinute || payoutAt <= at;
}

export function addStream(world: CopyWorld, command: AddStream, turn: Turn): Decision {
  const { copy } = world;
  const { name, liquidityRate = 0, brokerRate = 0 } = command;
  const company = copy.companies.get(command.company);
  if (company === undefined) return reject('unknown_company', 'company', `no company ${String(command.company)}`);
  const wrong =
    checkName('name', name) ?? checkRate('liquidityRate', liquidityRate) ?? checkRate('brokerRate', brokerRate);
  if (wrong !== null) return wrong;
  if (company.streams.length >= MAX_STREAMS) return reject('too_many', 'company', `at most ${MAX_STREAMS} streams`);
  if (isTaken(world, company.streams, name, 0)) return reject('already_exists', 'name', `a stream is called ${name}`);
  const account = world.accounts.accounts.get(command.account);
  const usd = assetByCode(world.instruments, 'usd');
  if (account === undefined || account.owner === 0) {
    return reject('unknown_account', 'account', `no account ${String(command.account)}`);
  }
  if (account.closed) return reject('account_closed', 'account', `account ${account.id} is closed`);
  if (!account.margin || account.hedging || account.currency !== usd?.id) {
    return reject('invalid_value', 'account', 'a stream needs an account in usd with margin that nets positions');
  }
  if (copy.streamOf.has(account.id)) return reject('already_exists', 'account', 'another stream has this account');
  const id = copy.next.stream;
  const { company: owner } = command;
  turn.emit({
    type: 'copy.streamSet',
    at: turn.at,
    id,
    company: owner,
    name,
    account: account.id,
    liquidityRate,
    brokerRate,
  } satisfies StreamDefined);
  return done(id);
}

export function setStream(world: CopyWorld, command: SetStream, turn: Turn): Decision {
  const stream = world.copy.streams.get(command.stream);
  if (stream === undefined) return reject('unknown_stream', 'stream', `no stream ${String(command.stream)}`);
  const { name = stream.name, liquidityRate = stream.liquidityRate, brokerRate = stream.brokerRate } = command;
  const wrong =
    checkName('name', name) ?? checkRate('liquidityRate', liquidityRate) ?? checkRate('brokerRate', brokerRate);
  if (wrong !== null) return wrong;
  const siblings = world.copy.companies.get(stream.company)?.streams ?? [];
  if (isTaken(world, siblings, name, stream.id)) {
    return reject('already_exists', 'name', `a stream is called ${name}`);
  }
  const { id, company, account } = stream;
  turn.emit({
    type: 'copy.streamSet',
    at: turn.at,
    id,
    company,
    name,
    account,
    liquidityRate,
    brokerRate,
  } satisfies StreamDefined);
  return done(id);
}

function isTaken({ copy }: CopyWorld, streams: readonly number[], name: string, but: number): boolean {
  return streams.some((id) => id !== but && copy.streams.get(id)?.name === name);
}

export function openWallet({ copy }: CopyWorld, command: OpenWallet, turn: Turn): Decision {
  const company = copy.companies.get(command.company);
  if (company === undefined) return reject('unknown_company', 'company', `no company ${String(command.company)}`);
  const { client, precisionVolume = company.spec.precisionVolume, test = false, external = null } = command;
  const wrong = checkId('client', client);
  if (wrong !== null) return wrong;
  if (!isWhole(precisionVolume, 0, 4)) return reject('invalid_value', 'precisionVolume', 'digits of a lot, 0 to 4');
  if (typeof test !== 'boolean') return reject('invalid_value', 'test', 'true or false');
  if (external !== null && (!isText(external.server) || !isText(external.account))) {
    return reject('invalid_value', 'external', 'server and account have 1 to 64 characters');
  }
  if (copy.walletOf.has(client)) return reject('already_exists', 'client', `client ${client} has a wallet`);
  const id = copy.next.wallet;
  turn.emit({
    type: 'copy.walletOpened',
    at: turn.at,
    id,
    company: company.id,
    client,
    precisionVolume,
    test,
    external: external === null ? null : { server: external.server, account: external.account },
  } satisfies WalletOpened);
  return done(id);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= 64;
}
