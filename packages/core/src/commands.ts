import type { AccountsCommand } from './accounts/index.ts';
import type { InstrumentsCommand } from './instruments/index.ts';
import type { OrdersCommand } from './orders/index.ts';

/** Everything that can be asked of the core. */
export type Command = InstrumentsCommand | AccountsCommand | OrdersCommand;
