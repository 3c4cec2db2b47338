import { useEffect, useMemo, useState } from 'preact/hooks';
import type { CallOutcomeListView } from '../../../../api/calls/list-outcomes.ts';
import type { DayView, WorkItem } from '../../../../api/tasks/task-view.ts';
import { callAgainTimes, problemText, shortMoment, standingAlone, useAct, useApp, useDraft, useSay, useWhyNot } from '../app/index.ts';
import { DeclineSheet } from '../decline/index.ts';
import { loadOutcomes } from '../outcome/index.ts';
import { Button, Field, Menu, type MenuEntry, Sheet, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { calleeOf } from './callee.ts';
import { FloatingSheet } from './floating-sheet.tsx';
import { isMovable, isPlanned } from './place.ts';
import { anew, cancelTask, createTask, deleteNote, reopenTask, snoozeTask, writeNote } from './routes.ts';
import styles from './work-sheets.module.css';

/** Which sheet stands over the work. */
export type OpenSheet =
  | { readonly is: 'more' | 'snooze' | 'decline' | 'note' | 'task'; readonly item: WorkItem }
  | { readonly is: 'floating'; readonly pools: DayView['floating'] };

interface SheetsProps {
  readonly open: OpenSheet;
  readonly onOpen: (sheet: OpenSheet) => void;
  readonly onClose: () => void;
  readonly onLog: (item: WorkItem) => void;
  readonly onFinish: (item: WorkItem) => void;
  /** The item is not to be done any more. */
  readonly onLeft: (item: WorkItem) => void;
  /** It is to be done again. */
  readonly onBack: () => void;
  readonly onChanged: () => void;
}

export function WorkSheets(props: SheetsProps) {
  const { open } = props;
  switch (open.is) {
    case 'more':
      return <More {...props} item={open.item} />;
    case 'snooze':
      return <Snooze {...props} item={open.item} />;
    case 'decline':
      return <Decline {...props} item={open.item} />;
    case 'note':
      return <Note {...props} item={open.item} />;
    case 'task':
      return <NewTask {...props} item={open.item} />;
    case 'floating':
      return <FloatingSheet {...props} pools={open.pools} />;
  }
}

type OfItem = SheetsProps & { readonly item: WorkItem };

/** What else can be done about a card than its button says. */
function More({ item, onOpen, onClose, onLog, onFinish }: OfItem) {
  const { work: words, decline } = useTexts();
  const isOffer = item.reason === 'accept';
  const isMasked = item.about === null && !item.isHandedOver;
  const act = (run: () => void) => () => {
    onClose();
    run();
  };
  const entries: readonly (MenuEntry | null)[] = [
    { name: words.log, onClick: act(() => onLog(item)) },
    isPlanned(item) ? { name: words.done, onClick: act(() => onFinish(item)) } : null,
    isMovable(item) ? { name: words.snooze, onClick: () => onOpen({ is: 'snooze', item }) } : null,
    isOffer ? { name: decline.act, onClick: () => onOpen({ is: 'decline', item }) } : null,
    isMasked || item.isHandedOver ? null : { name: words.note, onClick: () => onOpen({ is: 'note', item }) },
    isOffer || item.isHandedOver ? null : { name: words.newTask, onClick: () => onOpen({ is: 'task', item }) },
    { name: words.openLead, href: `#/khach/${encodeURIComponent(item.leadId)}` },
  ];
  return (
    <Sheet title={calleeOf(item, words.unnamed).name} onClose={onClose}>
      <Menu entries={entries.filter((entry) => entry !== null)} />
    </Sheet>
  );
}

/** When somebody works in the days to come, and how it is written. */
function useTimes(): { readonly times: readonly Date[]; readonly written: (at: Date) => string } {
  const { ask, me, language, nowMs } = useApp();
  const { work: words } = useTexts();
  const [list, setList] = useState<CallOutcomeListView | null>(null);
  const now = useMemo(() => new Date(nowMs()), [nowMs]);
  useEffect(() => void loadOutcomes(ask).then(setList, () => setList({ items: [], openings: [] })), [ask]);
  const times = useMemo(() => {
    if (list === null) return [];
    const known = callAgainTimes(list.openings, now, me.zone);
    // Without a network there is still tomorrow.
    return known.length > 0 ? known : [new Date(now.getTime() + 3_600_000), new Date(now.getTime() + 86_400_000)];
  }, [list, now, me.zone]);
  return { times, written: (at) => shortMoment(at, { now, timeZone: me.zone, language, tomorrow: words.tomorrow }) };
}

function Snooze({ item, onClose, onLeft, onBack }: OfItem) {
  const { ask } = useApp();
  const { work: words } = useTexts();
  const whyNot = useWhyNot();
  const say = useSay();
  const { times, written } = useTimes();
  const put = (until: Date) => ask(snoozeTask, { params: { taskId: item.taskId }, headers: anew(), body: { until: until.toISOString() } });
  const snooze = (until: Date) => {
    onClose();
    onLeft(item);
    const undo = () => {
      const undone = { params: { taskId: item.taskId }, headers: anew(), body: {} };
      ask(reopenTask, undone).then(onBack, (error) => say({ text: whyNot(error, words.notDone) }));
    };
    put(until).then(
      () => say({ text: words.snoozed(written(until)), undo }),
      (error) => {
        onBack();
        say({ text: whyNot(error, words.notDone) });
      },
    );
  };
  return (
    <Sheet title={words.snooze} onClose={onClose}>
      {times.length === 0 ? <Waiting /> : null}
      <Menu entries={times.map((at) => ({ name: standingAlone(written(at)), onClick: () => snooze(at) }))} />
    </Sheet>
  );
}

const noText = { text: '' };

function Decline({ item, onClose, onLeft, onBack }: OfItem) {
  const { work: words } = useTexts();
  const { leadId, subject } = item;
  const offer = { leadId, subject, name: calleeOf(item, words.unnamed).name };
  return <DeclineSheet offer={offer} onClose={onClose} onDeclined={() => onLeft(item)} onBack={onBack} onGone={onBack} />;
}

function Note({ item, onClose }: OfItem) {
  const { ask, outbox, language } = useApp();
  const texts = useTexts();
  const { work: words, offline } = texts;
  const whyNot = useWhyNot();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { leadId } = item;
  const { draft, change, forget } = useDraft(`note:${leadId}`, noText);
  const { text } = draft;
  const [fault, setFault] = useState<string | undefined>();
  const save = () => {
    const note = text.trim();
    if (note === '') return setFault(words.noteEmpty);
    return act(
      `note ${note}`,
      async (headers) => {
        const about = { what: words.note, who: item.person?.fullName ?? '', leadId };
        const posted = await outbox.post(writeNote, { params: { leadId }, headers, body: { text: note } }, about);
        forget();
        onClose();
        if (posted.is !== 'done') return say({ text: offline[posted.is](words.note) });
        const undone = { params: { leadId, noteId: posted.body.noteId }, headers: anew() };
        const undo = () =>
          void ask(deleteNote, undone).then(
            () => say({ text: words.noteTakenBack }),
            (error) => say({ text: whyNot(error, words.notDone) }),
          );
        say({ text: words.noted, undo });
      },
      (error) => {
        setFault(problemText(error, texts, language));
        return true;
      },
    );
  };
  return (
    <Sheet title={words.noteTitle(calleeOf(item, words.unnamed).name)} onClose={onClose}>
      <Field
        label={words.note}
        value={text}
        onInput={(written) => change({ text: written })}
        isLong
        isFocused
        maxLength={4_000}
        fault={fault}
      />
      <Button onClick={() => void save()} isBusy={isBusy}>
        {words.save}
      </Button>
    </Sheet>
  );
}

function NewTask({ item, onClose, onChanged }: OfItem) {
  const { ask } = useApp();
  const { work: words } = useTexts();
  const whyNot = useWhyNot();
  const say = useSay();
  const { times, written } = useTimes();
  const { draft, change, forget } = useDraft(`task:${item.leadId}:${item.subject}`, noText);
  const title = draft.text;
  const [fault, setFault] = useState<string | undefined>();
  const { isBusy, act } = useAct();
  const save = (dueAt: Date) => {
    const what = title.trim();
    const subject = item.subject === 'lead' ? {} : { subject: item.subject };
    const body = {
      kind: what === '' ? 'call' : 'custom',
      ...(what === '' ? {} : { title: what }),
      dueAt: dueAt.toISOString(),
      ...subject,
    } as const;
    return act(
      `task ${JSON.stringify(body)}`,
      async (headers) => {
        const { body: task } = await ask(createTask, { params: { leadId: item.leadId }, headers, body });
        forget();
        const undone = { params: { taskId: task.taskId }, headers: anew(), body: {} };
        const undo = () =>
          void ask(cancelTask, undone).then(
            () => {
              say({ text: words.taskTakenBack });
              onChanged();
            },
            (error) => say({ text: whyNot(error, words.notDone) }),
          );
        say({ text: words.planned(written(dueAt)), undo });
        onClose();
        onChanged();
      },
      (error) => {
        setFault(whyNot(error, words.notSaved));
        return true;
      },
    );
  };
  return (
    <Sheet title={words.taskTitle(calleeOf(item, words.unnamed).name)} onClose={onClose}>
      <Field label={words.taskWhat} value={title} onInput={(text) => change({ text })} isFocused maxLength={120} fault={fault} />
      <p class={styles.hint}>{words.taskWhen}</p>
      <Menu entries={times.map((at) => ({ name: standingAlone(written(at)), onClick: () => void save(at) }))} isBusy={isBusy} />
    </Sheet>
  );
}
