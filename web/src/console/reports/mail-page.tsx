import { useState } from 'preact/hooks';
import type { MailStateView } from '../../../../api/mail/mail-state-view.ts';
import { shortMoment, useApp, useAsk } from '../app/index.ts';
import { Asked, Button, Facts } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { useWriting } from './context.ts';
import styles from './reports.module.css';
import { ResumeSheet } from './resume-sheet.tsx';
import { readMailState } from './routes.ts';

const everyMs = 60_000;

/** Whether mails to people go out, what came back of them, and who had paused ones go on. */
export function MailPage() {
  const { words } = useWriting();
  const { me } = useApp();
  const [isAsked, setAsked] = useState(false);
  const { asked, again } = useAsk(readMailState, {}, { everyMs });
  return (
    <Asked asked={asked} again={again}>
      {(state) => (
        <>
          <Standing state={state} />
          {(state.all || state.advertising) && 'mail.resume' in me.rights ? (
            <p class={styles.acts}>
              <Button opensSheet onClick={() => setAsked(true)}>
                {words.mail.resume}
              </Button>
            </p>
          ) : null}
          <Facts
            facts={[
              [words.mail.complaints, words.mail.share(state.complaints.returned, state.complaints.mails)],
              [words.mail.bounces, words.mail.share(state.bounces.returned, state.bounces.mails)],
            ]}
          />
          <p class={styles.soft}>{words.mail.gmail}</p>
          <Ended state={state} />
          {isAsked ? (
            <ResumeSheet
              onClose={() => setAsked(false)}
              onResumed={() => {
                setAsked(false);
                void again();
              }}
            />
          ) : null}
        </>
      )}
    </Asked>
  );
}

/** Says first what does not go out. */
function Standing({ state: { all, advertising, isNearPause } }: { readonly state: MailStateView }) {
  const { mail: words } = useWriting().words;
  const written = useMoments();
  return (
    <section class={styles.nothing} role="status">
      {all ? <p class={styles.fault}>{words.all[all.why](written(all.since), written(all.until), all.dueTo)}</p> : null}
      {advertising ? <p class={styles.fault}>{words.advertising(written(advertising.since), advertising.dueTo)}</p> : null}
      {all || advertising ? null : <p>{isNearPause ? words.nearPause : words.goesOut}</p>}
      <p class={styles.soft}>{words.notices}</p>
    </section>
  );
}

function Ended({ state: { ended } }: { readonly state: MailStateView }) {
  const { mail: words } = useWriting().words;
  const written = useMoments();
  if (ended.length === 0) return null;
  return (
    <section class={styles.part} aria-label={words.ended}>
      <h2>{words.ended}</h2>
      <ul>
        {ended.map(({ at, by, reason, advertisingSince, dueTo }) => (
          <li key={at}>
            <p>{reason}</p>
            <p class={styles.soft}>{words.endedBy(by, written(at), advertisingSince !== null, dueTo)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function useMoments(): (at: string) => string {
  const { language, me, nowMs } = useApp();
  const { work } = useTexts();
  return (at) => shortMoment(new Date(at), { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: work.tomorrow });
}
