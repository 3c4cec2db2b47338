import { useState } from 'preact/hooks';
import type { RegistrationView } from '../../../../api/registrations/registration-view.ts';
import { ProblemError } from '../api/index.ts';
import { useAct, useApp } from '../app/index.ts';
import { Button, Sheet } from '../parts/index.ts';
import styles from './events.module.css';
import { checkIn } from './routes.ts';
import { useWords } from './use-event-texts.ts';

interface WaitingSheetProps {
  readonly formId: string;
  readonly row: RegistrationView;
  readonly name: string;
  readonly onClose: () => void;
  readonly onCame: (row: RegistrationView) => void;
}

/** Somebody who waits for a place stands at the door: a second word, because others may wait longer, and places are a number. */
export function WaitingSheet({ formId, row, name, onClose, onCame }: WaitingSheetProps) {
  const { ask } = useApp();
  const words = useWords();
  const { isBusy, act } = useAct();
  const [fault, setFault] = useState<string>();
  const letIn = () =>
    act(
      row.leadId,
      async (headers) => {
        const { body } = await ask(checkIn, { params: { formId }, headers, body: { leadId: row.leadId, overCapacity: true } });
        onCame(body);
      },
      (error) => {
        if (!(error instanceof ProblemError) || (error.problem.status !== 409 && error.problem.status !== 404)) return false;
        setFault(error.problem.status === 409 ? words.isOver : words.waitsNoMore);
        return true;
      },
    );
  return (
    <Sheet title={words.waitingTitle} onClose={onClose}>
      <p>{words.waitingHelp(name)}</p>
      {fault === undefined ? null : (
        <p class={styles.off} role="alert">
          {fault}
        </p>
      )}
      <Button onClick={() => void letIn()} isBusy={isBusy}>
        {words.lets}
      </Button>
    </Sheet>
  );
}
