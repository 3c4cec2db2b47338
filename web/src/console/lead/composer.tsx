import { useEffect, useRef, useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { faultsOf, isComposing, momentOf, useAct, useApp, useDraft, useSay } from '../app/index.ts';
import { Button, Choice, Field } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './composer.module.css';
import type { SavedNote } from './history.ts';
import { meantBy, mentionAt, withMention } from './mentions.ts';
import { cancelTask, createTask, deleteNote, noteReply, writeNote } from './routes.ts';
import { dateIn, dayAfter } from './when.ts';

interface ComposerProps {
  readonly lead: LeadPageView;
  readonly again: () => Promise<void>;
  /** Hears what was saved: it stands in the history at once. */
  readonly onSaved: (note: SavedNote) => void;
  /** Hears which note was taken back. */
  readonly onTakenBack: (noteId: string) => void;
}

const longestNote = 4_000;

/** What is being written, and how often it was asked for: each time it takes the focus. */
export interface Composing {
  readonly what: 'note' | 'task' | 'reply';
  readonly asked: number;
}

interface Chosen {
  readonly composing: Composing;
  readonly onChoose: (what: Composing['what']) => void;
}

/** Writes down what was heard, or what is to be done. */
export function Composer({ lead, again, onSaved, onTakenBack, composing: { what, asked }, onChoose }: ComposerProps & Chosen) {
  const { me } = useApp();
  const { lead: words } = useTexts();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked > 0) place.current?.querySelector<HTMLElement>('textarea, input')?.focus();
  }, [asked]);
  return (
    <section ref={place} class={styles.composer} aria-label={words[what]}>
      {'task.change' in me.rights ? (
        <fieldset class={styles.tabs} aria-label={words.note}>
          {(['note', 'reply', 'task'] as const).map((one) => (
            <button key={one} type="button" aria-pressed={what === one} onClick={() => onChoose(one)}>
              {words[one]}
            </button>
          ))}
        </fieldset>
      ) : null}
      {what === 'note' ? (
        <NoteForm lead={lead} again={again} onSaved={onSaved} onTakenBack={onTakenBack} />
      ) : what === 'reply' ? (
        <ReplyForm lead={lead} again={again} onDone={() => onChoose('note')} />
      ) : (
        <TaskForm lead={lead} again={again} onDone={() => onChoose('note')} />
      )}
    </section>
  );
}

const isSave = (event: KeyboardEvent): boolean => event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !isComposing(event);

const noText = { text: '' };

/** The note that somebody was writing when the lead went to somebody else: saved now, it is kept for whoever answers for the lead. */
export function UnsavedNote({ leadId, again }: { readonly leadId: string; readonly again: () => Promise<void> }) {
  const { draft } = useDraft(`note:${leadId}`, noText);
  const { lead: words } = useTexts();
  const [isShown, setShown] = useState(draft.text !== '');
  if (!isShown) return null;
  return (
    <section class={styles.composer} aria-label={words.note}>
      <NoteForm
        lead={{ leadId, fullName: null }}
        again={again}
        onSaved={() => {}}
        onTakenBack={() => {}}
        onPosted={() => setShown(false)}
      />
    </section>
  );
}

interface NoteFormProps extends Pick<ComposerProps, 'again' | 'onSaved' | 'onTakenBack'> {
  readonly lead: Pick<LeadPageView, 'leadId' | 'fullName' | 'colleagues'>;
  /** Hears that it was sent, or that it is kept. */
  readonly onPosted?: () => void;
}

function NoteForm({ lead, again, onSaved, onTakenBack, onPosted }: NoteFormProps) {
  const { ask, outbox } = useApp();
  const { lead: words, offline } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { draft, change, forget } = useDraft(`note:${lead.leadId}`, noText);
  const { text } = draft;
  const [caret, setCaret] = useState(0);
  const area = useRef<HTMLTextAreaElement>(null);
  const begun = mentionAt(text, caret);
  const meant = begun === null ? [] : meantBy(begun.typed, lead.colleagues ?? []);
  const note = text.trim();
  const save = () => {
    if (note === '') return area.current?.focus();
    return act(`note ${note}`, async (headers) => {
      const { leadId, fullName } = lead;
      const about = { what: words.note, who: fullName ?? '', leadId };
      const posted = await outbox.post(writeNote, { params: { leadId }, headers, body: { text: note } }, about);
      forget();
      onPosted?.();
      if (posted.is !== 'done') return say({ text: offline[posted.is](words.note) });
      const { noteId } = posted.body;
      const undo = () =>
        void act(`back ${noteId}`, async (own) => {
          await ask(deleteNote, { params: { leadId, noteId }, headers: own });
          // What was written is there again, unless something else is being written by now.
          if (area.current?.value === '') change({ text: note });
          onTakenBack(noteId);
          say({ text: words.noteTakenBack });
          await again();
        });
      say({ text: words.noteSaved, undo });
      onSaved(posted.body);
      await again();
    });
  };
  return (
    <>
      <label class={styles.label} for="note-text">
        {words.noteLabel}
      </label>
      <textarea
        id="note-text"
        ref={area}
        class={styles.text}
        rows={2}
        maxLength={longestNote}
        placeholder={words.noteHint}
        value={text}
        onInput={({ currentTarget }) => {
          change({ text: currentTarget.value });
          setCaret(currentTarget.selectionStart);
        }}
        onKeyDown={(event) => isSave(event) && void save()}
      />
      {meant.length === 0 ? null : (
        <fieldset class={styles.meant} aria-label={words.mention}>
          {meant.map((colleague) => (
            <button
              key={colleague.userId}
              type="button"
              onClick={() => {
                const next = withMention(text, caret, colleague);
                change({ text: next.text });
                setCaret(next.caret);
                area.current?.focus();
              }}
            >
              @{colleague.name}
            </button>
          ))}
        </fieldset>
      )}
      {note === '' ? null : (
        <Button onClick={() => void save()} isBusy={isBusy}>
          {words.saveNote}
        </Button>
      )}
    </>
  );
}

