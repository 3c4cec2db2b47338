import { useState } from 'preact/hooks';
import { ProblemError } from '../api/index.ts';
import { problemText, useAct, useApp, useDraft } from '../app/index.ts';
import { offerName, useHold } from '../held/index.ts';
import { Field, Menu, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './decline.module.css';

/** What is offered, and gone back. */
export interface Declined {
  readonly leadId: string;
  /** `lead`, or one of its opportunities. */
  readonly subject: string;
  readonly name: string;
}

interface DeclineSheetProps {
  readonly offer: Declined;
  readonly onClose: () => void;
  readonly onDeclined: () => void;
  /** Hears that it was taken back: it is offered to them as before. */
  readonly onBack: () => void;
  /** Hears that it is not theirs to decline any more. */
  readonly onGone: () => void;
}

const reasons = ['wrongTerritory', 'noCapacity', 'duplicate', 'spam', 'other'] as const;

const emptyDraft = { note: '' };

/** Gives back what a pool offers, by the tap that says why; a word to the leader comes before it. */
export function DeclineSheet({ offer: { leadId, subject, name }, onClose, onDeclined, onBack, onGone }: DeclineSheetProps) {
  const { language } = useApp();
  const texts = useTexts();
  const { decline: words } = texts;
  const hold = useHold();
  const { isBusy, act } = useAct();
  const { draft, change, forget } = useDraft(`decline:${leadId}:${subject}`, emptyDraft);
  const { note } = draft;
  const [fault, setFault] = useState<string | null>(null);
  const decline = (reason: (typeof reasons)[number]) => {
    setFault(null);
    const body = { reason, ...(note.trim() === '' ? {} : { note: note.trim() }), ...(subject === 'lead' ? {} : { subject }) };
    return act(
      JSON.stringify(body),
      async (headers) => {
        const onEnd = (how: 'done' | 'takenBack') => how === 'takenBack' && onBack();
        await hold({ leadId, act: { is: 'decline', ...body }, headers, offer: offerName({ leadId, subject }), onEnd });
        forget();
        onClose();
        onDeclined();
      },
      (error) => {
        setFault(problemText(error, texts, language));
        if (error instanceof ProblemError) onGone();
        return true;
      },
    );
  };
  return (
    <Sheet title={words.title(name)} onClose={onClose}>
      <Field label={words.note} value={note} onInput={(text) => change({ note: text })} maxLength={500} />
      <p class={styles.hint}>{words.hint}</p>
      <Menu entries={reasons.map((reason) => ({ name: words.reasons[reason], onClick: () => void decline(reason) }))} isBusy={isBusy} />
      {fault === null ? null : (
        <p class={styles.fault} role="alert">
          {fault}
        </p>
      )}
    </Sheet>
  );
}
