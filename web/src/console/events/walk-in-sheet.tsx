import { useState } from 'preact/hooks';
import { ProblemError } from '../api/index.ts';
import { faultsOf, useAct, useApp, useSay } from '../app/index.ts';
import { Button, Choices, Field, Sheet } from '../parts/index.ts';
import styles from './events.module.css';
import { walkIn } from './routes.ts';
import { shownBy } from './rules-list.ts';
import { useWords } from './use-event-texts.ts';

interface WalkInSheetProps {
  readonly formId: string;
  /** What was looked for: a number or a name. */
  readonly typed: string;
  readonly onClose: () => void;
  readonly onLetIn: () => void;
}

type Faults = Partial<Record<'fullName' | 'phone' | 'email' | 'room', string>>;

/** Somebody who came without having registered. */
export function WalkInSheet({ formId, typed, onClose, onLetIn }: WalkInSheetProps) {
  const { ask } = useApp();
  const words = useWords();
  const say = useSay();
  const { isBusy, act } = useAct();
  const lookedFor = shownBy(typed);
  const isName = lookedFor === null && /\p{L}/u.test(typed);
  const [fullName, setFullName] = useState(isName ? typed.trim() : '');
  const [phone, setPhone] = useState(lookedFor !== null && 'phone' in lookedFor ? lookedFor.phone : '');
  const [email, setEmail] = useState('');
  const [agreed, setAgreed] = useState<readonly 'contact'[]>([]);
  const [over, setOver] = useState<readonly 'over'[]>([]);
  const [faults, setFaults] = useState<Faults>({});

  const save = async () => {
    const missing: Faults = {
      ...(fullName.trim() === '' ? { fullName: words.needsName } : {}),
      ...(phone.trim() === '' ? { phone: words.needsPhone } : {}),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    const body = {
      fullName: fullName.trim(),
      phone: phone.trim(),
      ...(email.trim() === '' ? {} : { email: email.trim() }),
      consent: agreed.length > 0,
      overCapacity: over.length > 0,
    };
    await act(
      JSON.stringify(body),
      async (headers) => {
        await ask(walkIn, { params: { formId }, headers, body });
        say({ text: words.letIn(body.fullName) });
        onLetIn();
      },
      (error) => {
        if (error instanceof ProblemError && error.problem.status === 409) {
          setFaults({ room: body.overCapacity ? words.isOver : words.noRoom });
          return true;
        }
        const at = Object.keys(faultsOf(error));
        const found: Faults = {
          ...(at.includes('fullName') ? { fullName: words.needsName } : {}),
          ...(at.includes('phone') ? { phone: words.needsPhone } : {}),
          ...(at.includes('email') ? { email: words.badEmail } : {}),
        };
        setFaults(found);
        return Object.keys(found).length > 0;
      },
    );
  };
  return (
    <Sheet title={words.walkInTitle} onClose={onClose}>
      <form
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void save();
        }}
      >
        <Field label={words.fullName} value={fullName} onInput={setFullName} fault={faults.fullName} isFocused maxLength={320} />
        <Field label={words.phone} kind="tel" value={phone} onInput={setPhone} fault={faults.phone} maxLength={320} />
        <Field label={words.email} kind="email" value={email} onInput={setEmail} fault={faults.email} maxLength={320} />
        <Choices label={words.consent} options={[{ value: 'contact', name: words.agrees }]} chosen={agreed} onChoose={setAgreed} />
        <Choices label={words.room} options={[{ value: 'over', name: words.lets }]} chosen={over} onChoose={setOver} />
        {faults.room === undefined ? null : (
          <p class={styles.off} role="alert">
            {faults.room}
          </p>
        )}
        <Button onClick={() => void save()} isBusy={isBusy}>
          {words.save}
        </Button>
        <button type="submit" hidden />
      </form>
    </Sheet>
  );
}
