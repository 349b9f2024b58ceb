import { chosenAccount } from '../api/house.ts';
import { place } from '../route.ts';
import { say } from '../words/language.ts';
import { AccountPage } from './account.tsx';

/** The account in the address, else the chosen one. */
export function AccountPages() {
  const about = place.value[1];
  const id = about === undefined ? chosenAccount()?.id : Number(about);
  return id === undefined || Number.isNaN(id) ? <p class="waiting">{say('noAccount')}</p> : <AccountPage id={id} />;
}
