import { useState } from 'preact/hooks';
import { useAction } from '../../api/use-action.ts';
import { may, methods, manager as self } from '../../desk/manager.ts';
import { rightsGrid, rightsToSend } from '../../desk/rights.ts';
import { problemText } from '../../ramm/problem.ts';
import { useAsk } from '../../ramm/use-ask.ts';
import { rightText, tell } from '../../words/desk/desk-words.ts';
import { say } from '../../words/language.ts';
import { type Done, DoneBar } from '../done-bar.tsx';
import { Permitted } from '../ramm/permitted.tsx';
import { Refusal } from '../refusal.tsx';

interface Props {
  readonly manager: string;
  readonly login: string;
}

/** What a manager may do in this company, by family of methods. */
export function RightsGrid(props: Props) {
  return (
    <section aria-labelledby="rights">
      <h2 id="rights">{tell('rightsOf', { login: props.login })}</h2>
      <Permitted right="managers.getMethods">
        <Grid {...props} />
      </Permitted>
    </section>
  );
}

function Grid({ manager }: Props) {
  const asked = useAsk<readonly { readonly Method: string }[]>('managers.getMethods', {
    ManagerID: manager,
    CompanyID: self.session.value?.company ?? '',
  });
  const action = useAction();
  const [drafted, setDrafted] = useState<ReadonlySet<string> | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  if (asked.answer === null) {
    return (
      <p class={asked.error === null ? 'waiting' : 'refusal'}>
        {asked.error === null ? say('loading') : problemText(asked.error)}
      </p>
    );
  }
  const mine = methods.value ?? new Set<string>();
  const held = new Set(asked.answer.map(({ Method }) => Method));
  const chosen = drafted ?? held;
  const editable = may('managers.setMethods');
  const choose = (rights: ReadonlySet<string>): void => {
    setDone(null);
    setDrafted(rights);
  };
  const toggle = (method: string): void => {
    const rights = new Set(chosen);
    if (!rights.delete(method)) rights.add(method);
    choose(rights);
  };
  const save = async (): Promise<void> => {
    const give = (rights: ReadonlySet<string>): Promise<unknown> =>
      self.change('managers.setMethods', { ManagerID: manager, Methods: rightsToSend(mine, rights) });
    if (!(await action.run(() => give(chosen)))) return;
    setDone({ text: tell('rightsSet'), undo: { label: say('undo'), text: say('undone'), act: () => give(held) } });
    setDrafted(null);
  };
  const beyond = [...held].filter((method) => !mine.has(method));
  return (
    <>
      <p class="quiet">{tell('rightsText')}</p>
      <div class="rights-grid">
        {rightsGrid(mine, held).map(({ family, rights }) => (
          <fieldset key={family}>
            <legend>{rightText('family', family)}</legend>
            {rights.map(({ method, verb, grantable }) => (
              <label key={method} title={method}>
                <input
                  type="checkbox"
                  checked={chosen.has(method)}
                  disabled={!editable || !grantable}
                  onChange={() => toggle(method)}
                />
                {rightText('verb', verb)}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
      {editable && (
        <div class="buttons">
          <button type="button" class="main" disabled={drafted === null || action.busy} onClick={() => void save()}>
            {tell('save')}
          </button>
          <button type="button" onClick={() => choose(new Set([...mine, ...held]))}>
            {tell('everyRight')}
          </button>
          <button type="button" onClick={() => choose(new Set(beyond))}>
            {tell('noRight')}
          </button>
        </div>
      )}
      <Refusal error={action.error} textOf={problemText} />
      <DoneBar done={done} textOf={problemText} />
    </>
  );
}
