import { type Decision, reject, type Turn } from '../turn.ts';
import { decideCancel, decideCancelAll, decideReplace } from './change.ts';
import type { OrdersCommand } from './commands.ts';
import { decideMove } from './move.ts';
import { decidePlace } from './place.ts';
import { decideReport } from './report.ts';
import type { OrdersWorld } from './world.ts';

export function decideOrders(world: OrdersWorld, command: OrdersCommand, turn: Turn): Decision {
  switch (command.type) {
    case 'orders.place':
      return decidePlace(world, command, turn);
    case 'orders.move':
      return decideMove(world, command, turn);
    case 'orders.replace':
      return decideReplace(world, command, turn);
    case 'orders.cancel':
      return decideCancel(world, command, turn);
    case 'orders.cancelAll':
      return decideCancelAll(world, command, turn);
    case 'orders.report':
      return decideReport(world, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}
