import { type BotOrder, listBots } from '../../../readmodel/index.ts';
import { accountOf } from '../accounts/seen.ts';
import { CREATE_PARAMETERS, UPDATE_PARAMETERS } from '../bots/bot-parameters.ts';
import { changedSettings, newSettings } from '../bots/bot-settings.ts';
import { command, commandBot, refusedSettings, refusedStart } from '../bots/commands.ts';
import { accountsListed, botAnswer, botOf } from '../bots/seen.ts';
import { startedDeal } from '../bots/started.ts';
import { emailTokenOf, newBotSecret } from '../bots/tokens.ts';
import { instrumentOfPair } from '../pairs.ts';
import { flag, integer, moment, oneOf, optional, text, withDefault } from '../parameters.ts';
import { type Call, type Route, route } from '../route.ts';

export const BOT_ID = { bot_id: integer({ least: 1 }) };

const SORTS = { created_at: 'created', updated_at: 'updated', profit: 'profit' } as const satisfies Record<
  string,
  BotOrder
>;

const LIST = {
  limit: withDefault(integer({ least: 1, most: 100, clamp: true }), 50),
  offset: withDefault(integer({ most: 1_000_000 }), 0),
  account_id: optional(integer({ least: 1 })),
  scope: optional(oneOf(['enabled', 'disabled'])),
  strategy: optional(oneOf(['long', 'short'])),
  sort_by: withDefault(oneOf(['created_at', 'updated_at', 'profit']), 'created_at'),
  sort_direction: withDefault(oneOf(['asc', 'desc']), 'desc'),
  from: optional(moment()),
  quote: optional(text({ max: 64 })),
};

const START = {
  ...BOT_ID,
  pair: optional(text({ max: 64 })),
  skip_signal_checks: withDefault(flag(), false),
  skip_open_deals_checks: withDefault(flag(), false),
  only_for_enabled: withDefault(flag(), false),
};

/** Bots of the caller: made, read, changed, started and ended (`threecommas.md` 8). */
export const BOT_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/bots/create_bot',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: CREATE_PARAMETERS,
    summary: 'Make a bot, disabled; the answer ends with its email_token',
    async handle(call) {
      const { desk, person, given } = call;
      const secret = newBotSecret();
      const id = await command(
        call,
        (state) => {
          const account = accountOf(state, person.id, given.account_id).id;
          return { type: 'bots.create', account, secret, settings: newSettings(state, given, given.strategy) };
        },
        refusedSettings,
      );
      const bot = await desk.parts.engine.read((state) => botAnswer(desk, state, id));
      return bot.with({ email_token: emailTokenOf(secret) });
    },
  }),
  route({
    method: 'GET',
    path: '/ver1/bots',
    security: 'signed',
    permission: 'BOTS_READ',
    weight: 1,
    parameters: LIST,
    summary: 'Own bots, newest first',
    handle: list,
  }),
  route({
    method: 'PATCH',
    path: '/ver1/bots/:bot_id/update',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: UPDATE_PARAMETERS,
    summary: 'Change it, for deals that start later; the answer ends with its email_token',
    async handle(call) {
      const { desk, person, given } = call;
      const bot = await commandBot(
        call,
        given.bot_id,
        (state, { terms }) => {
          const { strategy: _, ...changes } = changedSettings(state, given, terms.settings);
          return { type: 'bots.edit', bot: given.bot_id, changes };
        },
        refusedSettings,
      );
      const secret = await desk.parts.engine.read((state) => botOf(state, person.id, given.bot_id).secret);
      return bot.with({ email_token: emailTokenOf(secret) });
    },
  }),
  ...(
    [
      ['disable', 'bots.disable', 'No new deals; running ones go on to their end'],
      ['enable', 'bots.enable', 'Start deals'],
      ['panic_sell_all_deals', 'bots.panicSellAll', 'Close every deal at the market and disable the bot'],
      ['cancel_all_deals', 'bots.cancelAllDeals', 'Cancel every deal, coins stay in the account; disable the bot'],
    ] as const
  ).map(([name, type, summary]) =>
    route({
      method: 'POST',
      path: `/ver1/bots/:bot_id/${name}`,
      security: 'signed',
      permission: 'BOTS_WRITE',
      weight: 1,
      parameters: BOT_ID,
      summary,
      handle: (call) => commandBot(call, call.given.bot_id, (_state, { id }) => ({ type, bot: id })),
    }),
  ),
  route({
    method: 'POST',
    path: '/ver1/bots/:bot_id/start_new_deal',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: START,
    summary: 'Start a deal now, if all checks pass; a disabled bot is enabled by it',
    async handle(call) {
      const { person, given } = call;
      return startedDeal(
        call,
        (state) => {
          const { id } = botOf(state, person.id, given.bot_id);
          const named = given.pair === undefined ? null : instrumentOfPair(state.instruments, given.pair);
          return {
            type: 'bots.startDeal',
            bot: id,
            // a pair that nobody knows belongs to no bot
            instrument: named === undefined ? 0 : (named?.id ?? null),
            skipSignals: given.skip_signal_checks,
            skipOpenDeals: given.skip_open_deals_checks,
            onlyIfEnabled: given.only_for_enabled,
          };
        },
        refusedStart,
      );
    },
  }),
  route({
    method: 'POST',
    path: '/ver1/bots/:bot_id/delete',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: BOT_ID,
    summary: 'Delete it; only without active deals',
    async handle(call) {
      const { person, given } = call;
      await command(call, (state) => ({ type: 'bots.delete', bot: botOf(state, person.id, given.bot_id).id }));
      return true;
    },
  }),
];

async function list(call: Call<typeof LIST>) {
  const { desk, given } = call;
  const { engine } = desk.parts;
  const { accounts, quote } = await engine.read((state) => ({
    accounts: accountsListed(state, call, { account: given.account_id, bot: undefined }),
    quote: given.quote === undefined ? undefined : state.instruments.assetByCode.get(given.quote),
  }));
  if (given.quote !== undefined && quote === undefined) return [];
  const { rows } = await listBots(
    engine,
    {
      accounts,
      enabled: given.scope === undefined ? undefined : given.scope === 'enabled',
      strategy: given.strategy,
      quote: quote?.id,
      from: given.from,
    },
    { limit: given.limit, offset: given.offset, order: SORTS[given.sort_by], direction: given.sort_direction },
  );
  const bots = [];
  // bots may have many deals to be valued: others have their turn in between
  for (const row of rows) bots.push(await engine.read((state) => desk.bots.of(state, row)));
  return bots;
}
