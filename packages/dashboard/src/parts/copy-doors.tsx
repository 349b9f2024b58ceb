import { pathTo } from '../route.ts';
import { say } from '../words/language.ts';

/** Where the people of copy trading come in, each with a sign-in of his own. */
export function CopyDoors() {
  return (
    <nav class="doors" aria-label={say('copyTrading')}>
      <a href={pathTo('invest')}>{say('investDoor')}</a>
      <a href={pathTo('desk')}>{say('deskDoor')}</a>
    </nav>
  );
}
