import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { CallOutcomeListView, CallOutcomeView } from '../../../../api/calls/list-outcomes.ts';
import type { Ask } from '../api/index.ts';
import {
  areKeysOn,
  callAgainTimes,
  isComposing,
  localTime,
  momentOf,
  shortMoment,
  standingAlone,
  storeOfDevice,
  useApp,
  useDraft,
  useSay,
  useWhyNot,
} from '../app/index.ts';
import { Button, Sheet, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { type BegunCall, countedOutcomes, followingOf, outcomesInSight, takesCallback } from './calling.ts';
import styles from './outcome-sheet.module.css';
import { listOutcomes, logCall, undoCall } from './routes.ts';

interface OutcomeSheetProps {
  readonly call: BegunCall;
  readonly onClose: () => void;
  readonly onLogged: (leadId: string, isUndone: boolean) => void;
  /** Hears that it was saved. @param goesOn to the next one */
  readonly onSaved: (leadId: string, goesOn: boolean) => void;
}

/** What may be chosen changes seldom, and when one works only with the hour. */
const freshMs = 3_600_000;
let options: { readonly list: CallOutcomeListView; readonly atMs: number } | null = null;

/** Loads how calls may end ahead of the first one, so that the sheet has them when it opens. */
export async function loadOutcomes(ask: Ask): Promise<CallOutcomeListView> {
  if (options !== null && Date.now() - options.atMs < freshMs) return options.list;
  const { body } = await ask(listOutcomes, {});
  options = { list: body, atMs: Date.now() };
  return body;
}

const countsPlace = 'pheu:outcomes';
const readCounts = () => {
  try {
    return countedOutcomes(localStorage.getItem(countsPlace));
  } catch {
    return {};
  }
};
function count(outcome: string): void {
  try {
    const counts = readCounts();
    localStorage.setItem(countsPlace, JSON.stringify({ ...counts, [outcome]: (counts[outcome] ?? 0) + 1 }));
  } catch {
    // A browser that keeps nothing shows the company's first ones.
  }
}

/** The row of keys below the digits, which choose outcomes. */
const timeKeys = ['Q', 'W', 'E', 'R', 'T'];

const emptyDraft: { readonly call: string; readonly outcome: string; readonly callbackAt: string | null; readonly note: string } = {
  call: '',
  outcome: '',
  callbackAt: null,
  note: '',
};

/** Asks how a call ended: one tap says it, one more when to call again, one more saves it and goes on. */
export function OutcomeSheet({ call: { callee, atMs }, onClose, onLogged, onSaved }: OutcomeSheetProps) {
  const { ask, outbox, me, language, nowMs } = useApp();
  const { outcome: words, shell, offline } = useTexts();
  const whyNot = useWhyNot();
  const say = useSay();
  const [list, setList] = useState<CallOutcomeListView | null>(options?.list ?? null);
  const [hasFailed, setFailed] = useState(false);
  const { draft, change, forget } = useDraft(`call:${callee.leadId}:${callee.subject}`, emptyDraft);
  const { note } = draft;
  // A note that was begun stays good; how another call ended says nothing of this one.
  const isThis = draft.call === String(atMs);
  const chosen = (isThis && list?.items.find(({ id }) => id === draft.outcome)) || null;
  const callbackAt = chosen === null ? null : draft.callbackAt;
  const [isAsking, setAsking] = useState(false);
  const [showsAll, setShowsAll] = useState(false);
  const [isSaving, setSaving] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  /** The same words again are the same call, whatever became of the answer. */
  const sent = useRef({ text: '', key: '' });
  const now = useMemo(() => new Date(nowMs()), [nowMs]);

  const load = () => {
    setFailed(false);
    loadOutcomes(ask).then(setList, () => setFailed(true));
  };
  useEffect(load, []);

  const written = (at: Date) => shortMoment(at, { now, timeZone: me.zone, language, tomorrow: words.tomorrow });
  const times = useMemo(() => (list ? callAgainTimes(list.openings, now, me.zone) : []), [list, now, me.zone]);
  const { first, others } = useMemo(() => outcomesInSight(list?.items ?? [], readCounts()), [list]);
  const inSight = showsAll ? [...first, ...others] : first;

  const save = async (goesOn: boolean) => {
    if (chosen === null || isSaving) return;
    const body = {
      outcome: chosen.id,
      // Also if it goes at once: it may have to go again from the outbox, and under its key it is one body.
      at: new Date(atMs).toISOString(),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(callbackAt === null ? {} : { callbackAt }),
      ...(callee.subject === 'lead' ? {} : { opportunityId: callee.subject }),
    };
    const text = JSON.stringify(body);
    if (sent.current.text !== text) sent.current = { text, key: crypto.randomUUID() };
    setSaving(true);
    setFault(null);
    const params = { leadId: callee.leadId };
    try {
      const request = { params, headers: { 'Idempotency-Key': sent.current.key }, body };
      const name = chosen.name[language];
      const posted = await outbox.post(logCall, request, { what: name, who: callee.name, leadId: callee.leadId });
      count(chosen.id);
      forget();
      if (posted.is !== 'done') {
        say({ text: offline[posted.is](name) });
        onLogged(callee.leadId, false);
        return onSaved(callee.leadId, goesOn);
      }
      const { body: logged } = posted;
      const undo = () => {
        const undone = { params: { leadId: callee.leadId, callId: logged.callId }, headers: { 'Idempotency-Key': crypto.randomUUID() } };
        ask(undoCall, undone).then(
          () => onLogged(callee.leadId, true),
          (error) => say({ text: whyNot(error, words.notUndone) }),
        );
      };
      const next = logged.next ? words.nextAt(written(new Date(logged.next.dueAt))) : null;
      say({ text: [words.noted(name), next].filter((part) => part !== null).join(' · '), undo });
      onLogged(callee.leadId, false);
      onSaved(callee.leadId, goesOn);
    } catch (error) {
      setSaving(false);
      setFault(whyNot(error, words.keptHere));
    }
  };
  const choose = (outcome: CallOutcomeView) => {
    change({ call: String(atMs), outcome: outcome.id, callbackAt: takesCallback(outcome) ? callbackAt : null });
    setFault(null);
  };
  const hasKeys = areKeysOn(storeOfDevice(), me.userId);
  const agree = (time: Date) => {
    const at = time.toISOString();
    change({ callbackAt: callbackAt === at ? null : at });
  };
  const hear = (event: KeyboardEvent) => {
    if (isComposing(event)) return;
    const isInField = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || (isInField && event.target.type === 'text'))) {
      event.preventDefault();
      return void save(true);
    }
    if (isInField || event.ctrlKey || event.metaKey || event.altKey || !hasKeys) return;
    const named = inSight[Number(event.key) - 1];
    if (named) return choose(named);
    const time = chosen && takesCallback(chosen) ? times[timeKeys.indexOf(event.key.toUpperCase())] : undefined;
    if (time) agree(time);
  };
  // Wherever in the dialog the focus is.
  const heard = useRef(hear);
  heard.current = hear;
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => heard.current(event);
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);

  return (
    <Sheet title={callee.name} onClose={onClose}>
      <div class={styles.sheet}>
        <p class={styles.when}>{words.calledAt(localTime(new Date(atMs), me.zone).time)}</p>
        {list === null && !hasFailed ? <Waiting /> : null}
        {hasFailed && list === null ? (
          <p class={styles.fault} role="alert">
            {shell.offline} <Button onClick={load}>{shell.retry}</Button>
          </p>
        ) : null}
        {list === null ? null : (
          <>
            <fieldset class={styles.outcomes}>
              <legend>{words.question}</legend>
              {inSight.map((outcome, index) => (
                <button
                  key={outcome.id}
                  type="button"
                  class={styles.outcome}
                  data-key={hasKeys && index < 9 ? index + 1 : undefined}
                  data-reached={outcome.isReached}
                  aria-pressed={chosen?.id === outcome.id}
                  onClick={() => choose(outcome)}
                >
                  {outcome.name[language]}
                </button>
              ))}
              {others.length > 0 && !showsAll ? (
                <button type="button" class={styles.more} onClick={() => setShowsAll(true)}>
                  {words.others(others.length)}
                </button>
              ) : null}
            </fieldset>
            {chosen && takesCallback(chosen) ? (
              <fieldset class={styles.times}>
                <legend>{words.callAgain}</legend>
                {times.map((at, index) => (
                  <button
                    key={at.toISOString()}
                    type="button"
                    class={styles.time}
                    data-key={hasKeys ? timeKeys[index] : undefined}
                    aria-pressed={callbackAt === at.toISOString()}
                    onClick={() => agree(at)}
                  >
                    {standingAlone(written(at))}
                  </button>
                ))}
                {isAsking ? (
                  <label class={styles.own}>
                    <span>{words.ownTime}</span>
                    <input
                      type="datetime-local"
                      min={`${localTime(now, me.zone).date}T00:00`}
                      onInput={({ currentTarget: { value } }) => {
                        const [date = '', time = ''] = value.split('T');
                        change({ callbackAt: time === '' ? null : momentOf({ date, time: time.slice(0, 5) }, me.zone).toISOString() });
                      }}
                    />
                  </label>
                ) : (
                  <button type="button" class={styles.time} onClick={() => setAsking(true)}>
                    {words.ownTime}
                  </button>
                )}
              </fieldset>
            ) : null}
            <label class={styles.note}>
              <span>{words.note}</span>
              <input
                type="text"
                value={note}
                maxLength={1_000}
                autoComplete="off"
                enterKeyHint="done"
                onInput={({ currentTarget: { value } }) => change({ note: value })}
              />
            </label>
            <div class={styles.acts}>
              {fault === null ? null : (
                <p class={styles.fault} role="alert">
                  {fault}
                </p>
              )}
              <p class={styles.follows} role="status">
                {chosen === null
                  ? ''
                  : callbackAt === null
                    ? words.follows(followingOf(chosen))
                    : words.callsAt(written(new Date(callbackAt)))}
              </p>
              <Button kind="plain" onClick={onClose}>
                {words.later}
              </Button>
              <Button onClick={() => void save(true)} isBusy={chosen === null || isSaving}>
                {words.saveAndNext}
              </Button>
            </div>
          </>
        )}
      </div>
    </Sheet>
  );
}
