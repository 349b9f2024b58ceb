import { type BotSettings, type Decimal, decimals } from '@outcry/core';
import { command, refusedSettings } from '../bots/commands.ts';
import { exactly } from '../bots/decimal-texts.ts';
import { botOf } from '../bots/seen.ts';
import { withStored } from '../bots/stored.ts';
import { isUrlSecretOf, newBotSecret } from '../bots/tokens.ts';
import { Fault } from '../errors.ts';
import { text } from '../parameters.ts';
import { type Route, route } from '../route.ts';
import { exactNumber } from '../wire/numbers.ts';
import { BOT_ID } from './bots.ts';

/** Another bot like one of the caller's (`threecommas.md` 16). */
export const BOT_COPY_ROUTES: readonly Route[] = [
  route({
    method: 'POST',
    path: '/ver1/bots/:bot_id/copy_and_create',
    security: 'signed',
    permission: 'BOTS_WRITE',
    weight: 1,
    parameters: { ...BOT_ID, name: text({ min: 1, max: 200 }), secret: text({ max: 64 }) },
    summary: "Make another bot like it, disabled; secret is the bot's url_secret",
    async handle(call) {
      const { desk, person, given } = call;
      const { account, settings } = await desk.parts.engine.read((state) => {
        const bot = botOf(state, person.id, given.bot_id);
        if (!isUrlSecretOf(bot.secret, given.secret)) throw new Fault('notFound');
        const { settings: like } = bot.terms;
        const stored = withStored(like.stored, { copy_of: bot.id });
        return { account: bot.account, settings: { ...like, name: given.name, stored } };
      });
      const secret = newBotSecret();
      const id = await command(call, () => ({ type: 'bots.create', account, secret, settings }), refusedSettings);
      return { bot_id: id, bot_required_amount: exactNumber(requiredFunds(settings)) };
    },
  }),
];

/** What all deals of a bot may need (B2): the volumes of base and safety orders as they are set, before any rounding. */
function requiredFunds(settings: BotSettings): Decimal {
  let order = exactly(settings.safetyVolume);
  let sum = exactly(settings.baseVolume);
  for (let n = 0; n < settings.maxSafetyOrders; n++) {
    sum = decimals.add(sum, order);
    // a grid of 200 orders has no end of decimals
    order = decimals.rescale(decimals.multiply(order, exactly(settings.volumeScale)), 18, 'halfUp');
  }
  const deals = { coefficient: BigInt(settings.maxActiveDeals), scale: 0 };
  return decimals.rescale(decimals.multiply(sum, deals), 8, 'halfUp');
}
