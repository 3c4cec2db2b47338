import { useEffect, useState } from 'preact/hooks';
import type { LeadPageView } from '../../../../api/leads/lead-page-view.ts';
import { useAct, useApp } from '../app/index.ts';
import { useActs } from '../offline/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './history.module.css';
import {
  byDay,
  type Happening,
  type HistoryFilter,
  happeningsIn,
  historyFilters,
  type KnownHistory,
  type SavedNote,
  withOwn,
  withPage,
} from './history.ts';
import { readTimeline } from './routes.ts';
import { clockIn, dateIn, dayAfter, dayInWords } from './when.ts';

/** Everything that happened, the newest first: what people did large, what machines did in a line. */
export function History({ lead, saved }: { readonly lead: LeadPageView; readonly saved: readonly SavedNote[] }) {
  const { ask, me, language, nowMs } = useApp();
  const { lead: words } = useTexts();
  const [filter, setFilter] = useState<HistoryFilter>('all');
  const [known, setKnown] = useState<KnownHistory | null>(null);
  const { isBusy, act } = useAct();
  const { timeline } = lead;
  const acts = useActs().filter(({ about }) => about.leadId === lead.leadId);
  useEffect(() => {
    if (timeline) setKnown((before) => withPage(before, timeline, true));
  }, [timeline]);
  if (!timeline) return null;
  const shown = known ?? withPage(null, timeline, true);
  const told = happeningsIn(shown, {
    notes: [...(lead.notes ?? []), ...saved],
    calls: lead.calls ?? [],
    replies: lead.replies ?? [],
    letters: lead.letters ?? [],
  });
  const all = withOwn(told, shown, { saved, acts, noteName: words.note });
  const chosen = all.filter((one) => filter === 'all' || one.filter === filter);
  const today = dateIn(new Date(nowMs()), me.zone);
  const nameOf = (day: string) => (day === today ? words.today : day === dayAfter(today, -1) ? words.yesterday : dayInWords(day, language));
  const whoIs = (userId: string) =>
    userId === me.userId ? (me.name ?? userId) : (lead.colleagues?.find((one) => one.userId === userId)?.name ?? userId);
  const { nextCursor } = shown;
  const older = () =>
    act('older', async () => {
      const query = { cursor: nextCursor ?? '', limit: 50, lang: language };
      const { body } = await ask(readTimeline, { params: { leadId: lead.leadId }, query });
      setKnown((before) => withPage(before, body, false));
    });
  return (
    <section class={styles.history} aria-label={words.history}>
      <h2>{words.history}</h2>
      <fieldset class={styles.filters} aria-label={words.history}>
        {historyFilters.map((one) => (
          <button key={one} type="button" aria-pressed={one === filter} onClick={() => setFilter(one)}>
            {words.filters[one]}
          </button>
        ))}
      </fieldset>
      {chosen.length === 0 ? <p class={styles.soft}>{words.nothing}</p> : null}
      {byDay(chosen, (at) => dateIn(at, me.zone)).map(({ day, all: ofDay }) => (
        <section key={day} aria-label={nameOf(day)}>
          <h3>{nameOf(day)}</h3>
          <ol class={styles.day}>
            {ofDay.map((one) => (
              <Line key={one.id} happening={one} clock={clockIn(new Date(one.at), me.zone)} whoIs={whoIs} />
            ))}
          </ol>
        </section>
      ))}
      {nextCursor === null ? null : (
        <button type="button" class={styles.older} aria-disabled={isBusy} onClick={() => void older()}>
          {words.older}
        </button>
      )}
    </section>
  );
}

interface LineProps {
  readonly happening: Happening;
  readonly clock: string;
  readonly whoIs: (userId: string) => string;
}

function Line({
  happening: { isOfPeople, summary, details, text, by, isWaiting, unprovenFrom = null, isTooLarge, files = [], letter = null },
  clock,
  whoIs,
}: LineProps) {
  const { language } = useApp();
  const { lead: words } = useTexts();
  return (
    <li class={isOfPeople ? styles.large : styles.small}>
      <time>{clock}</time>
      <div>
        <p>{summary}</p>
        {letter === null ? null : <p>{letter.subject}</p>}
        {text === null ? null : <p class={styles.written}>{text}</p>}
        {letter === null || letter.state === 'sent' ? null : (
          <p class={styles.soft}>{letter.reasonText === null ? words.letterWaits : words.letterNotSent(letter.reasonText[language])}</p>
        )}
        {isTooLarge ? <p class={styles.soft}>{words.mailTooLarge}</p> : null}
        {unprovenFrom === null ? null : <p class={styles.soft}>{words.unproven(unprovenFrom)}</p>}
        {files.length === 0 ? null : <p class={styles.soft}>{words.filesNotKept(files.join(', '))}</p>}
        {by === null ? null : <p class={styles.soft}>{isWaiting ? `${whoIs(by)} · ${words.waits}` : whoIs(by)}</p>}
        {details.length === 0 ? null : (
          <details>
            <summary>{words.details(details.length)}</summary>
            <ul>
              {details.map((detail) => (
                <li key={detail}>{detail}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </li>
  );
}
