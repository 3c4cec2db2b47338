import { describe, expect, it } from '@jest/globals';
import { createSession, type Renewed, type TabMessage } from '../../../web/src/console/session/session.ts';

/** Tabs of one browser, a server that renews, and a clock that is moved by hand. */
function browser() {
  let nowMs = Date.UTC(2026, 10, 28);
  let issued = 0;
  let subject = 'anh';
  let server: 'there' | 'refuses' | 'gone' = 'there';
  let locked: Promise<unknown> = Promise.resolve();
  const renewals: string[] = [];
  const listeners: ((message: TabMessage) => void)[] = [];
  const renew = async (): Promise<Renewed | 'refused'> => {
    if (server === 'gone') throw new Error('no network');
    if (server === 'refuses') return 'refused';
    issued += 1;
    renewals.push(`token-${issued}`);
    return { idToken: `token-${issued}`, expiresInSeconds: 900, subject };
  };
  const openTab = () => {
    let own: (message: TabMessage) => void = () => {};
    const session = createSession({
      renew,
      end: async () => {
        if (server === 'gone') throw new Error('no network');
        return 'https://sign-in.example/logout';
      },
      alone: (work) => {
        const done = locked.then(work);
        locked = done.catch(() => {});
        return done;
      },
      tabs: {
        tell: (message) => {
          for (const listener of listeners) if (listener !== own) listener(message);
        },
        hear: (listener) => {
          own = listener;
          listeners.push(listener);
        },
      },
      nowMs: () => nowMs,
    });
    return session;
  };
  return {
    openTab,
    renewals,
    advance: (seconds: number) => {
      nowMs += seconds * 1_000;
    },
    signIn: (somebody: string) => {
      subject = somebody;
    },
    be: (next: typeof server) => {
      server = next;
    },
  };
}

describe('the session of the console', () => {
  it('asks for one token however many requests begin at once', async () => {
    const { openTab, renewals } = browser();
    const session = openTab();

    const tokens = await Promise.all([session.token(), session.token(), session.token()]);

    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(renewals).toEqual(['token-1']);
    expect(session.state()).toEqual({ is: 'in', who: 'anh' });
  });

  it('shares it between tabs, also those that asked at the same time', async () => {
    const { openTab, renewals } = browser();
    const tabs = [openTab(), openTab(), openTab()];

    const tokens = await Promise.all(tabs.map((tab) => tab.token()));

    expect(tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(renewals).toHaveLength(1);
  });

  it('renews it when four fifths of its life are over, and not before', async () => {
    const { openTab, advance } = browser();
    const session = openTab();
    await session.token();

    advance(719);
    expect(await session.token()).toBe('token-1');
    advance(1);
    expect(await session.token()).toBe('token-2');
  });

  it('goes on with a token that still lives while nobody answers, and says so when it is over', async () => {
    const { openTab, advance, be } = browser();
    const session = openTab();
    await session.token();
    be('gone');

    advance(800);
    expect(await session.token()).toBe('token-1');
    advance(100);
    await expect(session.token()).rejects.toThrow('no network');
    expect(session.state()).toEqual({ is: 'in', who: 'anh' });
    be('there');
    expect(await session.token()).toBe('token-2');
  });

  it('takes a token that the API refused for no other request, whatever its life', async () => {
    const { openTab, be } = browser();
    const session = openTab();
    await session.token();

    expect(await session.token({ isRefused: true })).toBe('token-2');
    be('gone');
    await expect(session.token({ isRefused: true })).rejects.toThrow('no network');
  });

  it('ends in every tab when the server refuses, and tells who was in from who never was', async () => {
    const { openTab, be, advance } = browser();
    const [one, two] = [openTab(), openTab()];
    await one.token();
    const heard: string[] = [];
    two.onChange(() => heard.push(two.state().is));
    be('refuses');
    advance(900);

    expect(await one.token()).toBeNull();

    expect([one.state(), two.state()]).toEqual([
      { is: 'out', why: 'ended', isChosen: false },
      { is: 'out', why: 'ended', isChosen: false },
    ]);
    expect(heard).toEqual(['out']);
    const stranger = openTab();
    expect(await stranger.token()).toBeNull();
    expect(stranger.state()).toEqual({ is: 'out', why: 'new', isChosen: false });
  });

  it('signs out of every tab, and stays in where nobody answered', async () => {
    const { openTab, be } = browser();
    const [one, two] = [openTab(), openTab()];
    await one.token();
    be('gone');
    await expect(one.signOut()).rejects.toThrow('no network');
    expect(one.state()).toEqual({ is: 'in', who: 'anh' });
    be('there');

    expect(await one.signOut()).toBe('https://sign-in.example/logout');

    expect([one.state(), two.state()]).toEqual([
      { is: 'out', why: 'new', isChosen: true },
      { is: 'out', why: 'ended', isChosen: true },
    ]);
  });

  it('remembers that a session ended, however often tabs say that there is none', async () => {
    const { openTab, be, advance } = browser();
    const [one, two] = [openTab(), openTab()];
    await one.token();
    be('refuses');
    advance(900);

    await one.token();
    await openTab().token();

    expect(two.state()).toEqual({ is: 'out', why: 'ended', isChosen: false });
  });

  it('tells every tab when somebody else signs in', async () => {
    const { openTab, signIn, advance } = browser();
    const [one, two] = [openTab(), openTab()];
    await one.token();
    signIn('bao');
    advance(900);

    await two.token();

    expect([one.state(), two.state()]).toEqual([
      { is: 'in', who: 'bao' },
      { is: 'in', who: 'bao' },
    ]);
  });

  it('does not know whether anybody is signed in while nobody answers', async () => {
    const { openTab, be } = browser();
    be('gone');
    const session = openTab();

    await expect(session.token()).rejects.toThrow('no network');

    expect(session.state()).toEqual({ is: 'unreachable' });
  });
});
