import { useState } from 'preact/hooks';
import type { RegistrationView } from '../../../../api/registrations/registration-view.ts';
import { ProblemError } from '../api/index.ts';
import { isComposing, useAct, useApp, useSay } from '../app/index.ts';
import { Asked, Button, Field } from '../parts/index.ts';
import styles from './events.module.css';
import { Guest } from './guest.tsx';
import { ListFile } from './list-file.tsx';
import { checkIn, undoCheckIn } from './routes.ts';
import { shownBy, shownRows } from './rules-list.ts';
import { useWords } from './use-event-texts.ts';
import { type Guests, useRegistrations } from './use-registrations.ts';
import { WaitingSheet } from './waiting-sheet.tsx';
import { WalkInSheet } from './walk-in-sheet.tsx';

/** Who is expected at one event. */
export function Door({ formId }: { readonly formId: string }) {
  const { state, again, put } = useRegistrations(formId);
  const asked = state.is === 'there' ? ({ is: 'there', body: state.guests, isOld: false } as const) : state;
  return (
    <Asked asked={asked} again={again}>
      {(guests) => <List formId={formId} guests={guests} again={again} put={put} />}
    </Asked>
  );
}

interface ListProps {
  readonly formId: string;
  readonly guests: Guests;
  readonly again: () => Promise<void>;
  readonly put: (row: RegistrationView) => void;
}

function List({ formId, guests, again, put }: ListProps) {
  const { ask } = useApp();
  const words = useWords();
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const [isSheetOpen, setSheetOpen] = useState(false);
  const [askedIn, setAskedIn] = useState<RegistrationView>();
  const { isBusy, act } = useAct();
  const { event, taken, waiting, attended, rows, isCut } = guests;
  const shown = shownRows(rows, typed);

  const nameOf = ({ fullName, code }: RegistrationView) => fullName ?? (code === null ? words.somebody : words.nameless(code));
  const undo = async (row: RegistrationView) => {
    const code = row.code ?? '';
    const name = nameOf(row);
    await act(`undo ${code}`, async (headers) => {
      put((await ask(undoCheckIn, { params: { formId }, headers, body: { code } })).body);
      say({ text: words.saidUndone(name) });
    });
  };
  const came = (row: RegistrationView) => {
    put(row);
    say({ text: words.saidCame(nameOf(row)), undo: () => void undo(row) });
  };
  /** A scanner types the code and Enter, as a person does. */
  const enter = async () => {
    const body = shownBy(typed);
    if (body === null) return;
    await act(
      JSON.stringify(body),
      async (headers) => {
        came((await ask(checkIn, { params: { formId }, headers, body })).body);
        setTyped('');
      },
      (error) => {
        if (!(error instanceof ProblemError)) return false;
        const { status } = error.problem;
        setFault(status === 409 ? words.notNow : words.notFound);
        return status === 404 || status === 409 || status === 422;
      },
    );
  };
  return (
    <>
      {event.calledOff ? <p class={styles.off}>{words.calledOff}</p> : null}
      <p class={styles.numbers} aria-live="polite">
        {words.numbers(attended, taken, event.capacity)}
        {waiting > 0 ? words.waiting(waiting) : ''}
      </p>
      <ListFile formId={formId} />
      <form
        class={styles.find}
        onSubmit={(submitted) => {
          submitted.preventDefault();
          void enter();
        }}
        onKeyDown={(key) => isComposing(key) && key.key === 'Enter' && key.preventDefault()}
      >
        <Field
          label={words.find}
          kind="search"
          value={typed}
          onInput={(text) => {
            setTyped(text);
            setFault(undefined);
          }}
          fault={fault}
          maxLength={80}
        />
        <p class={styles.help}>{words.findHelp}</p>
        <button type="submit" hidden aria-disabled={isBusy} />
      </form>
      {shown.length === 0 ? <p role="status">{typed.trim() === '' ? words.nobody : words.noMatch}</p> : null}
      <ul class={styles.guests}>
        {shown.map((row) => (
          <li key={row.leadId}>
            <Guest formId={formId} row={row} name={nameOf(row)} onCame={came} onUndone={put} onAskedIn={() => setAskedIn(row)} />
          </li>
        ))}
      </ul>
      {isCut ? <p>{words.tooMany(rows.length)}</p> : null}
      <div class={styles.walkIn}>
        <Button onClick={() => setSheetOpen(true)} opensSheet>
          {words.walkIn}
        </Button>
      </div>
      {askedIn ? (
        <WaitingSheet
          formId={formId}
          row={askedIn}
          name={nameOf(askedIn)}
          onClose={() => setAskedIn(undefined)}
          onCame={(row) => {
            setAskedIn(undefined);
            put(row);
            say({ text: words.saidCame(nameOf(askedIn)) });
            // How many places are taken, and who waits.
            void again();
          }}
        />
      ) : null}
      {isSheetOpen ? (
        <WalkInSheet
          formId={formId}
          typed={typed}
          onClose={() => setSheetOpen(false)}
          onLetIn={() => {
            setSheetOpen(false);
            setTyped('');
            void again();
          }}
        />
      ) : null}
    </>
  );
}
