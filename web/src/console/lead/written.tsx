import type { WrittenView } from '../../../../api/leads/written-view.ts';
import { useApp } from '../app/index.ts';
import { useTexts } from '../texts/index.ts';
import { momentInWords } from './when.ts';
import styles from './written.module.css';

/** Longer than that is folded: what is next stays in sight. */
const longest = 220;

/** What the person wrote in their own words: what a call begins with. */
export function Written({ written }: { readonly written: readonly WrittenView[] }) {
  const { me, language, nowMs } = useApp();
  const { lead: words } = useTexts();
  const [newest, ...others] = written;
  if (newest === undefined) return null;
  const when = ({ at, form }: WrittenView) =>
    [form?.[language], momentInWords(new Date(at), new Date(nowMs()), me.zone, language)].filter(Boolean).join(' · ');
  return (
    <section class={styles.written} aria-label={words.wrote}>
      <h2>
        {words.wrote} <small>{when(newest)}</small>
      </h2>
      <Answers of={newest} />
      {others.map((post) => (
        <details key={post.at}>
          <summary>{words.wroteBefore(when(post))}</summary>
          <Answers of={post} />
        </details>
      ))}
    </section>
  );
}

function Answers({ of: { answers } }: { readonly of: WrittenView }) {
  const { language } = useApp();
  const { lead: words } = useTexts();
  // What they said in a sentence comes before what they chose.
  const sorted = answers.toSorted((one, other) => Number(other.name === 'message') - Number(one.name === 'message'));
  return (
    <dl>
      {sorted.map(({ name, label, text }) => (
        <div key={name} data-is={name === 'message' ? 'message' : 'answer'}>
          <dt>{label[language]}</dt>
          <dd>
            {text[language].length <= longest ? (
              text[language]
            ) : (
              <details>
                <summary>
                  {text[language].slice(0, longest)}… <b>{words.readOn}</b>
                </summary>
                {text[language].slice(longest)}
              </details>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
