import type { BotsCommand, GridCommand, TradesCommand } from '../src/index.ts';

/** Everything clients have ever asked for. What nobody asked for must not happen. */
export class Issued {
  /** Tokens: idempotency keys, comments or account names, one of a kind for each command. */
  readonly tokens = new Set<string>();
  readonly cancelled = new Set<number>();
  readonly emptied = new Set<number>();
  readonly replaced = new Set<number>();
  /** Accounts whose owner asked to stop them, and those that were to be flattened. */
  readonly killed = new Set<number>();
  readonly flattened = new Set<number>();
  /** Deals that were to be sold or cancelled, and bots all of whose deals were. */
  readonly soldDeals = new Set<number>();
  readonly soldBots = new Set<number>();
  readonly cancelledDeals = new Set<number>();
  readonly cancelledBots = new Set<number>();
  /** Bots that were to start a deal without a look at signals, or at other deals. */
  readonly skippingSignals = new Set<number>();
  readonly skippingDeals = new Set<number>();
  /** Deals that were to become smart trades. */
  readonly convertedDeals = new Set<number>();
  /** `command trade`, or `command trade position` of one step. */
  readonly ofTrades = new Set<string>();
  /** `command bot` of grid bots. */
  readonly ofGrids = new Set<string>();

  /** Notes what a command asks of bots and deals. */
  toBots(command: BotsCommand): void {
    switch (command.type) {
      case 'bots.panicSellDeal':
        this.soldDeals.add(command.deal);
        return;
      case 'bots.cancelDeal':
        this.cancelledDeals.add(command.deal);
        return;
      case 'bots.panicSellAll':
        this.soldBots.add(command.bot);
        // deals that hold nothing yet are cancelled
        this.cancelledBots.add(command.bot);
        return;
      case 'bots.cancelAllDeals':
        this.cancelledBots.add(command.bot);
        return;
      case 'bots.signal':
        if (command.action === 'panicSell') this.soldBots.add(command.bot);
        if (command.action === 'panicSell' || command.action === 'cancel') this.cancelledBots.add(command.bot);
        return;
      case 'bots.startDeal':
        if (command.skipSignals) this.skippingSignals.add(command.bot);
        if (command.skipOpenDeals) this.skippingDeals.add(command.bot);
        return;
    }
  }

  /** Notes what a command asks of smart trades. */
  toTrades(command: TradesCommand): void {
    if (command.type === 'trades.fromDeal') this.convertedDeals.add(command.deal);
    else if (command.type !== 'trades.open') {
      this.ofTrades.add(`${command.type} ${command.trade}`);
      if ('position' in command) this.ofTrades.add(`${command.type} ${command.trade} ${command.position}`);
    }
  }

  /** Notes what a command asks of grid bots. */
  toGrids(command: GridCommand): void {
    if (command.type !== 'grid.create') this.ofGrids.add(`${command.type} ${command.bot}`);
  }
}
