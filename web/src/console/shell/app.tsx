import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { Router } from 'wouter-preact';
import { useHashLocation } from 'wouter-preact/use-hash-location';
import { createAsk, openClock } from '../api/index.ts';
import type { Theme } from '../app/index.ts';
import { openAnswers, renewOnce } from '../offline/index.ts';
import { Notice } from '../parts/index.ts';
import type { Session } from '../session/index.ts';
import { type Language, loadTexts, type Texts, TextsContext, wordless } from '../texts/index.ts';
import { keepLanguage, keepTheme, languageOfDevice, showTheme, themeOfDevice } from './device.ts';
import { Entrance } from './entrance.tsx';

/** Everything below the page's root: words first, because nothing can be said without them, then whoever is signed in. */
export function App({ session }: { readonly session: Session }) {
  const [language, setLanguage] = useState<Language>(languageOfDevice);
  const [theme, setTheme] = useState(themeOfDevice);
  const [texts, setTexts] = useState<Texts | null>(null);
  const clock = useMemo(openClock, []);
  const [isWordless, setWordless] = useState(false);
  const answers = useMemo(() => {
    const who = () => {
      const state = session.state();
      return state.is === 'in' ? state.who : null;
    };
    return openAnswers(createAsk(session.token, undefined, clock), who);
  }, [session, clock]);
  useEffect(() => {
    let isWanted = true;
    loadTexts(language).then(
      (loaded) => {
        if (!isWanted) return;
        document.documentElement.lang = language;
        setTexts(loaded);
      },
      () => renewOnce() || setWordless(true),
    );
    return () => {
      isWanted = false;
    };
  }, [language]);
  const choose = useCallback((chosen: Language) => {
    keepLanguage(chosen);
    setLanguage(chosen);
  }, []);
  const dress = useCallback((chosen: Theme) => {
    keepTheme(chosen);
    showTheme(chosen);
    setTheme(chosen);
  }, []);
  if (texts === null && isWordless) {
    return (
      <Notice title={wordless.title} act={{ name: wordless.reload, onClick: () => window.location.reload() }}>
        {wordless.why}
      </Notice>
    );
  }
  if (texts === null) return null;
  return (
    <TextsContext.Provider value={texts}>
      <Router hook={useHashLocation}>
        <Entrance
          session={session}
          answers={answers}
          looks={{ ask: answers.ask, nowMs: clock.nowMs, language, setLanguage: choose, theme, setTheme: dress }}
        />
      </Router>
    </TextsContext.Provider>
  );
}
