import { assetById } from '@outcry/core';
import {
  type GetOperationsByCursorRequest,
  OperationState,
  OperationType,
} from 'tinkoff-sdk-grpc-js/dist/generated/operations.js';
import {
  type EntryKind,
  listOperations,
  MAX_PAGE,
  type OperationFilter,
  readCursor,
  writeCursor,
} from '../../../readmodel/index.ts';
import { accountIdOf, readAccount } from '../accounts.ts';
import type { TInvestCall } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { TInvestError, unreadable } from '../errors.ts';
import {
  MARGIN_CALL_TYPES,
  type OperationWorld,
  ORDER_TYPES,
  operationsOf,
  type PlacedOperation,
} from '../wire/operations.ts';
import { fromOf, toOf } from '../wire/period.ts';
import { homeOf } from './holdings.ts';

/** What both methods ask for. Times as the request has them. */
export type OperationsWanted = Pick<GetOperationsByCursorRequest, 'accountId'> &
  Partial<
    Pick<
      GetOperationsByCursorRequest,
      'instrumentId' | 'from' | 'to' | 'operationTypes' | 'state' | 'withoutCommissions'
    >
  >;

/** Operations newest first; children before their parent, since they are later. */
export interface OperationPage {
  readonly operations: readonly PlacedOperation[];
  /** Cursor of what comes after the page; null on the last one. */
  readonly next: string | null;
}

/** Looks at the history that one page is made of; a page of what is rare may be shorter than it was asked for. */
const MAX_LOOKS = 5;

const LIST = 'operations';

export function cursorOf({ position, child }: Pick<PlacedOperation, 'position' | 'child'>): string {
  return writeCursor(LIST, [...position, child]);
}

/** Operations of an account from a cursor on. Throws TInvestError. */
export async function operationPage(
  desk: ServiceDesk,
  call: TInvestCall,
  wanted: OperationsWanted,
  limit: number,
  cursor = '',
): Promise<OperationPage> {
  const { parts } = desk;
  const after = cursor === '' ? undefined : readPlace(cursor);
  const about = await readAccount(parts, call, wanted.accountId, (_state, account) => ({
    id: account.id,
    accountId: accountIdOf(account),
    currency: account.currency,
    sandbox: account.fillPolicy === 'sandbox',
  }));
  const filter = filterOf(desk, wanted, about);
  const world = worldOf(desk, about);
  const takes = takenBy(wanted);
  const operations: PlacedOperation[] = [];
  let place = after;
  for (let look = 0; look < MAX_LOOKS; look++) {
    // the first row is that of the cursor; what is beyond the page is looked at to know that it is there
    const size = look === 0 ? Math.min(limit + 2, MAX_PAGE) : MAX_PAGE;
    const rows = await listOperations(parts.engine, parts.readModel, filter, {
      limit: size,
      ...(place === undefined ? {} : { through: place.position }),
    });
    for (const row of rows) {
      for (const operation of operationsOf(row, world).reverse()) {
        if (place !== undefined && !isAfter(operation, place)) continue;
        if (!takes(operation)) continue;
        if (operations.length === limit) {
          return { operations, next: cursorOf(operations.at(-1) as PlacedOperation) };
        }
        operations.push(operation);
      }
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < size) return { operations, next: null };
    place = { position: last.position, child: 0 };
  }
  return { operations, next: place === undefined ? null : cursorOf(place) };
}

type Place = Pick<PlacedOperation, 'position' | 'child'>;

function readPlace(cursor: string): Place {
  try {
    const [at = 0, seq = 0, rank = 0, id = 0, child = 0] = readCursor(LIST, 5, cursor);
    return { position: [at, seq, rank, id], child };
  } catch {
    throw unreadable('cursor: give next_cursor of the page before, unchanged');
  }
}

/** Whether an operation is further down the list; it is known to be no higher than its parent's place. */
function isAfter({ position, child }: Place, place: Place): boolean {
  const same = position.every((part, index) => part === place.position[index]);
  return !same || child < place.child;
}

interface AccountFacts {
  readonly id: number;
  readonly accountId: string;
  readonly currency: number;
  readonly sandbox: boolean;
}

