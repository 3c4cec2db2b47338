import { useState } from 'preact/hooks';
import { Button } from '../parts/index.ts';
import { type Language, languages, useTexts } from '../texts/index.ts';
import { signInAddress } from './browser.ts';
import styles from './sign-in.module.css';

interface SignInProps {
  /** Where the sign-in leads back to. */
  readonly to: string;
  /** What became of the last one, as the address says it. */
  readonly problem: string | null;
  readonly hasEnded: boolean;
  readonly language: Language;
  readonly setLanguage: (language: Language) => void;
}

/** Each in itself, for those who read no other. */
const languageNames: Readonly<Record<Language, string>> = { vi: 'Tiếng Việt', en: 'English' };

/** Says in the reader's own language what comes next: the sign-in itself is a page of Cognito, which does not speak Vietnamese. */
export function SignIn({ to, problem, hasEnded, language, setLanguage }: SignInProps) {
  const { shell, session } = useTexts();
  const [isGoing, setGoing] = useState(false);
  const said = Object.entries(session.problems).find(([code]) => code === problem)?.[1] ?? (hasEnded ? session.ended : null);
  const go = () => {
    setGoing(true);
    location.assign(signInAddress(to));
  };
  return (
    <main class={styles.page}>
      <p class={styles.name}>{shell.name}</p>
      <section class={styles.card}>
        <h1>{session.title}</h1>
        {said === null ? null : (
          <p class={styles.said} role="status">
            {said}
          </p>
        )}
        <p>{session.before}</p>
        <ol>
          {session.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <Button onClick={go} isBusy={isGoing}>
          {session.go}
        </Button>
        <details>
          <summary>{session.firstTime}</summary>
          <ul>
            {session.firstSteps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </details>
      </section>
      <p class={styles.languages}>
        {languages
          .filter((other) => other !== language)
          .map((other) => (
            <button key={other} type="button" lang={other} onClick={() => setLanguage(other)}>
              {languageNames[other]}
            </button>
          ))}
      </p>
    </main>
  );
}
