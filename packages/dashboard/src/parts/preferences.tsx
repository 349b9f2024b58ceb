import { theme, wear } from '../theme.ts';
import { language, say, speak } from '../words/language.ts';

/** Language and colours: kept in this browser. */
export function Preferences() {
  const other = language.value === 'ru' ? 'en' : 'ru';
  return (
    <span class="preferences">
      <button type="button" lang={other} onClick={() => speak(other)} title={say('language')}>
        {other === 'ru' ? 'Рус' : 'Eng'}
      </button>
      <button
        type="button"
        onClick={() => wear(theme.value === 'dark' ? 'light' : 'dark')}
        aria-label={say('theme')}
        title={theme.value === 'dark' ? say('light') : say('dark')}
      >
        {theme.value === 'dark' ? '☀' : '☾'}
      </button>
    </span>
  );
}
