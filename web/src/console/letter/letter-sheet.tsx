import { useState } from 'preact/hooks';
import type { LetterDeskView } from '../../../../api/letters/letter-desk-view.ts';
import { ProblemError } from '../api/index.ts';
import { faultsOf, shortMoment, useAct, useApp, useAsk, useDraft, useSay } from '../app/index.ts';
import { Asked, Button, Choice, Field, Select, Sheet, Waiting } from '../parts/index.ts';
import { type LetterTexts, useTexts } from '../texts/index.ts';
import styles from './letter.module.css';
import { Paper } from './paper.tsx';
import { beginLetter, writeLetter } from './routes.ts';
import { answeredBy, type LetterDraft, letterBody, mayOf, missingIn, noLetter, subjectOf, withTemplate } from './rules-draft.ts';
import { useLetterTexts } from './use-letter-texts.ts';

interface LetterSheetProps {
  readonly leadId: string;
  readonly again: () => Promise<void>;
  readonly onClose: () => void;
}

/** Writes one mail to one person: from a template, in answer to theirs, or anew; it is looked at before it goes. */
export function LetterSheet({ leadId, again, onClose }: LetterSheetProps) {
  const { language } = useApp();
  const { shell, lead } = useTexts();
  const { words, hasFailed } = useLetterTexts(language);
  const { asked, again: look } = useAsk(beginLetter, { params: { leadId } });
  const [isPreview, setPreview] = useState(false);
  return (
    <Sheet title={words === null ? lead.writeLetter : isPreview ? words.previewTitle : words.title} onClose={onClose}>
      {hasFailed ? <p>{shell.roomFailed}</p> : null}
      {words === null ? (
        <Waiting />
      ) : (
        <Asked asked={asked} again={look}>
          {(desk) => (
            <Desk
              desk={desk}
              words={words}
              isPreview={isPreview}
              onPreview={setPreview}
              look={look}
              onSent={async () => {
                onClose();
                await again();
              }}
            />
          )}
        </Asked>
      )}
    </Sheet>
  );
}

interface DeskProps {
  readonly desk: LetterDeskView;
  readonly words: LetterTexts;
  readonly isPreview: boolean;
  readonly onPreview: (isPreview: boolean) => void;
  readonly look: () => Promise<void>;
  readonly onSent: () => Promise<void>;
}

type Faults = Partial<Record<'subject' | 'text', string>>;

function Desk({ desk, words, isPreview, onPreview, look, onSent }: DeskProps) {
  const { ask, me, language } = useApp();
  const say = useSay();
  const { isBusy, act } = useAct();
  // Where numbers are masked, the device keeps none, also none that was typed.
  const { draft, change, forget } = useDraft<LetterDraft>(`letter:${desk.leadId}`, noLetter, { isKept: !me.features.masking });
  const [faults, setFaults] = useState<Faults>({});
  const barred = mayOf(draft, desk);
  const reason = barred?.may === false ? (barred.reasonText?.[language] ?? barred.reason ?? '') : null;
  // Where nothing at all may be written there is nothing to fill in.
  if (desk.may.every(({ may }) => !may)) {
    const first = desk.may[0];
    return <p class={styles.closed}>{words.cannot(first?.reasonText?.[language] ?? first?.reason ?? '')}</p>;
  }
  const faultsIn = (fields: readonly ('subject' | 'text')[]): Faults =>
    Object.fromEntries(fields.map((field) => [field, words.faults[field]]));
  const body = letterBody(draft, desk);
  const preview = () => {
    const missing = missingIn(body);
    setFaults(faultsIn(missing));
    if (missing.length === 0) onPreview(true);
  };
  const send = () =>
    act(
      `letter ${JSON.stringify(body)}`,
      async (headers) => {
        await ask(writeLetter, { params: { leadId: desk.leadId }, headers, body });
        forget();
        say({ text: words.sent });
        await onSent();
      },
      (error) => {
        const wrong = (['subject', 'text'] as const).filter((field) => field in faultsOf(error));
        const isRefused = error instanceof ProblemError && error.problem.status === 409;
        if (wrong.length === 0 && !isRefused) return false;
        setFaults(faultsIn(wrong));
        onPreview(false);
        // Something changed since the sheet was opened: it says why now.
        if (isRefused) void look();
        return wrong.length > 0;
      },
    );
  if (isPreview) {
    return (
      <>
        <Paper desk={desk} words={words} subject={body.subject} text={body.text} isAdvertising={draft.topicId !== ''} />
        <div class={styles.acts}>
          <Button onClick={() => void send()} isBusy={isBusy}>
            {words.send}
          </Button>
          <Button kind="plain" onClick={() => onPreview(false)}>
            {words.change}
          </Button>
        </div>
      </>
    );
  }
  const write = (part: Partial<LetterDraft>) => {
    setFaults({});
    change(part);
  };
  return <Form desk={desk} words={words} draft={draft} change={write} faults={faults} reason={reason} onPreview={preview} />;
}

