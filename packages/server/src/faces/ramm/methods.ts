import { MANAGER_METHODS } from './manager/index.ts';
import type { Method } from './method.ts';

/** Every method of the API. */
export const METHODS: readonly Method[] = [...MANAGER_METHODS];
