import { Link } from 'wouter-preact';
import type { LateActView } from '../../../../api/late-acts/late-act-view.ts';
import { shortMoment, useAct, useApp, useSay } from '../app/index.ts';
import { Button } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import styles from './late-acts.module.css';
import { applyLateAct, dismissLateAct } from './routes.ts';

interface LateActsProps {
  readonly acts: readonly LateActView[];
  /** Whether each says whom it is about. @default - it stands on the page of that lead */
  readonly areOfMany?: boolean;
  readonly onDecided: () => void;
}

/** What reps noted about leads that were no longer theirs: what waits can be applied or dismissed. Nothing where there is none. */
export function LateActs({ acts, areOfMany = false, onDecided }: LateActsProps) {
  const { late: words } = useTexts();
  if (acts.length === 0) return null;
  return (
    <section class={styles.late} aria-label={words.title}>
      <h2>{words.title}</h2>
      <p class={styles.soft}>{words.explained}</p>
      <ul>
        {acts.map((act) => (
          <li key={act.lateActId}>
            <LateAct act={act} isOfMany={areOfMany} onDecided={onDecided} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function LateAct({
  act: late,
  isOfMany,
  onDecided,
}: {
  readonly act: LateActView;
  readonly isOfMany: boolean;
  readonly onDecided: () => void;
}) {
  const { ask, me, language, nowMs } = useApp();
  const { late: words, lead: leadWords, work } = useTexts();
  const say = useSay();
  const { isBusy, act } = useAct();
  const written = (at: string) =>
    shortMoment(new Date(at), { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: work.tomorrow });
  const { leadId, lateActId, fullName, repName, by, outcome, note, notedAt, callbackAt, why, state } = late;
  const who = repName ?? by;
  const decide = (is: 'applied' | 'dismissed') =>
    act(`${is} ${lateActId}`, async (headers) => {
      const request = { params: { leadId, lateActId }, headers, body: {} };
      await (is === 'applied' ? ask(applyLateAct, request) : ask(dismissLateAct, request));
      say({ text: words.states[is] });
      onDecided();
    });
  return (
    <article class={styles.act}>
      <p>
        {isOfMany ? (
          <>
            <Link href={`/khach/${encodeURIComponent(leadId)}`}>{fullName ?? leadWords.unnamed}</Link> ·{' '}
          </>
        ) : null}
        <strong>{outcome?.[language] ?? words.note}</strong>
      </p>
      {note === null ? null : <p class={styles.note}>{note}</p>}
      {callbackAt === null ? null : <p>{words.callsAt(written(callbackAt))}</p>}
      <p class={styles.soft}>{words.notedBy(who, written(notedAt))}</p>
      <p class={styles.soft}>{why[language]}</p>
      {state === 'waiting' ? (
        <div class={styles.decide}>
          <Button onClick={() => void decide('applied')} isBusy={isBusy}>
            {words.apply}
          </Button>
          <Button kind="plain" onClick={() => void decide('dismissed')} isBusy={isBusy}>
            {words.dismiss}
          </Button>
        </div>
      ) : (
        <p class={styles.soft}>{words.states[state]}</p>
      )}
    </article>
  );
}
