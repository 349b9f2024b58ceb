import type { FaceParts } from '../face.ts';

/** What the RAMM face stands on. */
export type RammParts = Pick<FaceParts, 'engine' | 'readModel' | 'identity' | 'wallNow' | 'log'>;
