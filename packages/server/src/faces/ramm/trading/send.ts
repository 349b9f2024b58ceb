import { isGuid, type TradingApp } from '../../../identity/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { decimal, flag, group, integer, list, optional, text, units } from '../fields.ts';
import { type Method, NOTHING, type OpenCall, RawAnswer, tradingMethod } from '../method.ts';
import { demandInstrument, type GivenSignal, SIGNAL_FIELDS, signalRow, syncRows } from '../signals/taking.ts';
import { look } from '../views/world.ts';
import { heartbeat } from './heartbeat.ts';

/** Commands of a terminal (`ramm.md` 5.1): 3, a hard sync, is known from the real client alone. */
const HEARTBEAT = 0;
const SIGNAL = 1;
const SOFT_SYNC = 2;
const HARD_SYNC = 3;

/** Symbols of one command. */
const MAX_SIGNALS = 500;

const FIELDS = {
  Type: integer({ most: HARD_SYNC }),
  GetInfo: optional(flag()),
  Symbol: optional(text({ most: 64 })),
  Lot: optional(units(8)),
  Equity: optional(decimal()),
  Ticket: optional(text({ most: 200 })),
  Comment: optional(text({ most: 200 })),
  Signals: optional(list(group(SIGNAL_FIELDS), { most: MAX_SIGNALS })),
};

type Sending = OpenCall<typeof FIELDS>;

/** The one method of traders' terminals: a MetaTrader user has to allow its address by hand (`ramm.md` 5). */
export const TRADING_API_METHODS: readonly Method[] = [
  tradingMethod({
    name: 'signals.send',
    right: 'open',
    fields: FIELDS,
    async handle(call) {
      const app = applicationOf(call);
      const strategy = await strategyOf(call);
      const { given } = call;
      switch (given.Type) {
        case HEARTBEAT:
          return heartbeat(call, app, strategy, given.GetInfo === true);
        case SIGNAL:
          return signalAnswer(await addSignals(call, strategy));
        default:
          await sync(call, strategy, given.Type === SOFT_SYNC);
          return NOTHING;
      }
    },
  }),
];

/** The sending application. Any well-formed GUID will do; those of the table are known by their version. Throws Fault. */
function applicationOf({ parts, header }: Sending): TradingApp | undefined {
  const token = header('apptoken')?.trim() ?? '';
  if (!isGuid(token)) throw new Fault('access_denied', 'the AppToken is missing or malformed', 401);
  return parts.identity.business.app(token);
}

/** The strategy behind the token. Throws Fault. */
async function strategyOf({ parts, header }: Sending): Promise<number> {
  const strategy = parts.identity.business.strategyTokens.strategyOf(header('token')?.trim() ?? '');
  const known = strategy === undefined ? false : await look(parts, ({ copy }) => copy.strategies.has(strategy));
  if (strategy === undefined || !known) throw new Fault('access_denied', 'the Token is missing or stale', 401);
  return strategy;
}

/** One signal, or several in a collection, in their order; the id of the last one. */
async function addSignals(call: Sending, strategy: number): Promise<number> {
  const signals = call.given.Signals ?? [singleSignal(call)];
  if (signals.length === 0) throw Fault.invalid('Signals', 'at least one');
  const instruments = await look(call.parts, ({ state }) =>
    signals.map((each) => demandInstrument(state, each.Symbol)),
  );
  let last = 0;
  for (const [i, signal] of signals.entries()) {
    const row = signalRow(instruments[i] as number, signal);
    last = await carryOut(call, { type: 'copy.signal', strategy, ...row });
  }
  return last;
}

function singleSignal({ given }: Sending): GivenSignal {
  const { Symbol: name, Lot, Equity, Ticket, Comment } = given;
  if (name === undefined || name === '') throw Fault.invalid('Symbol', 'it is missing');
  if (Lot === undefined) throw Fault.invalid('Lot', 'it is missing');
  return { Symbol: name, Lot, Equity, Ticket, Comment };
}

async function sync(call: Sending, strategy: number, soft: boolean): Promise<void> {
  const { Signals, Ticket, Comment } = call.given;
  if (Signals === undefined) throw Fault.invalid('Signals', 'it is missing');
  const rows = await look(call.parts, ({ state }) => syncRows(state, Signals));
  await carryOut(call, { type: 'copy.sync', strategy, soft, rows, ticket: Ticket || null, comment: Comment || null });
}

/** With one space after the colon and one character before the bracket, as the real client shows it. */
function signalAnswer(signal: number): RawAnswer {
  return new RawAnswer(`{"SignalID": ${signal} }`);
}