const {
  OPERATION_TYPE_INPUT,
  OPERATION_TYPE_OUTPUT,
  OPERATION_TYPE_INPUT_SECURITIES,
  OPERATION_TYPE_OUTPUT_SECURITIES,
  OPERATION_TYPE_BROKER_FEE,
  OPERATION_TYPE_ACCRUING_VARMARGIN,
  OPERATION_TYPE_WRITING_OFF_VARMARGIN,
} = OperationType;

const CAME = [OPERATION_TYPE_INPUT, OPERATION_TYPE_INPUT_SECURITIES];
const WENT = [OPERATION_TYPE_OUTPUT, OPERATION_TYPE_OUTPUT_SECURITIES];
const VARIATION = [OPERATION_TYPE_ACCRUING_VARMARGIN, OPERATION_TYPE_WRITING_OFF_VARMARGIN];

/** The types of operations that each entry of the ledger may be. */
const ENTRY_TYPES: Readonly<Record<EntryKind, readonly OperationType[]>> = {
  deposit: CAME,
  withdrawal: WENT,
  transfer: [...CAME, ...WENT],
  closing: WENT,
  venue: [...CAME, ...WENT],
  settlement: VARIATION,
};

/** What is looked for, so that what no filter takes is not read. Throws TInvestError. */
function filterOf({ listing }: ServiceDesk, wanted: OperationsWanted, { id, sandbox }: AccountFacts): OperationFilter {
  const { instrumentId = '', operationTypes = [], state = OperationState.OPERATION_STATE_UNSPECIFIED } = wanted;
  const from = fromOf(wanted.from);
  const to = toOf(wanted.to);
  if (from !== undefined && to !== undefined && to < from) throw new TInvestError('30012');
  const instrument = instrumentId === '' ? undefined : listing.named({ instrumentId }).instrument;
  const any = (types: readonly OperationType[]): boolean =>
    operationTypes.length === 0 || types.some((type) => operationTypes.includes(type));
  const { executed, canceled } = statesOf(state);
  const ofSide = (side: 0 | 1): OperationType[] => [ORDER_TYPES[side], MARGIN_CALL_TYPES[side]];
  const children = [OPERATION_TYPE_BROKER_FEE, ...(instrument?.settlement === 'spot' ? [] : VARIATION)];
  const kinds = Object.keys(ENTRY_TYPES) as EntryKind[];
  return {
    account: id,
    from,
    to: to === undefined ? undefined : to + 1,
    instrument: instrument?.id,
    entries: executed ? kinds.filter((kind) => any(ENTRY_TYPES[kind])) : [],
    traded: executed ? ([0, 1] as const).filter((side) => any([...ofSide(side), ...children])) : [],
    unfilled: canceled && !sandbox && any([...ofSide(0), ...ofSide(1)]),
  };
}

/** An operation exists once something has happened: none is under way. Throws TInvestError 30023. */
function statesOf(state: OperationState): { executed: boolean; canceled: boolean } {
  switch (state) {
    case OperationState.OPERATION_STATE_UNSPECIFIED:
      return { executed: true, canceled: true };
    case OperationState.OPERATION_STATE_EXECUTED:
      return { executed: true, canceled: false };
    case OperationState.OPERATION_STATE_CANCELED:
      return { executed: false, canceled: true };
    case OperationState.OPERATION_STATE_PROGRESS:
      return { executed: false, canceled: false };
    default:
      throw new TInvestError('30023');
  }
}

function takenBy({ operationTypes = [], withoutCommissions }: OperationsWanted): (of: PlacedOperation) => boolean {
  const wanted = new Set(operationTypes);
  return ({ item: { type } }) =>
    (wanted.size === 0 || wanted.has(type)) && !(withoutCommissions === true && type === OPERATION_TYPE_BROKER_FEE);
}

function worldOf({ parts, listing }: ServiceDesk, { accountId, currency }: AccountFacts): OperationWorld {
  const instruments = parts.engine.market((state) => state.instruments);
  return {
    accountId,
    asset(id) {
      const asset = assetById(instruments, id);
      if (asset === undefined) throw new Error(`no asset ${id}`);
      return asset;
    },
    listed: (id) => listing.byId(id),
    home: (asset) => homeOf({ instruments }, listing, { currency }, asset),
  };
}
