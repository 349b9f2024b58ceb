import { type BotView, type InstrumentsState, moneyToText } from '@outcry/core';
import { type Static, Type } from '@sinclair/typebox';
import { BotSettingsAnswer, settingsAnswer } from './bot-settings.ts';
import { assetOf, instrumentOf } from './instruments.ts';
import { DecimalText, Id, TimeText, timeToText } from './primitives.ts';

export const ProfitAnswer = Type.Object({ asset: Type.String(), profit: DecimalText });

export const BotAnswer = Type.Object({
  id: Id,
  account: Id,
  enabled: Type.Boolean(),
  quote: Type.String({ description: 'asset that its pairs are quoted in' }),
  settings: BotSettingsAnswer,
  createdAt: TimeText,
  updatedAt: TimeText,
  activeDeals: Type.Array(Id, { description: 'deals that run, oldest first' }),
  started: Type.Integer({ description: 'deals it has started' }),
  finished: Type.Integer({ description: 'deals that sold something and ended' }),
  profits: Type.Array(ProfitAnswer, { description: 'what these brought, by quote asset' }),
  profitUsd: Type.String({ description: 'the same in dollars; what had no rate counts as nothing' }),
});
export type BotAnswer = Static<typeof BotAnswer>;

export function botAnswer(state: InstrumentsState, bot: BotView): BotAnswer {
  const { settings, profits, createdAt, updatedAt } = bot;
  const quote = instrumentOf(state, settings.instruments[0] as number).quote;
  return {
    id: bot.id,
    account: bot.account,
    enabled: bot.enabled,
    quote: assetOf(state, quote).code,
    settings: settingsAnswer(state, settings),
    createdAt: timeToText(createdAt),
    updatedAt: timeToText(updatedAt),
    activeDeals: [...bot.activeDeals],
    started: bot.started,
    finished: bot.finished,
    profits: Array.from(profits, ([id, profit]) => {
      const asset = assetOf(state, id);
      return { asset: asset.code, profit: moneyToText(asset, profit) };
    }),
    profitUsd: bot.profitUsd,
  };
}
