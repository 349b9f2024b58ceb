import { CLIENT_METHODS } from './client/index.ts';
import { MANAGER_METHODS } from './manager/index.ts';
import type { Method } from './method.ts';
import { TRADING_API_METHODS } from './trading/send.ts';

/** Every method of the API. */
export const METHODS: readonly Method[] = [...MANAGER_METHODS, ...TRADING_API_METHODS, ...CLIENT_METHODS];
