import { needSync } from '@outcry/core';
import { type CopyRow, findRow } from '../../../readmodel/index.ts';
import { carryOut } from '../command.ts';
import { Fault } from '../errors.ts';
import { flag, group, id, integer, list, optional, text, withDefault } from '../fields.ts';
import { type Method, managerMethod, NOTHING } from '../method.ts';
import { demandInstrument, SIGNAL_FIELDS, signalRow, syncRows } from '../signals/taking.ts';
import { strategyIn } from '../views/strategy.ts';
import { look } from '../views/world.ts';

/** Symbols of one sync. */
const MAX_SIGNALS = 500;

/** Signals through the Manager API (`ramm.md` 4.16). */
export const TRADING_METHODS: readonly Method[] = [
  managerMethod({
    name: 'trading.searchStrategies',
    right: 'own',
    fields: {
      Statuses: optional(list(integer({ most: 4 }))),
      NeedSyncOnly: withDefault(flag(), false),
      ExternalServer: optional(text()),
    },
    handle: ({ parts, company, given }) =>
      look(parts, ({ copy }) => {
        const { Statuses, NeedSyncOnly, ExternalServer } = given;
        const fitting = [...copy.strategies.values()].filter(
          (strategy) =>
            strategy.company === company.id &&
            (Statuses === undefined || Statuses.includes(strategy.status)) &&
            (!NeedSyncOnly || needSync(strategy) > 0) &&
            (!ExternalServer || strategy.external?.server === ExternalServer),
        );
        return {
          Strategies: fitting.map((strategy) => ({
            ID: strategy.id,
            Status: strategy.status,
            NeedSync: needSync(strategy) > 0,
            ExternalAccount: strategy.external?.account,
            ExternalServer: strategy.external?.server,
          })),
        };
      }),
  }),
  managerMethod({
    name: 'trading.addSignal',
    right: 'own',
    fields: { StrategyID: id(), ...SIGNAL_FIELDS },
    async handle(call) {
      const { parts, company, given } = call;
      const instrument = await look(parts, (world) => {
        strategyIn(world, company.id, 'StrategyID', given.StrategyID);
        return demandInstrument(world.state, given.Symbol);
      });
      const row = signalRow(instrument, given);
      const signal = await carryOut(call, { type: 'copy.signal', strategy: given.StrategyID, ...row }, STRATEGY_ID);
      // a strategy that is not active keeps the signal, refused
      const stored = await findRow<CopyRow<'copy_signals'>>(parts.readModel, 'copy_signals', signal);
      if (stored?.status === REFUSED) throw Fault.status('the strategy is not active: the signal is kept, refused');
      return { SignalID: signal };
    },
  }),
  managerMethod({
    name: 'trading.addSync',
    right: 'own',
    fields: {
      StrategyID: id(),
      SoftSync: withDefault(flag(), false),
      Signals: list(group(SIGNAL_FIELDS), { most: MAX_SIGNALS }),
      Ticket: optional(text({ most: 64 })),
      Comment: optional(text({ most: 200 })),
    },
    async handle(call) {
      const { parts, company, given } = call;
      const rows = await look(parts, (world) => {
        const { status } = strategyIn(world, company.id, 'StrategyID', given.StrategyID);
        if (status !== 1) throw Fault.status('the strategy is not active');
        return syncRows(world.state, given.Signals);
      });
      await carryOut(
        call,
        {
          type: 'copy.sync',
          strategy: given.StrategyID,
          soft: given.SoftSync,
          rows,
          ticket: given.Ticket || null,
          comment: given.Comment || null,
        },
        STRATEGY_ID,
      );
      return NOTHING;
    },
  }),
];

/** Status of a signal that was refused. */
const REFUSED = 2;

const STRATEGY_ID = { strategy: 'StrategyID' };
