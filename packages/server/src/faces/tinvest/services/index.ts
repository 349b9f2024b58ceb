import type { AllHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { instrumentsService } from './instruments.ts';
import { marketDataService } from './market-data.ts';
import { marketDataStreamService } from './market-data-stream.ts';
import { operationsService } from './operations.ts';
import { operationsStreamService } from './operations-stream.ts';
import { ordersService } from './orders.ts';
import { ordersStreamService } from './orders-stream.ts';
import { sandboxService } from './sandbox.ts';
import { stopOrdersService } from './stop-orders.ts';
import { usersService } from './users.ts';

/** Every service that is served, one file each. */
export function servicesOf(desk: ServiceDesk): AllHandlers {
  return {
    InstrumentsService: instrumentsService(desk),
    MarketDataService: marketDataService(desk),
    MarketDataStreamService: marketDataStreamService(desk),
    OperationsService: operationsService(desk),
    OperationsStreamService: operationsStreamService(desk),
    OrdersService: ordersService(desk),
    OrdersStreamService: ordersStreamService(desk),
    SandboxService: sandboxService(desk),
    StopOrdersService: stopOrdersService(desk),
    UsersService: usersService(desk),
  };
}
