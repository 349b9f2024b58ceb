import { type Decision, reject, type Turn } from '../turn.ts';
import { checkNamed } from './check.ts';
import type { CopyCommand } from './commands.ts';
import { openAccount, queueAccountCommand } from './decide-account.ts';
import { addStream, openWallet, setCompany, setStream } from './decide-company.ts';
import { transferMoney } from './decide-money.ts';
import { addSignal, addSync } from './decide-signal.ts';
import {
  addOffer,
  addStrategy,
  moveStrategy,
  renameStrategy,
  setOfferStatus,
  setPublicOffer,
} from './decide-strategy.ts';
import type { CopyWorld } from './state.ts';
import { bookSwap } from './swap.ts';

/** Decides a command of this module. What it asks for may take several turns; its command or signal tells how far it is. */
export function decideCopy(world: CopyWorld, command: CopyCommand, turn: Turn): Decision {
  return checkNamed(command) ?? decide(world, command, turn);
}

function decide(world: CopyWorld, command: CopyCommand, turn: Turn): Decision {
  switch (command.type) {
    case 'copy.setCompany':
      return setCompany(world, command, turn);
    case 'copy.addStream':
      return addStream(world, command, turn);
    case 'copy.setStream':
      return setStream(world, command, turn);
    case 'copy.openWallet':
      return openWallet(world, command, turn);
    case 'copy.transfer':
      return transferMoney(world, command, turn);
    case 'copy.addStrategy':
      return addStrategy(world, command, turn);
    case 'copy.renameStrategy':
      return renameStrategy(world, command, turn);
    case 'copy.addOffer':
      return addOffer(world, command, turn);
    case 'copy.setPublicOffer':
      return setPublicOffer(world, command, turn);
    case 'copy.setOfferStatus':
      return setOfferStatus(world, command, turn);
    case 'copy.openAccount':
      return openAccount(world, command, turn);
    case 'copy.fund':
    case 'copy.withdraw':
    case 'copy.pause':
    case 'copy.resume':
    case 'copy.close':
    case 'copy.disable':
    case 'copy.enable':
    case 'copy.setFactor':
    case 'copy.setProtection':
    case 'copy.setTarget':
    case 'copy.setABook':
    case 'copy.setAccountStream':
      return queueAccountCommand(world, command, turn);
    case 'copy.pauseStrategy':
    case 'copy.resumeStrategy':
    case 'copy.closeStrategy':
    case 'copy.disableStrategy':
    case 'copy.enableStrategy':
      return moveStrategy(world, command, turn);
    case 'copy.signal':
      return addSignal(world, command, turn);
    case 'copy.sync':
      return addSync(world, command, turn);
    case 'copy.bookSwap':
      return bookSwap(world, command, turn);
    default:
      return reject('unknown_command', 'type', `no command ${(command as { type: string }).type}`);
  }
}
