import { WorthRecorder } from './accounts/worth-recorder.ts';
import { BotTexts } from './bots/bot-texts.ts';
import { DealResults } from './bots/deal-results.ts';
import { DealTexts } from './bots/deal-texts.ts';
import { Limits } from './limits.ts';
import { MarketplaceSignals } from './marketplace/signals.ts';
import type { ThreeCommasParts } from './parts.ts';
import { dealsSource } from './stream/deals.ts';
import { StreamHub } from './stream/hub.ts';
import { smartTradesSource } from './stream/smart-trades.ts';
import { carryOutFor } from './webhook/carry-out.ts';
import { DelayedMessages } from './webhook/delayed.ts';

/** What all applications that carry this face share. */
export interface Desk {
  readonly parts: ThreeCommasParts;
  readonly limits: Limits;
  readonly worths: WorthRecorder;
  readonly stream: StreamHub;
  /** Deals and bots as they are answered with. */
  readonly deals: DealTexts;
  readonly bots: BotTexts;
  readonly marketplace: MarketplaceSignals;
  /** Messages for bots that wait for their moment. */
  readonly delayed: DelayedMessages;
}

const DESKS = new WeakMap<ThreeCommasParts['engine'], Desk>();

/** The one desk of an engine, made on first use. */
export function deskOf(parts: ThreeCommasParts): Desk {
  const known = DESKS.get(parts.engine);
  if (known !== undefined) return known;
  const results = new DealResults();
  const desk: Desk = {
    parts,
    limits: new Limits(parts.wallNow),
    worths: new WorthRecorder(parts),
    stream: new StreamHub(parts),
    deals: new DealTexts(results),
    bots: new BotTexts(results),
    marketplace: new MarketplaceSignals(parts),
    delayed: new DelayedMessages(parts, carryOutFor(parts)),
  };
  desk.stream.serve('DealsChannel', dealsSource(parts, desk.deals));
  desk.stream.serve('SmartTradesChannel', smartTradesSource(parts));
  DESKS.set(parts.engine, desk);
  desk.worths.start();
  desk.marketplace.start();
  desk.delayed
    .resume()
    .catch((err: unknown) => parts.log.error({ face: 'threecommas', err }, 'messages that wait were not taken up'));
  return desk;
}