/** Notes that the person answered a mail: what they wrote may be pasted, and need not. */
function ReplyForm({ lead, again, onDone }: Omit<ComposerProps, 'onSaved' | 'onTakenBack'> & { readonly onDone: () => void }) {
  const { ask } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { draft, change, forget } = useDraft(`reply:${lead.leadId}`, noText);
  const text = draft.text.trim();
  const save = () =>
    act(`reply ${text}`, async (headers) => {
      await ask(noteReply, { params: { leadId: lead.leadId }, headers, body: text === '' ? {} : { text } });
      forget();
      say({ text: words.replySaved });
      onDone();
      await again();
    });
  return (
    <>
      <label class={styles.label} for="reply-text">
        {words.replyLabel}
      </label>
      <textarea
        id="reply-text"
        class={styles.text}
        rows={3}
        maxLength={longestNote}
        value={draft.text}
        aria-describedby="reply-hint"
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
        onKeyDown={(event) => isSave(event) && void save()}
      />
      <p id="reply-hint" class={styles.label}>
        {words.replyHint}
      </p>
      <Button onClick={() => void save()} isBusy={isBusy}>
        {words.saveReply}
      </Button>
    </>
  );
}

const kinds = ['call', 'meeting', 'mail', 'custom'] as const;
const times = ['hour', 'afternoon', 'tomorrow', 'nextWeek'] as const;
type Time = (typeof times)[number];

const hourMs = 3_600_000;

/** Times that people name, those that are past left out. */
function momentsIn(now: Date, zone: string): ReadonlyMap<Time, Date> {
  const today = dateIn(now, zone);
  const all: [Time, Date][] = [
    ['hour', new Date(now.getTime() + hourMs)],
    ['afternoon', momentOf({ date: today, time: '15:00' }, zone)],
    ['tomorrow', momentOf({ date: dayAfter(today, 1), time: '09:00' }, zone)],
    ['nextWeek', momentOf({ date: dayAfter(today, 7), time: '09:00' }, zone)],
  ];
  return new Map(all.filter(([, at]) => at > now));
}

const noTask = { kind: 'call', title: '', time: 'tomorrow', at: '' };

function TaskForm({ lead, again, onDone }: Omit<ComposerProps, 'onSaved' | 'onTakenBack'> & { readonly onDone: () => void }) {
  const { ask, me, nowMs } = useApp();
  const { lead: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { draft, change, forget } = useDraft(`task:${lead.leadId}`, noTask);
  const { title, at } = draft;
  // Another build may have known other ones.
  const kind = kinds.find((one) => one === draft.kind) ?? 'call';
  const [fault, setFault] = useState<'title' | 'time' | null>(null);
  const moments = momentsIn(new Date(nowMs()), me.zone);
  const time = draft.time === 'other' ? 'other' : ([...moments.keys()].find((one) => one === draft.time) ?? 'tomorrow');
  const save = () => {
    if (kind === 'custom' && title.trim() === '') return setFault('title');
    const [day = '', clock = ''] = at.split('T');
    const due = time === 'other' ? (at === '' ? undefined : momentOf({ date: day, time: clock.slice(0, 5) }, me.zone)) : moments.get(time);
    if (due === undefined || due.getTime() <= nowMs()) return setFault('time');
    const body = { kind, dueAt: due.toISOString(), ...(title.trim() === '' ? {} : { title: title.trim() }) };
    return act(
      `task ${JSON.stringify([kind, title, time, at])}`,
      async (headers) => {
        const { body: task } = await ask(createTask, { params: { leadId: lead.leadId }, headers, body });
        forget();
        const undo = () =>
          void act(`back ${task.taskId}`, async (own) => {
            await ask(cancelTask, { params: { taskId: task.taskId }, headers: own, body: {} });
            say({ text: words.taskTakenBack });
            await again();
          });
        say({ text: words.taskSaved, undo });
        onDone();
        await again();
      },
      (error) => {
        const isTime = 'dueAt' in faultsOf(error);
        if (isTime) setFault('time');
        return isTime;
      },
    );
  };
  return (
    <>
      <Choice label={words.task} values={kinds} words={words.taskKinds} chosen={kind} onChoose={(next) => change({ kind: next })} />
      <Field
        label={words.taskTitle}
        value={title}
        onInput={(next) => change({ title: next })}
        maxLength={120}
        fault={fault === 'title' ? words.needsTitle : undefined}
      />
      <Choice
        label={words.taskWhen}
        values={[...moments.keys(), 'other' as const]}
        words={{ ...words.presets, other: words.taskAt }}
        chosen={time}
        onChoose={(next) => change({ time: next })}
      />
      {time === 'other' ? (
        <p>
          <label class={styles.label} for="task-at">
            {words.taskAt}
          </label>
          <input
            id="task-at"
            type="datetime-local"
            class={styles.text}
            value={at}
            onInput={({ currentTarget }) => change({ at: currentTarget.value })}
          />
        </p>
      ) : null}
      <p role="alert" class={styles.fault}>
        {fault === 'time' ? words.needsTime : ''}
      </p>
      <Button onClick={() => void save()} isBusy={isBusy}>
        {words.saveTask}
      </Button>
    </>
  );
}
