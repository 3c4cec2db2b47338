import type { LetterDeskView } from '../../../../api/letters/letter-desk-view.ts';
import { Facts } from '../parts/index.ts';
import type { LetterTexts } from '../texts/index.ts';
import styles from './letter.module.css';

interface PaperProps {
  readonly desk: Pick<LetterDeskView, 'from' | 'to' | 'signature'>;
  readonly words: LetterTexts;
  readonly subject: string;
  readonly text: string;
  readonly isAdvertising: boolean;
}

/** A letter as its reader gets it. */
export function Paper({ desk: { from, to, signature }, words, subject, text, isAdvertising }: PaperProps) {
  return (
    <>
      <Facts
        facts={[
          [words.from, from],
          [words.to, to],
        ]}
      />
      <article class={styles.paper}>
        <h3>{isAdvertising ? `[QC] ${subject}` : subject}</h3>
        <p>{text}</p>
        <p>{['--', ...signature].join('\n')}</p>
        {isAdvertising ? <p class={styles.soft}>{words.advertisingHint}</p> : null}
      </article>
    </>
  );
}
