import type { ExperimentsView } from '../../../../api/experiments/experiment-view.ts';
import { localTime, useApp, useAsk } from '../app/index.ts';
import { Asked } from '../parts/index.ts';
import { useWriting } from './context.ts';
import { valueText } from './numbers.ts';
import styles from './reports.module.css';
import { listExperiments } from './routes.ts';

/** Which of two mails brings more, as far as it can be told; in words first, since bars that lean to one side say little. */
export function ExperimentsPage() {
  const { words } = useWriting();
  const { asked, again } = useAsk(listExperiments, {});
  return (
    <Asked asked={asked} again={again}>
      {(view) => (
        <>
          <p class={styles.about}>{words.experiments.how(view.windowDays, view.most)}</p>
          {view.items.length === 0 ? <p class={styles.nothing}>{words.experiments.none}</p> : null}
          {view.items.map((item) => (
            <Experiment key={item.experimentId} item={item} enough={view.enough} />
          ))}
        </>
      )}
    </Asked>
  );
}

function Experiment({ item, enough }: { readonly item: ExperimentsView['items'][number]; readonly enough: number }) {
  const { language, me } = useApp();
  const writing = useWriting();
  const { experiments: words } = writing.words;
  const { experimentId, sequenceNames, stepId, goal, verdict, eValue, countedAt, claim } = item;
  const share = (reached: number, sent: number) =>
    sent === 0 ? words.nobody : valueText(reached / sent, { unit: 'share', currency: null }, writing);
  const count = (value: number) => valueText(value, { unit: 'count', currency: null }, writing);
  const most = Math.max(...[item.a, item.b].map(({ sent, reached }) => (sent === 0 ? 0 : reached / sent)));
  return (
    <section class={styles.part} aria-label={experimentId}>
      <h2>
        {sequenceNames[language]} <span class={styles.soft}>{`${stepId} · ${experimentId}`}</span>
      </h2>
      <figure class={styles.figure}>
        <figcaption>
          <p>{claim[language]}</p>
        </figcaption>
        <ol class={styles.bars}>
          {(['a', 'b'] as const).map((arm) => {
            const { names, sent, reached } = item[arm];
            return (
              <li key={arm}>
                <span class={styles.label}>
                  {words.mail(arm.toUpperCase(), names[language])}
                  {verdict === arm ? ` – ${words.better}` : ''}
                </span>
                <svg class={styles.bar} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                  <rect width={sent === 0 || most === 0 ? 0 : (reached / sent / most) * 100} height="10" />
                </svg>
                <span class={styles.number}>{share(reached, sent)}</span>
                <span class={styles.soft}>{words.reached(count(reached), count(sent), words.goals[goal] ?? goal)}</span>
              </li>
            );
          })}
        </ol>
      </figure>
      <p class={styles.soft}>
        {words.evidence(valueText(Math.round(eValue * 10) / 10, { unit: 'number', currency: null }, writing), count(enough))}
        {countedAt === null ? '' : ` ${words.countedOn(dayOf(countedAt, me.zone))}`}
      </p>
    </section>
  );
}

const dayOf = (at: string, zone: string): string => localTime(new Date(at), zone).date.split('-').toReversed().join('/');
