import { say } from '../../words/language.ts';
import { tell } from '../../words/ramm/ramm-words.ts';

/** Turns the pages of what a search has found. */
export function Pages(props: {
  readonly page: number;
  readonly pages: number;
  readonly name: string;
  readonly onTurn: (page: number) => void;
}) {
  const { page, pages, name, onTurn } = props;
  if (pages <= 1 && page === 1) return null;
  return (
    <nav class="pages" aria-label={`${say('pages')}: ${name}`}>
      <button type="button" disabled={page <= 1} aria-label={tell('before')} onClick={() => onTurn(page - 1)}>
        ←
      </button>
      <span>{tell('page', { page: String(page), pages: String(Math.max(pages, 1)) })}</span>
      <button type="button" disabled={page >= pages} aria-label={tell('next')} onClick={() => onTurn(page + 1)}>
        →
      </button>
    </nav>
  );
}
