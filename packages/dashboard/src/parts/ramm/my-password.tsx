import { tell } from '../../words/ramm/ramm-words.ts';
import { AskDialog } from './ask-dialog.tsx';

/** The password of whoever has signed in; managers and clients call the same method of their APIs. */
export function MyPassword({ onClose }: { readonly onClose: () => void }) {
  return (
    <AskDialog
      title={tell('myPassword')}
      method="password.set"
      fields={[
        { name: 'OldPassword', label: tell('oldPassword'), kind: 'password', required: true },
        { name: 'Password', label: tell('newPassword'), kind: 'password', required: true, hint: tell('passwordLeast') },
      ]}
      label={tell('save')}
      onDone={onClose}
      onClose={onClose}
    />
  );
}
