import type { Command, CoreState } from '@outcry/core';
import type { TradeRow } from '../../../../readmodel/index.ts';
import type { JsonValue } from '../../wire/json.ts';
import { type Acting, commandTrade } from '../commands.ts';
import { refusedTrade } from '../refusals.ts';
import { tradeOf } from '../seen.ts';
import { v1Entity } from './entity.ts';
import { V1_NAMES } from './field-names.ts';

/** Trades as their owner reads them in version 1. */
export function v1Answers({ desk }: Pick<Acting, 'desk'>, rows: readonly TradeRow[]): Promise<readonly JsonValue[]> {
  return desk.parts.engine.read((state) => rows.map((row) => v1Entity(state, row)));
}

/** The caller's trade, running or ended. Throws Fault. */
export async function v1Answer(call: Acting, id: number): Promise<JsonValue> {
  const row = await tradeOf(call, id);
  return call.desk.parts.engine.read((state) => v1Entity(state, row));
}

/** Has a command carried out; resolves with the trade as it stands then. `action`: what it is called when refused. */
export async function commandV1(
  call: Acting,
  id: number,
  action: string,
  compose: (state: CoreState) => Command,
): Promise<JsonValue> {
  await commandTrade(call, id, compose, refusedTrade(action, V1_NAMES));
  return v1Answer(call, id);
}
