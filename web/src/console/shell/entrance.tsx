import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { useLocation } from 'wouter-preact';
import type { MeView } from '../../../../api/me/me-view.ts';
import { ProblemError, readMe } from '../api/index.ts';
import { AppContext, type AppParts, forgetLeads, forgetWritingOfOthers, useHeard } from '../app/index.ts';
import { type Answers, openOutbox } from '../offline/index.ts';
import { Notice, Waiting } from '../parts/index.ts';
import type { Session } from '../session/index.ts';
import { SignIn } from '../session/index.ts';
import { useTexts } from '../texts/index.ts';
import { Rooms } from './rooms-view.tsx';

type Found = { readonly me: MeView } | { readonly failed: 'unreachable' | 'stranger' | { readonly id: string } } | null;

const lookAgainMs = 15_000;
/** No user is named so. */
const nobody = '';

interface EntranceProps {
  readonly session: Session;
  readonly answers: Answers;
  readonly looks: Omit<AppParts, 'me' | 'signOut' | 'outbox'>;
}

/** Shows whoever is signed in their rooms, and everybody else the way in. */
export function Entrance({ session, answers, looks }: EntranceProps) {
  const { shell, session: words } = useTexts();
  const [location] = useLocation();
  useHeard(session.onChange);
  const state = session.state();
  const [found, setFound] = useState<Found>(null);
  const [isOld, setOld] = useState(false);
  const { ask, nowMs } = looks;
  /** `isQuiet`: what is shown stays until there is something new. */
  const look = useCallback(
    async (isQuiet = false) => {
      if (!isQuiet) setFound(null);
      try {
        const { body: me, isKept = false } = await ask(readMe, {});
        if (!isKept) await answers.bind(me);
        forgetWritingOfOthers(me.userId);
        setOld(isKept);
        setFound((before) => (before && 'me' in before && JSON.stringify(before.me) === JSON.stringify(me) ? before : { me }));
      } catch (error) {
        // Whoever is signed out is shown the way in. A token that is new and refused all the same is no sign of that.
        if (isQuiet || session.state().is === 'out') return;
        const problem = error instanceof ProblemError ? error.problem : null;
        setFound({ failed: problem === null ? 'unreachable' : problem.status === 404 ? 'stranger' : { id: problem.id } });
      }
    },
    [ask, answers, session],
  );
  // Whoever goes on with what was kept is asked for again, as soon as somebody answers.
  useEffect(() => {
    if (!isOld) return;
    const again = () => void look(true);
    const timer = setInterval(again, lookAgainMs);
    window.addEventListener('online', again);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', again);
    };
  }, [isOld, look]);
  // Somebody else may have signed in by another tab: what is shown is no more theirs.
  const who = state.is === 'in' ? state.who : null;
  const [lookedFor, setLookedFor] = useState(who);
  useEffect(() => void look(), [look]);
  useEffect(() => {
    if (who === null || who === lookedFor) return;
    if (lookedFor !== null || isOld) void look();
    setLookedFor(who);
  }, [who, lookedFor, isOld, look]);

  const userId = found !== null && 'me' in found ? found.me.userId : null;
  const outbox = useMemo(() => (userId === null ? null : openOutbox(userId, ask, nowMs)), [userId, ask, nowMs]);
  useEffect(() => () => outbox?.close(), [outbox]);
  // Nothing of what was shown stays behind whoever leaves. What waits to be sent stays for them, and what they were writing if they did not choose to go.
  const isChosen = state.is === 'out' && state.isChosen;
  useEffect(() => {
    if (state.is !== 'out') return;
    // Whoever comes by another tab is looked for, also where it is the same one.
    setLookedFor(nobody);
    void answers.purge();
    forgetLeads({ keepsWriting: !isChosen });
    const timer = setInterval(() => forgetLeads({ keepsWriting: true }), lookAgainMs);
    return () => clearInterval(timer);
  }, [state.is, isChosen, answers]);

  const signOut = useCallback(async () => {
    // What cannot be sent now waits for them.
    await outbox?.flush().catch(() => {});
    const next = await session.signOut();
    // At once: the page may be gone before anything is drawn again.
    forgetLeads({ keepsWriting: false });
    await answers.purge();
    window.location.assign(next);
  }, [session, outbox, answers]);
  if (state.is === 'out') {
    const { to, problem } = wanted(location);
    return <SignIn {...looks} to={to} problem={problem} hasEnded={state.why === 'ended'} />;
  }
  if (found === null) return <Waiting />;
  if ('me' in found && outbox !== null) {
    return (
      <AppContext.Provider value={{ ...looks, outbox, me: found.me, signOut }}>
        <Rooms />
      </AppContext.Provider>
    );
  }
  const retry = { name: shell.retry, onClick: () => void look() };
  if (!('failed' in found)) return <Waiting />;
  if (found.failed === 'stranger') {
    return (
      <Notice title={words.strangerTitle} act={{ name: words.signOut, onClick: () => void signOut().catch(() => void look()) }}>
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
