import { manager } from '../../desk/manager.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { tell } from '../../words/desk/desk-words.ts';
import { AskDialog } from '../ramm/ask-dialog.tsx';

interface Props {
  readonly onClose: () => void;
}

/** Name and address of the company at whose desk the manager works. */
export function CompanySettings({ onClose }: Props) {
  const { answer } = useAsk<{ readonly Name: string; readonly URL: string }>('company.get', {});
  if (answer === null) return null;
  return (
    <AskDialog
      title={tell('companySettings')}
      method="company.set"
      fields={[
        { name: 'Name', label: tell('name'), required: true, most: 200, initial: answer.Name },
        { name: 'URL', label: tell('url'), most: 500, initial: answer.URL },
      ]}
      changesOnly
      label={tell('save')}
      onDone={() => {
        void rename();
        onClose();
      }}
      onClose={onClose}
    />
  );
}

/** The company as it is called now stands in the head of every page. */
async function rename(): Promise<void> {
  const { Name } = await manager.ask<{ readonly Name: string }>('company.get');
  const known = manager.session.value;
  if (known !== null) manager.begin({ ...known, companyName: Name });
}

export function MyProfile({ onClose }: Props) {
  const { answer } = useAsk<Readonly<Record<'FirstName' | 'LastName' | 'Mobile', string>>>('profile.get', {});
  if (answer === null) return null;
  return (
    <AskDialog
      title={tell('myProfile')}
      method="profile.set"
      fields={[
        { name: 'FirstName', label: tell('firstName'), most: 200, initial: answer.FirstName },
        { name: 'LastName', label: tell('lastName'), most: 200, initial: answer.LastName },
        { name: 'Mobile', label: tell('mobile'), most: 200, initial: answer.Mobile },
      ]}
      changesOnly
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}
