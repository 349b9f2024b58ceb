import type { AllHandlers } from '../call.ts';
import type { ServiceDesk } from '../desk.ts';
import { usersService } from './users.ts';

/** Every service that is served, one file each. */
export function servicesOf(desk: ServiceDesk): AllHandlers {
  return {
    UsersService: usersService(desk),
  };
}
