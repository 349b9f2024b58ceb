import { render } from 'preact';
import { whenSignedOut } from './api/call.ts';
import { enter, person } from './api/house.ts';
import { disconnect } from './api/live.ts';
import { App, fetchPage } from './app.tsx';
import './styles/page.css';
import './styles/tables.css';
import './styles/trade.css';
import { language, speak } from './words/language.ts';

speak(language.value);
whenSignedOut(() => {
  disconnect();
  person.value = null;
});
const root = document.getElementById('app');
if (root !== null) render(<App />, root);
fetchPage();
await enter();
