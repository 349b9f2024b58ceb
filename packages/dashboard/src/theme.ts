import { effect, signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEPT = 'outcry.theme';
const kept = localStorage.getItem(KEPT);

/** The colours of the page: what was chosen last, else what the device asks for. */
export const theme = signal<Theme>(
  kept === 'light' || kept === 'dark' ? kept : matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});

export function wear(chosen: Theme): void {
  theme.value = chosen;
  localStorage.setItem(KEPT, chosen);
}

/** A colour of the page's style sheet as the browser has it now. */
export function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
