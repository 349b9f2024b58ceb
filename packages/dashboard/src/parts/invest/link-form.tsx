import { useState } from 'preact/hooks';
import { codeIn } from '../../invest/links.ts';
import { goTo } from '../../route.ts';
import { tell } from '../../words/invest/invest-words.ts';

/** Opens a hidden offer whose link a trader has handed on. */
export function LinkForm() {
  const [pasted, setPasted] = useState('');
  const open = (event: SubmitEvent): void => {
    event.preventDefault();
    const code = codeIn(pasted);
    if (code !== null) goTo('invest', 'link', code);
  };
  return (
    <form class="link-form" onSubmit={open}>
      <input
        type="text"
        autocomplete="off"
        maxLength={300}
        aria-label={tell('hiddenLink')}
        placeholder={tell('hiddenLinkHint')}
        value={pasted}
        onInput={(event) => setPasted(event.currentTarget.value)}
      />
      <button type="submit" disabled={codeIn(pasted) === null}>
        {tell('openLink')}
      </button>
    </form>
  );
}
