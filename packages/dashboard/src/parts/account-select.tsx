import { accounts } from '../api/house.ts';
import { say } from '../words/language.ts';
import { Select } from './choices.tsx';

/** One of a person's open accounts. */
export function AccountSelect(props: {
  readonly account: number;
  readonly wrong: string | undefined;
  readonly onChoose: (account: number) => void;
}) {
  const open = accounts.value.filter(({ closed }) => !closed);
  const nameOf = (id: string): string => {
    const account = accounts.value.find((each) => String(each.id) === id);
    return account === undefined ? id : `${account.name} · ${account.currency}`;
  };
  return (
    <Select
      label={say('account')}
      values={open.map(({ id }) => String(id))}
      value={String(props.account)}
      wordOf={nameOf}
      wrong={props.wrong}
      onChoose={(id) => props.onChoose(Number(id))}
    />
  );
}
