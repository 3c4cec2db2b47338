import { useCallback, useEffect, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { MeView } from '../../../../api/me/me-view.ts';
import { ProblemError, readMe, SignedOutError } from '../api/index.ts';
import { AppContext, type AppParts } from '../app/index.ts';
import { Notice, Waiting } from '../parts/index.ts';
import type { Session } from '../session/index.ts';
import { SignIn } from '../session/index.ts';
import { useTexts } from '../texts/index.ts';
import { Rooms } from './rooms-view.tsx';

type Found = { readonly me: MeView } | { readonly failed: 'unreachable' | 'stranger' | { readonly id: string } } | null;

interface EntranceProps {
  readonly session: Session;
  readonly looks: Omit<AppParts, 'me' | 'signOut'>;
}

/** Shows whoever is signed in their rooms, and everybody else the way in. */
export function Entrance({ session, looks }: EntranceProps) {
  const { shell, session: words } = useTexts();
  const [location] = useLocation();
  const [state, setState] = useState(session.state);
  const [found, setFound] = useState<Found>(null);
  const { ask } = looks;
  useEffect(() => session.onChange(() => setState(session.state())), [session]);
  const look = useCallback(async () => {
    setFound(null);
    try {
      setFound({ me: (await ask(readMe, {})).body });
    } catch (error) {
      if (error instanceof SignedOutError) return;
      const problem = error instanceof ProblemError ? error.problem : null;
      setFound({ failed: problem === null ? 'unreachable' : problem.status === 404 ? 'stranger' : { id: problem.id } });
    }
  }, [ask]);
  // Somebody else may have signed in by another tab: what is shown is no more theirs.
  const who = state.is === 'in' ? state.who : null;
  const [lookedFor, setLookedFor] = useState(who);
  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (who === null || who === lookedFor) return;
    if (lookedFor !== null) void look();
    setLookedFor(who);
  }, [who, lookedFor, look]);

  const signOut = useCallback(async () => {
    window.location.assign(await session.signOut());
  }, [session]);
  if (state.is === 'out') {
    const { to, problem } = wanted(location);
    return <SignIn {...looks} to={to} problem={problem} hasEnded={state.why === 'ended'} />;
  }
  if (found === null) return <Waiting />;
  if ('me' in found) {
    return (
      <AppContext.Provider value={{ ...looks, me: found.me, signOut }}>
        <Rooms />
      </AppContext.Provider>
    );
  }
  const retry = { name: shell.retry, onClick: () => void look() };
  if (found.failed === 'stranger') {
    return (
      <Notice title={words.strangerTitle} act={{ name: words.signOut, onClick: () => void signOut().catch(look) }}>
        {words.stranger}
      </Notice>
    );
  }
  if (found.failed === 'unreachable') {
    return (
      <Notice title={shell.offlineTitle} act={retry}>
        {shell.offline}
      </Notice>
    );
  }
  return (
    <Notice title={shell.failedTitle} act={retry}>
      {shell.failed(found.failed.id)}
    </Notice>
  );
}

/** Reads where somebody wanted to, and what became of the last sign-in, which leads back to `/dang-nhap/CODE`. */
function wanted(location: string): { readonly to: string; readonly problem: string | null } {
  const [, problem] = /^\/dang-nhap\/(\w+)/.exec(location) ?? [];
  return problem === undefined ? { to: location, problem: null } : { to: '/', problem };
}
