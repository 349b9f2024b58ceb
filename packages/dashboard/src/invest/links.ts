import { pathTo } from '../route.ts';

/** The code of a hidden offer in what a person has pasted: the code itself, or an address of its page. Null: none. */
export function codeIn(pasted: string): string | null {
  const text = pasted.trim();
  const [, inAddress] = /#\/invest\/link\/([^/?#\s]+)/.exec(text) ?? [];
  const code = inAddress ?? text;
  return /^[\w-]{1,64}$/.test(code) ? code : null;
}

/** The address at which a hidden offer opens, to be handed on. */
export function addressOf(code: string): string {
  return `${location.origin}${location.pathname}${pathTo('invest', 'link', code)}`;
}
