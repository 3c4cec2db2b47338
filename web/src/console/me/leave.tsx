import { useEffect, useState } from 'preact/hooks';
import type { LeaveView } from '../../../../api/duty/leave-view.ts';
import type { TodayView } from '../../../../api/me/today-view.ts';
import { endOfDate, localTime, shortMoment, useAct, useApp, useDraft, useSay } from '../app/index.ts';
import { DutySwitch, switchDuty } from '../duty/index.ts';
import { Button, Field, Sheet } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './me.module.css';
import { planLeave, withdrawLeave } from './routes.ts';
import { spanText } from './rules-leave.ts';

interface LeaveProps {
  readonly repId: string;
  readonly today: TodayView;
  readonly again: () => Promise<void>;
}

/** Whether a rep is given leads, until when they are not, and on which days to come they are away. */
export function Leave({ repId, today: { duty, leave }, again }: LeaveProps) {
  const { me, language, nowMs } = useApp();
  const { me: words, work } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const isAway = duty !== null && !duty.on;
  const written = (at: string) =>
    shortMoment(new Date(at), { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: work.tomorrow });
  return (
    <section class={styles.part} aria-labelledby="me-leave">
      <h2 id="me-leave">{words.leave}</h2>
      <div class={styles.own}>
        <DutySwitch duty={duty} repId={repId} onSwitched={() => void again()} />
        <p class={styles.hint}>{isAway ? (duty.until === null ? words.away : words.awayUntil(written(duty.until))) : words.there}</p>
      </div>
      {leave.length === 0 ? null : (
        <>
          <h3 class={styles.small}>{words.ahead}</h3>
          <ul class={styles.leave}>
            {leave.map((one) => (
              <OneLeave key={`${one.from} ${one.isPlanned} ${one.part}`} leave={one} repId={repId} again={again} />
            ))}
          </ul>
        </>
      )}
      <Button kind="plain" opensSheet onClick={() => setAsking(true)}>
        {words.takeLeave}
      </Button>
      {isAsking ? <LeaveSheet repId={repId} onClose={() => setAsking(false)} again={again} /> : null}
    </section>
  );
}

/** Days to come: what the rep noted they may withdraw, what the company noted it changes itself. */
function OneLeave({ leave, repId, again }: { readonly leave: LeaveView } & Pick<LeaveProps, 'repId' | 'again'>) {
  const { ask } = useApp();
  const { me: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const { from, to, part, isPlanned } = leave;
  const note = () =>
    act(`note ${from}`, async (headers) => {
      await ask(planLeave, { params: { repId, from }, headers, body: { to } });
      await again();
    });
  const withdraw = () =>
    act(`withdraw ${from}`, async (headers) => {
      await ask(withdrawLeave, { params: { repId, from }, headers });
      say({ text: words.withdrawn, undo: () => void note() });
      await again();
    });
  return (
    <li>
      <span>
        {spanText(leave)}
        {part === null ? null : <span class={styles.hint}> · {words.parts[part]}</span>}
      </span>
      {isPlanned ? (
        <Button kind="link" onClick={() => void withdraw()} isBusy={isBusy}>
          {words.withdraw}
        </Button>
      ) : (
        <span class={styles.hint}>{words.byCompany}</span>
      )}
    </li>
  );
}

const noDates = { from: '', to: '' };

/** Asks from when to when, and says what becomes of what the rep has. */
function LeaveSheet({ repId, onClose, again }: { readonly onClose: () => void } & Pick<LeaveProps, 'repId' | 'again'>) {
  const { ask, me, nowMs } = useApp();
  const { me: words } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const today = localTime(new Date(nowMs()), me.zone).date;
  const { draft, change, forget } = useDraft('leave', noDates);
  // What was begun on an earlier day, in a tab that stayed open, begins anew; a date that is being typed passes through the past.
  useEffect(() => (draft.from !== '' && draft.from < today ? forget() : undefined), []);
  const from = draft.from || today;
  const to = draft.to || from;
  const isPast = from < today;
  const isBackwards = to < from;
  const begin = (date: string) => change({ from: date, to: to < date ? date : to });
  const leave = async () => {
    if (isPast || isBackwards) return;
    const isDone = await act(JSON.stringify([from, to]), async (headers) => {
      if (from > today) return void (await ask(planLeave, { params: { repId, from }, headers, body: { to } }));
      await ask(switchDuty, { params: { repId }, headers, body: { on: false, until: endOfDate(to, me.zone).toISOString() } });
    });
    if (!isDone) return;
    forget();
    say({ text: from > today ? words.isNoted : words.isAway });
    onClose();
    await again();
  };
  return (
    <Sheet title={words.takeLeave} onClose={onClose}>
      <div class={styles.row}>
        <Field label={words.from} kind="date" value={from} min={today} onInput={begin} fault={isPast ? words.pastDate : undefined} />
        <Field
          label={words.to}
          kind="date"
          value={to}
          min={from}
          onInput={(date) => change({ to: date })}
          fault={isBackwards ? words.endsBefore : undefined}
        />
      </div>
      <ul class={styles.list}>
        {words.whatHappens.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Button onClick={() => void leave()} isBusy={isBusy || isPast || isBackwards}>
        {words.rest}
      </Button>
    </Sheet>
  );
}
