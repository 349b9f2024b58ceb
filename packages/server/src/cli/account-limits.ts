import { type Command, InvalidArgumentError } from 'commander';
import type { AccountLimits } from '../faces/native/api.ts';
import { answer, factLines, NOTHING } from './output.ts';
import { type PlatformOptions, platformCommand, withPlatform } from './platform-client.ts';
import { wholeNumber } from './whole-number.ts';

const LIMITS_EXAMPLES = `  outcry accounts limits 2000000000                               what is set, and the result of the day
  outcry accounts limits 2000000000 --max-order 50000 --max-daily-loss 10000
  outcry accounts limits 2000000000 --max-position 200000 --max-orders-per-minute 30
  outcry accounts limits 2000000000 --max-order none              takes this limit away, the others stay

Amounts are in the currency of the account. Orders that only make a position smaller pass every limit on money.`;

interface LimitsOptions extends PlatformOptions {
  readonly maxOrder?: string;
  readonly maxPosition?: string;
  readonly maxOrdersPerMinute?: number | typeof NO_LIMIT;
  readonly maxDailyLoss?: string;
}

/** `outcry accounts limits`. */
export function limitsCommand(accounts: Command): void {
  platformCommand(
    accounts
      .command('limits')
      .argument('<id>', 'account', wholeNumber)
      .description('what an account may do: shows the limits, or sets those that are given')
      .option('--max-order <amount>', 'the most one order may be worth, or none', amountOrNone)
      .option('--max-position <amount>', 'the most a position may be worth with its open orders, or none', amountOrNone)
      .option('--max-orders-per-minute <count>', 'orders placed and moved within 60 s, or none', countOrNone)
      .option('--max-daily-loss <amount>', 'the loss of a day that ends its trading, or none', amountOrNone),
    LIMITS_EXAMPLES,
  ).action((id: number, options: LimitsOptions) =>
    withPlatform(options, async (platform) => {
      const { maxOrder, maxPosition, maxOrdersPerMinute, maxDailyLoss } = options;
      const given = { maxOrderValue: maxOrder, maxPositionValue: maxPosition, maxOrdersPerMinute, maxDailyLoss };
      const changes = Object.fromEntries(
        Object.entries(given).flatMap(([name, limit]) => (limit === undefined ? [] : [[name, limitOf(limit)]])),
      );
      const path = `/accounts/${id}/limits`;
      const limits = await (Object.keys(changes).length === 0
        ? platform.get<AccountLimits>(path)
        : platform.put<AccountLimits>(path, changes));
      answer(options.json, limits, () => limitLines(limits));
    }),
  );
}

function limitLines(limits: AccountLimits): string[] {
  const { currency, maxOrderValue, maxPositionValue, maxOrdersPerMinute, maxDailyLoss, resultOfDay } = limits;
  const money = (amount: string | null): string => (amount === null ? NOTHING : `${amount} ${currency}`);
  return factLines([
    ['one order', money(maxOrderValue)],
    ['one position', money(maxPositionValue)],
    ['orders a minute', maxOrdersPerMinute === null ? NOTHING : String(maxOrdersPerMinute)],
    ['loss of a day', money(maxDailyLoss)],
    ['result of the day', money(resultOfDay)],
  ]);
}

/** Takes a limit away. */
const NO_LIMIT = 'none';

/** A limit as the platform takes it. */
function limitOf<T>(given: T | typeof NO_LIMIT): T | null {
  return given === NO_LIMIT ? null : given;
}

function amountOrNone(text: string): string {
  if (text !== NO_LIMIT && !/^\d{1,40}(\.\d{1,18})?$/.test(text))
    throw new InvalidArgumentError('Expected an amount such as 50000, or none.');
  return text;
}

function countOrNone(text: string): number | typeof NO_LIMIT {
  return text === NO_LIMIT ? text : wholeNumber(text);
}
