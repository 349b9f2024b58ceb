import { signal } from '@preact/signals';

/** What a page has to say once, from the form that led to it. `of`: the words of its address, `bots/16`. */
export const notice = signal<{ readonly of: string; readonly text: string } | null>(null);
