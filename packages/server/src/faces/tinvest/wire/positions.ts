import { type Decimal, decimals } from '@outcry/core';
import type { MoneyValue } from 'tinkoff-sdk-grpc-js/dist/generated/common.js';
import type {
  PositionData,
  PositionsFutures,
  PositionsMoney,
  PositionsResponse,
  PositionsSecurities,
  WithdrawLimitsResponse,
} from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import type { Cash, Holding, Holdings } from '../operations/holdings.ts';
import { KINDS } from './instruments.ts';
import { idsOf } from './market.ts';
import { moneyOf } from './numbers.ts';

/** Units as a number of pieces. */
export function piecesOf({ listed, stepUnits }: Pick<Holding, 'listed' | 'stepUnits'>, units: bigint): Decimal {
  const { coefficient, scale } = listed.instrument.quantityStep;
  return decimals.divide({ coefficient: units * coefficient, scale }, { coefficient: stepUnits, scale: 0 });
}

/** Whole pieces; a begun one is cut off. */
function whole(holding: Holding, units: bigint): number {
  return Number(decimals.rescale(piecesOf(holding, units), 0, 'down').coefficient);
}

function amounts(holding: Holding) {
  const { positionUid } = holding.listed;
  return {
    ...idsOf(holding.listed),
    positionUid,
    blocked: whole(holding, holding.blocked),
    balance: whole(holding, holding.units - holding.blocked),
  };
}

function securityMessage(holding: Holding): PositionsSecurities {
  const instrumentType = KINDS[holding.listed.instrument.spec.kind].type;
  return { ...amounts(holding), exchangeBlocked: false, instrumentType };
}

function moneyRows(cash: readonly Cash[], amount: (of: Cash) => Cash['free']): MoneyValue[] {
  return cash.map((of) => moneyOf(of.asset, amount(of)));
}

/** Free and blocked; money that futures set aside is not told apart here (`tinvest.md` 15). */
export function positionsMessage(accountId: string, { cash, units, contracts }: Holdings): PositionsResponse {
  return {
    accountId,
    money: moneyRows(cash, ({ free }) => free),
    blocked: moneyRows(cash, ({ blocked }) => blocked),
    securities: units.map(securityMessage),
    futures: contracts.map(amounts),
    options: [],
    limitsLoadingInProgress: false,
  };
}

/** What may leave the account, what orders block and what futures do: together all of its money. The sandbox tells the first alone. */
export function withdrawLimitsMessage({ cash, sandbox }: Holdings): WithdrawLimitsResponse {
  if (sandbox) return { money: moneyRows(cash, ({ free }) => free), blocked: [], blockedGuarantee: [] };
  return {
    money: moneyRows(cash, ({ free, guarantee }) => (free - guarantee) as Cash['free']),
    blocked: moneyRows(cash, ({ blocked }) => blocked),
    blockedGuarantee: moneyRows(cash, ({ guarantee }) => guarantee),
  };
}

/** Rows of positions by their instrument or currency, as a stream last told them. */
export interface PositionRows {
  readonly money: ReadonlyMap<string, PositionsMoney>;
  readonly securities: ReadonlyMap<string, PositionsSecurities>;
  readonly futures: ReadonlyMap<string, PositionsFutures>;
}

export function positionRows({ cash, units, contracts }: Holdings): PositionRows {
  return {
    money: new Map(
      cash.map(({ asset, free, blocked }) => [
        asset.code,
        { availableValue: moneyOf(asset, free), blockedValue: moneyOf(asset, blocked) },
      ]),
    ),
    securities: new Map(units.map((holding) => [holding.listed.uid, securityMessage(holding)])),
    futures: new Map(contracts.map((holding) => [holding.listed.uid, amounts(holding)])),
  };
}

/** The rows that have changed, what is held no more with zeros; null: none has. */
export function changedPositions(
  accountId: string,
  before: PositionRows,
  now: PositionRows,
  date: Date,
): PositionData | null {
  const none = { blocked: 0, balance: 0 };
  const gone = ({ availableValue, blockedValue }: PositionsMoney): PositionsMoney => ({
    availableValue: zero(availableValue),
    blockedValue: zero(blockedValue),
  });
  const money = changed(before.money, now.money, gone);
  const securities = changed(before.securities, now.securities, (row) => ({ ...row, ...none }));
  const futures = changed(before.futures, now.futures, (row) => ({ ...row, ...none }));
  if (money.length + securities.length + futures.length === 0) return null;
  return { accountId, money, securities, futures, options: [], date };
}

function zero(value: MoneyValue | undefined): MoneyValue | undefined {
  return value === undefined ? undefined : { ...value, units: 0, nano: 0 };
}

function changed<Row>(before: ReadonlyMap<string, Row>, now: ReadonlyMap<string, Row>, gone: (row: Row) => Row): Row[] {
  const rows = [...now].filter(([key, row]) => JSON.stringify(before.get(key)) !== JSON.stringify(row));
  const ended = [...before].filter(([key]) => !now.has(key));
  return [...rows.map(([, row]) => row), ...ended.map(([, row]) => gone(row))];
}
