import type { RegistrationView } from '../../../../api/registrations/registration-view.ts';
import { localTime, useAct, useApp, useSay } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import styles from './events.module.css';
import { checkIn, undoCheckIn } from './routes.ts';
import { useWords } from './use-event-texts.ts';

interface GuestProps {
  readonly formId: string;
  readonly row: RegistrationView;
  readonly name: string;
  readonly onCame: (row: RegistrationView) => void;
  readonly onUndone: (row: RegistrationView) => void;
  /** Hears that somebody who waits for a place is to be let in. */
  readonly onAskedIn: () => void;
}

/** One who is expected. Each has their own act: the next one does not wait for a slow answer. */
export function Guest({ formId, row, name, onCame, onUndone, onAskedIn }: GuestProps) {
  const { ask, me } = useApp();
  const words = useWords();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { state, code, attendedAt, phoneEnd } = row;
  const said = code === null ? null : { code };
  const come = () =>
    said &&
    act(`came ${said.code}`, async (headers) => {
      const { body } = await ask(checkIn, { params: { formId }, headers, body: said });
      onCame(body);
    });
  const undo = () =>
    said &&
    act(`undo ${said.code}`, async (headers) => {
      const { body } = await ask(undoCheckIn, { params: { formId }, headers, body: said });
      onUndone(body);
      say({ text: words.saidUndone(name) });
    });
  return (
    <article class={styles.guest} data-came={attendedAt !== null}>
      <div>
        <p class={styles.name}>{name}</p>
        <p class={styles.standing}>
          {attendedAt === null ? words.states[state] : words.cameAt(localTime(new Date(attendedAt), me.zone).time)}
          {phoneEnd === null ? null : <span> · {words.ends(phoneEnd)}</span>}
        </p>
      </div>
      {state === 'waiting' ? (
        <Button kind="plain" onClick={onAskedIn} opensSheet>
          {words.lets}
        </Button>
      ) : null}
      {said === null ? null : attendedAt === null ? (
        <Button isBusy={isBusy} onClick={() => void come()}>
          {words.came}
        </Button>
      ) : (
        <Button kind="link" isBusy={isBusy} onClick={() => void undo()}>
          {words.undo}
        </Button>
      )}
    </article>
  );
}
