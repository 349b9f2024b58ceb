import { CHP_FACE } from '../faces/chp/index.ts';
import type { Face } from '../faces/face.ts';
import { HOME_FACE } from '../faces/home/index.ts';
import { NATIVE_FACE } from '../faces/native/index.ts';

/** Every face of the platform, in the order in which they are prepared, opened and told of. */
export const FACES: readonly Face[] = [HOME_FACE, NATIVE_FACE, CHP_FACE];
