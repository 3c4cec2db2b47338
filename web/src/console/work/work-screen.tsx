import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useLocation, useRoute } from 'wouter-preact';
import type { DayView, WorkItem, WorkView } from '../../../../api/tasks/task-view.ts';
import type { WorkPlace } from '../../../../api/tasks/work-place.ts';
import type { Watched } from '../api/index.ts';
import { everyHalfMinute, useApp, useAsk, useKeys, useSay, useWhyNot } from '../app/index.ts';
import { DutySwitch } from '../duty/index.ts';
import { offerName, useHeldOffers } from '../held/index.ts';
import { LateActs } from '../late/index.ts';
import { useActs } from '../offline/index.ts';
import { loadOutcomes, useCalling } from '../outcome/index.ts';
import { Asked, Button } from '../parts/index.ts';
import { WhatToDo } from '../start/index.ts';
import { useTexts } from '../texts/index.ts';
import { calleeOf } from './callee.ts';
import { NothingToDo } from './nothing-to-do.tsx';
import { addressOf, countText, isRunningOut, nextAfter, placeIn, places, stepped } from './place.ts';
import { anew, finishTask, reopenTask, showWork } from './routes.ts';
import { usePull } from './use-pull.ts';
import { WorkCard } from './work-card.tsx';
import styles from './work-screen.module.css';
import { type OpenSheet, WorkSheets } from './work-sheets.tsx';

/** What a poll of a page costs the API is what its cards cost: these are more than a phone shows. */
const pageSize = 8;
const largestPage = 50;
/** The list follows a change within a second or two. */
const settlesMs = 2_500;

