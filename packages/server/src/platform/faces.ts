import { CHP_FACE } from '../faces/chp/index.ts';
import { DASHBOARD_FACE } from '../faces/dashboard/index.ts';
import type { Face } from '../faces/face.ts';
import { NATIVE_FACE } from '../faces/native/index.ts';
import { RAMM_FACE } from '../faces/ramm/index.ts';
import { THREECOMMAS_FACE } from '../faces/threecommas/index.ts';
import { TINVEST_FACE } from '../faces/tinvest/index.ts';

/** Every face of the platform, in the order in which they are prepared, opened and told of. */
export const FACES: readonly Face[] = [
  DASHBOARD_FACE,
  NATIVE_FACE,
  CHP_FACE,
  TINVEST_FACE,
  THREECOMMAS_FACE,
  RAMM_FACE,
];
