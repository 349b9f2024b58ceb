import type { ServiceHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { MarketSession } from '../streams/market-session.ts';
import { MarketWriter } from '../streams/market-writer.ts';

/** Live market data (`tinvest.md` 10). */
export function marketDataStreamService(desk: ServiceDesk): ServiceHandlers<'MarketDataStreamService'> {
  const parts = { ...desk, writer: new MarketWriter(desk.parts, desk.listing) };
  return {
    marketDataStream: {
      right: 'market:read',
      stream(call, requests) {
        const session = new MarketSession(parts, call);
        void session.hear(requests);
        return session.messages;
      },
    },
    marketDataServerSideStream: {
      right: 'market:read',
      stream(call, request) {
        const session = new MarketSession(parts, call);
        session.hearOnce(request);
        return session.messages;
      },
    },
  };
}