/** What a rep is to do now, in the order in which to do it. */
export function WorkScreen() {
  const { ask, me, nowMs } = useApp();
  const { work: words, late } = useTexts();
  const say = useSay();
  const whyNot = useWhyNot();
  const [, go] = useLocation();
  const [, params] = useRoute('/viec/*?');
  const place = placeIn(params?.['*']);
  const [limit, setLimit] = useState(pageSize);
  const { asked, again } = useAsk(
    showWork,
    { query: { limit: Math.min(limit, largestPage), ...(place ? { place } : {}) } },
    { everyMs: everyHalfMinute },
  );
  const shown = useLast(asked);
  const now = useClock(shown.is === 'there' && shown.body.items.some((item) => isRunningOut(item, new Date(nowMs()))) ? 1_000 : 30_000);
  /** Whom something was just done about: they leave the list before it is read again. */
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState<string | null>(null);
  const [open, setOpen] = useState<OpenSheet | null>(null);

  const all = shown.is === 'there' ? shown.body.items : [];
  // Whose outcome waits for a network is not called again, whatever the list of before says.
  const waiting = useLeadsWaiting();
  // Nor is what was declined a moment ago shown, while it can be taken back.
  const declined = useHeldOffers();
  const left = all.filter(
    (item) => !gone.has(item.taskId) && !waiting.has(item.leadId) && !(item.reason === 'accept' && declined.has(offerName(item))),
  );
  // Without a network all of the day is there: as much of it is shown as with one.
  const items = left.slice(0, limit);
  const ids = items.map(({ taskId }) => taskId);
  const news = useNews(shown.is === 'there' ? `${place} ${limit}` : null, items);
  useTitle(shown.is === 'there' ? shown.body.day : null, me.repId === null ? words.titleOfLeaders : words.title);
  const itemNow = items.find(({ taskId }) => taskId === current) ?? null;

  const refresh = () => {
    void again();
    setTimeout(() => void again().then(() => setGone(new Set())), settlesMs);
  };
  const waited = useRef(waiting);
  useEffect(() => {
    const sent = all.filter(({ leadId }) => waited.current.has(leadId) && !waiting.has(leadId));
    waited.current = waiting;
    if (sent.length === 0) return;
    // They stay away until the list was read again.
    setGone((before) => new Set([...before, ...sent.map(({ taskId }) => taskId)]));
    refresh();
  }, [waiting]);
  const leave = (item: WorkItem) => {
    setCurrent(nextAfter(ids, item.taskId));
    setGone((before) => new Set([...before, item.taskId]));
    refresh();
  };
  const tasksOf = (leadId: string) => items.filter((item) => item.leadId === leadId);
  const calling = useCalling({
    onLogged: (leadId, isUndone) => {
      if (isUndone) setGone(new Set());
      else setGone((before) => new Set([...before, ...tasksOf(leadId).map(({ taskId }) => taskId)]));
      refresh();
    },
    onNext: (leadId) => {
      const [first] = tasksOf(leadId);
      const next = first ? nextAfter(ids, first.taskId) : ids[0];
      // A dialog that closes gives the focus back to where it was: after that.
      setTimeout(() => focusCard(next ?? null, '[data-main]'), 0);
    },
    onChanged: refresh,
  });
  const callee = (item: WorkItem) => calleeOf(item, words.unnamed);
  const finish = (item: WorkItem) => {
    leave(item);
    ask(finishTask, { params: { taskId: item.taskId }, headers: anew(), body: {} }).then(
      () => {
        const undo = () => {
          const undone = { params: { taskId: item.taskId }, headers: anew(), body: {} };
          const back = () => {
            setGone(new Set());
            refresh();
          };
          ask(reopenTask, undone).then(back, (error) => say({ text: whyNot(error, words.notDone) }));
        };
        say({ text: words.finished, undo });
      },
      (error) => {
        setGone(new Set());
        say({ text: whyNot(error, words.notDone) });
      },
    );
  };

  // Behind the list, so that it is there first.
  const isThere = shown.is === 'there';
  useEffect(() => {
    if (isThere) loadOutcomes(ask).catch(() => undefined);
  }, [ask, isThere]);
  const pulling = usePull(again);
  const on = (act: (item: WorkItem) => void) => () => itemNow && act(itemNow);
  useKeys({
    j: () => focusCard(stepped(ids, current, 1), 'a'),
    k: () => focusCard(stepped(ids, current, -1), 'a'),
    Enter: on(({ leadId }) => go(`/khach/${leadId}`)),
    c: on((item) => void calling.call(callee(item))),
    l: on((item) => calling.log(callee(item))),
    n: on((item) => setOpen({ is: 'note', item })),
    t: on((item) => setOpen({ is: 'task', item })),
    m: on((item) => setOpen({ is: 'more', item })),
  });

  return (
    <>
      <p role="status" class={styles.pull} data-is={pulling}>
        {pulling === 'no' ? '' : words.pull[pulling]}
      </p>
      <div class={styles.head}>
        <h1>{me.repId === null ? words.titleOfLeaders : words.title}</h1>
        {me.repId !== null && shown.is === 'there' && shown.body.day ? (
          <DutySwitch duty={shown.body.day.duty} repId={me.repId} onSwitched={() => void again()} />
        ) : null}
      </div>
      <Asked asked={shown} again={again}>
        {({ day, nextCursor, lateActs = [] }) => (
          <div aria-busy={asked.is === 'waiting'} class={styles.work}>
            <LateActs acts={lateActs} areOfMany onDecided={refresh} />
            {day === null && lateActs.length === 0 ? <p role="status">{late.none}</p> : null}
            {day === null ? <WhatToDo /> : null}
            {day ? <Chips day={day} chosen={place} /> : null}
            <div role="status">
              {news.length === 0 ? null : (
                <button type="button" class={styles.news} onClick={() => focusCard(news[0]?.taskId ?? null, 'a')}>
                  {words.news(news.length, news[0]?.person?.fullName ?? words.unnamed)}
                </button>
              )}
            </div>
            {items.length === 0 && nextCursor === null && day ? (
              <NothingToDo day={day} place={place} now={now} onTake={() => setOpen({ is: 'floating', pools: day.floating })} />
            ) : (
              <ol class={styles.list}>
                {items.map((item) => (
                  <li key={item.taskId}>
                    <WorkCard
                      item={item}
                      now={now}
                      isCurrent={item.taskId === current}
                      isBusy={calling.busyWith === item.leadId}
                      isCalled={calling.begun?.callee.leadId === item.leadId}
                      onCall={(one) => void calling.call(callee(one))}
                      onBegin={(one) => calling.begin(callee(one))}
                      onLog={(one) => calling.log(callee(one))}
                      onMore={(one) => setOpen({ is: 'more', item: one })}
                      onFinish={finish}
                      onFocus={({ taskId }) => setCurrent(taskId)}
                    />
                  </li>
                ))}
              </ol>
            )}
            {(nextCursor !== null && limit < largestPage) || left.length > limit ? (
              <button type="button" class={styles.rest} onClick={() => setLimit(limit + pageSize)}>
                {words.showMore}
              </button>
            ) : null}
            {items.length > 0 && day && day.floating.length > 0 ? (
              <Button kind="link" opensSheet onClick={() => setOpen({ is: 'floating', pools: day.floating })}>
                {words.take}
              </Button>
            ) : null}
          </div>
        )}
      </Asked>
      {open === null ? null : (
        <WorkSheets
          open={open}
          onOpen={setOpen}
          onClose={() => setOpen(null)}
          onLog={(item) => calling.log(callee(item))}
          onLeft={leave}
          onBack={() => {
            setGone(new Set());
            refresh();
          }}
          onFinish={finish}
          onChanged={refresh}
        />
      )}
      {calling.sheet}
    </>
  );
}

