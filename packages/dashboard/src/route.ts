import { signal } from '@preact/signals';

/** Where the person is: the words behind `#/` in the address, `trade/SBER` or `account/2000000000`. */
export const place = signal<readonly string[]>(words());

function words(): string[] {
  return location.hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((word) => word !== '')
    .map(decodeURIComponent);
}

addEventListener('hashchange', () => {
  place.value = words();
});

/** Whether the page belongs to people with a sign-in of their own: managers, investors and traders of companies. */
export function hasOwnSignIn(): boolean {
  return place.value[0] === 'desk' || place.value[0] === 'invest';
}

export function pathTo(...parts: readonly (string | number)[]): string {
  return `#/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
}

export function goTo(...parts: readonly (string | number)[]): void {
  location.hash = pathTo(...parts);
}

/** The number that names a single thing in an address, or null where something else stands. */
export function idIn(word: string | undefined): number | null {
  return word !== undefined && /^\d{1,15}$/.test(word) ? Number(word) : null;
}
