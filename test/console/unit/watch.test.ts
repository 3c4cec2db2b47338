import { describe, expect, it } from '@jest/globals';
import { ProblemError, SignedOutError, UnreachableError } from '../../../web/src/console/api/errors.ts';
import { createWatch } from '../../../web/src/console/api/watch.ts';

interface Known {
  readonly body: string;
  readonly etag: string;
}

/** A page with its clock, and a server that answers what is next in line. */
function page(...answers: (string | Error | 'same')[]) {
  let nowMs = 0;
  let isSeen = true;
  let wake = () => {};
  let timer: { readonly run: () => void; readonly atMs: number } | null = null;
  const known: (string | undefined)[] = [];
  const watch = createWatch<Known>({
    load: async (before) => {
      known.push(before?.etag);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return answer === 'same' && before ? before : { body: answer, etag: `of ${answer}` };
    },
    everyMs: 30_000,
    isSeen: () => isSeen,
    onWake: (listener) => {
      wake = listener;
      return () => {
        wake = () => {};
      };
    },
    later: (run, ms) => {
      timer = { run, atMs: nowMs + ms };
      return () => {
        timer = null;
      };
    },
    nowMs: () => nowMs,
  });
  const settle = async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  };
  return {
    watch,
    known,
    settle,
    async pass(ms: number) {
      nowMs += ms;
      if (timer !== null && timer.atMs <= nowMs) {
        const { run } = timer;
        timer = null;
        run();
      }
      await settle();
    },
    async see(is: boolean) {
      isSeen = is;
      wake();
      await settle();
    },
  };
}

describe('what is looked at again and again', () => {
  it('is asked for at once, and every thirty seconds by its tag', async () => {
    const { watch, settle, pass, known } = page('one', 'same', 'two');
    let changes = 0;
    watch.onChange(() => {
      changes += 1;
    });

    await settle();
    await pass(29_999);
    expect(known).toEqual([undefined]);
    await pass(1);
    await pass(30_000);

    expect(known).toEqual([undefined, 'of one', 'of one']);
    expect(watch.state()).toEqual({ is: 'there', body: 'two', isOld: false });
    // What did not change is drawn no second time.
    expect(changes).toBe(2);
  });

  it('stays on the screen when a look fails, marked as from before, until one succeeds', async () => {
    const { watch, settle, pass } = page('one', new Error('no network'), 'same');
    await settle();

    await pass(30_000);
    expect(watch.state()).toEqual({ is: 'there', body: 'one', isOld: true });
    await pass(30_000);
    expect(watch.state()).toEqual({ is: 'there', body: 'one', isOld: false });
  });

  it('is shown no more once it is not there for whoever looks, and again when it is', async () => {
    const gone = new ProblemError({ type: '/v1/docs#problem-not_found', title: 'Not found', status: 404, detail: '', id: 'p1' });
    const { watch, settle, pass, known } = page('one', gone, 'two');
    await settle();

    await pass(30_000);
    expect(watch.state()).toEqual({ is: 'failed', error: gone });
    await pass(30_000);

    expect(watch.state()).toEqual({ is: 'there', body: 'two', isOld: false });
    expect(known).toEqual([undefined, 'of one', undefined]);
  });

  it('says so where the first look fails, and looks again when asked', async () => {
    const { watch, settle } = page(new Error('no network'), 'one');
    await settle();
    expect(watch.state()).toMatchObject({ is: 'failed' });

    await watch.again();

    expect(watch.state()).toEqual({ is: 'there', body: 'one', isOld: false });
  });

  it('is looked at again soon where nobody answered at all', async () => {
    const { watch, settle, pass } = page(new UnreachableError('no answer'), 'one');
    await settle();
    expect(watch.state()).toMatchObject({ is: 'failed' });

    await pass(5_000);

    expect(watch.state()).toEqual({ is: 'there', body: 'one', isOld: false });
  });

  it('rests while nobody sees the page, and looks when somebody does, if it did not just do so', async () => {
    const { settle, pass, see, known } = page('one', 'two');
    await settle();
    await see(false);

    await pass(30_000);
    expect(known).toHaveLength(1);
    await see(true);
    expect(known).toHaveLength(2);
    await pass(4_000);
    await see(true);

    expect(known).toHaveLength(2);
  });

  it('asks once at a time, and no more when it is closed', async () => {
    const { watch, settle, pass, known } = page('one', 'two');
    await Promise.all([watch.again(), watch.again()]);
    await settle();
    expect(known).toHaveLength(1);

    watch.close();
    await pass(60_000);

    expect(known).toHaveLength(1);
  });

  it('shows nothing new to whoever is signed out', async () => {
    const { watch, settle, pass } = page('one', new SignedOutError());
    await settle();

    await pass(30_000);

    expect(watch.state()).toEqual({ is: 'there', body: 'one', isOld: false });
  });
});