interface FormProps extends Pick<DeskProps, 'desk' | 'words'> {
  readonly draft: LetterDraft;
  readonly change: (part: Partial<LetterDraft>) => void;
  readonly faults: Faults;
  /** Why a letter of the chosen kind would not be sent; null: it would. */
  readonly reason: string | null;
  readonly onPreview: () => void;
}

function Form({ desk, words, draft, change, faults, reason, onPreview }: FormProps) {
  const { me, language, nowMs } = useApp();
  const { work } = useTexts();
  const say = useSay();
  const { answering, may, templates } = desk;
  const topics = may.flatMap(({ topicId, names }) => (topicId === null ? [] : [{ topicId, name: names?.[language] ?? topicId }]));
  const when = (at: string) => shortMoment(new Date(at), { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: work.tomorrow });
  const choose = (templateId: string) => {
    const before = draft;
    const next = withTemplate(draft, templateId, desk);
    change(next);
    const isLost = before.text.trim() !== '' && before.text !== next.text;
    if (isLost) say({ text: words.replaced, undo: () => change(before) });
  };
  return (
    <>
      {reason === null ? null : (
        <p class={styles.closed} role="status">
          {words.cannot(reason)}
        </p>
      )}
      {answering === null ? null : (
        <Choice
          label={words.answering}
          values={['answer', 'anew'] as const}
          words={{ answer: words.answer(when(answering.at)), anew: words.anew }}
          chosen={answeredBy(draft, desk) === null ? 'anew' : 'answer'}
          onChoose={(answers) => change({ answers })}
        />
      )}
      {templates.length === 0 ? null : (
        <Select
          label={words.begin}
          value={draft.templateId}
          options={[
            { value: '', name: words.blank },
            ...templates.map(({ templateId, names }) => ({ value: templateId, name: names[language] })),
          ]}
          onChange={choose}
        />
      )}
      {topics.length === 0 ? null : (
        <Select
          label={words.kind}
          value={draft.topicId}
          options={[
            { value: '', name: words.service },
            ...topics.map(({ topicId, name }) => ({ value: topicId, name: words.advertising(name) })),
          ]}
          onChange={(topicId) => change({ topicId })}
        />
      )}
      {draft.topicId === '' ? null : <p class={styles.soft}>{words.advertisingHint}</p>}
      <Field
        label={words.subject}
        value={subjectOf(draft, desk)}
        onInput={(subject) => change({ subject })}
        maxLength={150}
        fault={faults.subject}
      />
      <div class={styles.field}>
        <label for="letter-text">{words.text}</label>
        <textarea
          id="letter-text"
          class={styles.text}
          rows={10}
          maxLength={10_000}
          value={draft.text}
          aria-invalid={faults.text !== undefined}
          aria-describedby="letter-hint"
          onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        />
        {faults.text === undefined ? null : (
          <p class={styles.fault} role="alert">
            {faults.text}
          </p>
        )}
        <p id="letter-hint" class={styles.soft}>
          {words.textHint}
        </p>
      </div>
      {reason === null ? <Button onClick={onPreview}>{words.preview}</Button> : null}
    </>
  );
}