/** Moves the focus to a card: to its name, or to the one thing to do about it. */
function focusCard(taskId: string | null, to: 'a' | '[data-main]'): void {
  const card = taskId === null ? null : document.getElementById(taskId)?.closest('article');
  card?.scrollIntoView({ block: 'nearest' });
  card?.querySelector<HTMLElement>(to)?.focus({ preventScroll: true });
}

/** What came into the list since it was looked at first; another list begins anew. @param list null: it is not there yet */
function useNews(list: string | null, items: readonly WorkItem[]): readonly WorkItem[] {
  const known = useRef<{ readonly list: string; readonly ids: ReadonlySet<string> } | null>(null);
  const [news, setNews] = useState<ReadonlySet<string>>(new Set());
  const ids = items.map(({ taskId }) => taskId).join(' ');
  useEffect(() => {
    if (list === null) return;
    const before = known.current;
    const now = ids === '' ? [] : ids.split(' ');
    known.current = { list, ids: new Set([...(before?.list === list ? before.ids : []), ...now]) };
    const came = before?.list !== list ? [] : now.filter((id) => !before.ids.has(id));
    setNews((shown) => (came.length > 0 ? new Set(came) : new Set([...shown].filter((id) => now.includes(id)))));
  }, [list, ids]);
  return items.filter(({ taskId }) => news.has(taskId));
}

/** Says in the title of the tab how much cannot wait: whoever works in another one sees it. */
function useTitle(day: DayView | null, title: string): void {
  const count = day === null ? 0 : day.counts.accept + day.counts.callback + day.counts.hot;
  useEffect(() => {
    const before = document.title;
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · Phễu`;
    return () => {
      document.title = before;
    };
  }, [count, title]);
}

/** While another question is asked, what was there stays. */
function useLast(asked: Watched<WorkView>): Watched<WorkView> {
  const last = useRef<WorkView | null>(null);
  if (asked.is === 'there') last.current = asked.body;
  return asked.is === 'waiting' && last.current !== null ? { is: 'there', body: last.current, isOld: false } : asked;
}

function useClock(everyMs: number): Date {
  const { nowMs } = useApp();
  const [now, setNow] = useState(() => new Date(nowMs()));
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date(nowMs())), everyMs);
    return () => clearInterval(timer);
  }, [everyMs, nowMs]);
  return now;
}

function Chips({ day, chosen }: { readonly day: NonNullable<WorkView['day']>; readonly chosen: WorkPlace | undefined }) {
  const { work: words } = useTexts();
  const chips = places.flatMap((place) => {
    const count = countText(place, day);
    return count === null && place !== chosen ? [] : [{ place, count: count ?? '0' }];
  });
  if (chips.length === 0) return null;
  return (
    <nav class={styles.chips} aria-label={words.filter}>
      {chips.map(({ place, count }) => (
        <a
          key={place}
          class={styles.chip}
          href={place === chosen ? addressOf() : addressOf(place)}
          aria-current={place === chosen ? 'true' : undefined}
        >
          {words.places[place]} <b>{count}</b>
        </a>
      ))}
    </nav>
  );
}

/** Leads with a call whose outcome is kept until there is a network. */
function useLeadsWaiting(): ReadonlySet<string> {
  const ids = useActs()
    .filter(({ path, refused }) => path === '/v1/leads/{leadId}/calls' && refused === undefined)
    .map(({ about }) => about.leadId)
    .toSorted()
    .join(' ');
  return useMemo(() => new Set(ids === '' ? [] : ids.split(' ')), [ids]);
}
