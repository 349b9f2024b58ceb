import { divide } from '../../numbers/index.ts';
import { ONE } from '../indicator.ts';

/** `part` of `whole` in percent, half up; 50 where there is nothing to divide. */
export function percentOf(part: bigint, whole: bigint): bigint {
  return whole === 0n ? 50n * ONE : divide(100n * ONE * part, whole, 'halfUp');
}
