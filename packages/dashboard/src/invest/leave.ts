import { followed } from './followed.ts';
import { investor } from './investor.ts';

/** The investor leaves: nothing of his stays in this tab. */
export function leave(): void {
  followed.value = [];
  investor.leave();
}
