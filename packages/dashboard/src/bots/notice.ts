import { signal } from '@preact/signals';

/** What the page of a bot has to say once, from the page that led to it. */
export const notice = signal<{ readonly bot: number; readonly text: string } | null>(null);
