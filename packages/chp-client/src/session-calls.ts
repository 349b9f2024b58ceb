import type { Api } from './api.ts';
import { type Given, readArguments } from './calls/arguments.ts';
import type { CallName } from './calls/table.ts';
import { eachOf, Listening, namesNothing } from './listening.ts';
import { checkedData, parsedReply, saysYes } from './reply-checks.ts';
import type { Subscriptions } from './streams/holds.ts';
import type { Group } from './streams/streams.ts';
import type { Decimals } from './wire/decimals.ts';
import type { ChpResponse, Reply } from './wire/replies.ts';
import type { Described } from './wire/rows.ts';

/** The whole reply for each symbol or portfolio. */
export type Replies = Readonly<Record<string, Reply<Described>>>;

const GROUPS = {
  quotes: { listen: 'ListenQuotes', cancel: 'CancelQuotes', parameter: 'symbols' },
  ticks: { listen: 'ListenTicks', cancel: 'CancelTicks', parameter: 'symbols' },
  bid_ask: { listen: 'ListenBidAsks', cancel: 'CancelBidAsks', parameter: 'symbols' },
  portfolios: { listen: 'ListenPortfolio', cancel: 'CancelPortfolio', parameter: 'portfolios' },
} as const satisfies Record<Group, { listen: CallName; cancel: CallName; parameter: string }>;

type Call = (...given: Given) => Promise<ChpResponse>;

/** The calls of one session: its token, what it listens to, and the checks of every reply. */
export class SessionCalls {
  readonly listening = new Listening();
  readonly subscriptions: Readonly<Record<Group, Subscriptions>>;
  /** Called for each subscription that the server has ended; `none`: nothing of its kind is left. */
  onCancelled: (group: Group, key: string, none: boolean) => void = () => undefined;
  readonly #api: Api<Decimals>;
  readonly #token: string;

  constructor(api: Api<Decimals>, token: string) {
    this.#api = api;
    this.#token = token;
    this.subscriptions = {
      quotes: this.#subscriptionsOf('quotes'),
      ticks: this.#subscriptionsOf('ticks'),
      bid_ask: this.#subscriptionsOf('bid_ask'),
      portfolios: this.#subscriptionsOf('portfolios'),
    };
  }

  /** The parsed reply of a call. Throws ApiResponseNotJson. */
  async reply(name: CallName, given: Given): Promise<unknown> {
    return parsedReply(await (this.#api[name] as Call)(...given));
  }

  /** `data` of a reply. Throws ApiRequestException when it lacks something or says no. */
  async data(name: CallName, parameters: readonly string[], given: Given): Promise<never> {
    const { fields, options } = readArguments(name, parameters, given);
    return checkedData(await this.reply(name, [{ token: this.#token, ...fields }, options])) as never;
  }

  /** One request per key; a refusal stands in the answer. */
  async listen(group: Group, given: Given): Promise<Replies> {
    const { listen, parameter } = GROUPS[group];
    const { fields, options } = readArguments(listen, [parameter], given);
    const replies: Record<string, Reply<Described>> = Object.create(null);
    for (const key of eachOf(parameter, fields[parameter])) {
      const reply = await this.reply(listen, [this.#token, key, options]);
      replies[key] = reply as Reply<Described>;
      if (saysYes(reply)) this.listening.add(group, key);
    }
    return replies;
  }

  /** One request per key; nothing named is everything. */
  async cancel(group: Group, given: Given): Promise<Replies> {
    const { cancel, parameter } = GROUPS[group];
    const { fields, options } = readArguments(cancel, [`${parameter}?`], given);
    const named = fields[parameter];
    const replies: Record<string, Reply<Described>> = Object.create(null);
    for (const key of namesNothing(named) ? this.listening.get(group) : eachOf(parameter, named)) {
      const reply = await this.reply(cancel, [this.#token, key, options]);
      replies[key] = reply as Reply<Described>;
      if (!saysYes(reply)) continue;
      this.listening.remove(group, key);
      this.onCancelled(group, key, this.listening.get(group).length === 0);
    }
    return replies;
  }

  #subscriptionsOf(group: Group): Subscriptions {
    return {
      listen: async (key, signal) => (await this.listen(group, [[key], { signal }]))[key],
      cancel: (key) => this.cancel(group, [[key]]),
      has: (key) => this.listening.has(group, key),
      drop: (key) => this.listening.remove(group, key),
    };
  }
}
