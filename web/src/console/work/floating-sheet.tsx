import { useEffect, useState } from 'preact/hooks';
import type { FloatingListView } from '../../../../api/pools/list-floating.ts';
import type { DayView } from '../../../../api/tasks/task-view.ts';
import { productNames, shortMoment, useAct, useApp, useSay, useWhyNot } from '../app/index.ts';
import { Button, Sheet, TemperatureMark, Waiting } from '../parts/index.ts';
import { useTexts } from '../texts/index.ts';
import { claimLead, listFloating } from './routes.ts';
import styles from './work-sheets.module.css';

type FloatingLead = FloatingListView['items'][number];

interface FloatingSheetProps {
  readonly pools: DayView['floating'];
  readonly onClose: () => void;
  readonly onChanged: () => void;
}

/** What floats in the pools of which a rep may take some, and how many more today; whoever is first has it. */
export function FloatingSheet({ pools, onClose, onChanged }: FloatingSheetProps) {
  const { ask, language } = useApp();
  const { work: words } = useTexts();
  const whyNot = useWhyNot();
  const say = useSay();
  const { isBusy, act } = useAct();
  const [lists, setLists] = useState<readonly FloatingListView[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const look = () => {
    const pages = pools.map(({ poolId }) => ask(listFloating, { params: { poolId }, query: { limit: 25 } }));
    Promise.all(pages).then(
      (answers) => setLists(answers.map(({ body }) => body)),
      (error) => setFault(whyNot(error, words.notDone)),
    );
  };
  useEffect(look, []);
  const take = ({ leadId, opportunityId }: FloatingLead) => {
    setFault(null);
    return act(
      `take ${opportunityId ?? leadId}`,
      async (headers) => {
        const query = opportunityId === null ? {} : { opportunityId };
        const { body } = await ask(claimLead, { params: { leadId }, query, headers });
        say({ text: words.taken(body.leftToday) });
        onChanged();
        onClose();
      },
      (error) => {
        setFault(whyNot(error, words.notDone));
        look();
        return true;
      },
    );
  };
  return (
    <Sheet title={words.take} onClose={onClose}>
      {fault === null ? null : (
        <p class={styles.fault} role="alert">
          {fault}
        </p>
      )}
      {lists === null && fault === null ? <Waiting /> : null}
      {lists?.map(({ items, mine }, place) => {
        const pool = pools[place]?.name[language] ?? '';
        return (
          <section key={pools[place]?.poolId} aria-label={pool}>
            {pools.length > 1 ? <h3 class={styles.pool}>{pool}</h3> : null}
            {mine === null ? null : <p class={styles.hint}>{words.leftToTake(mine.leftToday, mine.perDay)}</p>}
            {items.length === 0 ? <p>{words.nothingFloats(pool)}</p> : null}
            <ul class={styles.floating}>
              {items.map((lead) => (
                <li key={lead.opportunityId ?? lead.leadId}>
                  <About lead={lead} />
                  {mine?.leftToday === 0 ? null : (
                    <Button onClick={() => void take(lead)} isBusy={isBusy}>
                      {words.takeOne}
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </Sheet>
  );
}

function About({ lead: { products, provinceName, temperature, since } }: { readonly lead: FloatingLead }) {
  const { me, language, nowMs } = useApp();
  const { work: words } = useTexts();
  const written = { now: new Date(nowMs()), timeZone: me.zone, language, tomorrow: words.tomorrow };
  return (
    <p>
      <b>{products.length > 0 ? productNames(products, me.products, language).join(', ') : words.noProduct}</b>
      <span class={styles.facts}>
        <TemperatureMark of={temperature} />
        {[words.temperatures[temperature], provinceName, words.floatsSince(shortMoment(new Date(since), written))]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </p>
  );
}
