import { describe, expect, it } from '@jest/globals';
import { readPost } from '../../../shared/capture/read-post.ts';
import { visitorPostOf } from '../../../shared/tracking/index.ts';

const hints = { referer: undefined, acceptLanguage: undefined };
async function contextOf(context: unknown) {
  const read = await readPost(Buffer.from(JSON.stringify({ fields: {}, context })), 'application/json', hints);
  if (read.kind !== 'post') throw new Error(`the post is ${read.kind}`);
  return read.post.context;
}

describe('what a post says of its visit', () => {
  it('is kept with its times in one form', async () => {
    const context = { visitorId: 'v-1', sessionId: 's-1', sessionStartedAt: '2026-11-22T10:00:00+07:00', sentAt: '2026-11-22T03:05:00.5Z' };

    expect(await contextOf(context)).toMatchObject({
      visitorId: 'v-1',
      sessionId: 's-1',
      sessionStartedAt: '2026-11-22T03:00:00.000Z',
      sentAt: '2026-11-22T03:05:00.500Z',
    });
  });

  it.each([
    { visitorId: 'v#1', sessionId: 'x'.repeat(65), sessionStartedAt: 'yesterday', sentAt: '2026-13-45T99:00:00Z' },
    { visitorId: ['v'], sessionId: 7, sessionStartedAt: null, sentAt: {} },
    { visitorId: '', sessionId: '', sessionStartedAt: '', sentAt: '' },
  ])('is left out where it is nonsense, and the post is as welcome: %j', async (context) => {
    const kept = await contextOf(context);

    expect(kept.visitorId).toBeNull();
    expect(Object.keys(kept)).not.toEqual(expect.arrayContaining(['sessionId']));
    expect([kept.sessionStartedAt, kept.sentAt]).toEqual([undefined, undefined]);
  });

  it('comes with a plain HTML post, too', async () => {
    const body = '_visitorId=v-1&_sessionId=s-1&_sessionStartedAt=2026-11-22T03:00:00.000Z&fullName=An';
    const read = await readPost(Buffer.from(body), 'application/x-www-form-urlencoded', hints);

    expect(read).toMatchObject({ post: { context: { visitorId: 'v-1', sessionId: 's-1', sessionStartedAt: '2026-11-22T03:00:00.000Z' } } });
  });
});

describe('the times of a post on the scale of the visitor’s events', () => {
  const receivedAt = '2026-11-22T03:05:00.000Z';
  const visit = (sentAt: string, sessionStartedAt: string) =>
    visitorPostOf({ visitorId: 'v-1', sentAt, sessionStartedAt }, receivedAt, 'tracking-1');

  it.each([
    ['a right clock', '2026-11-22T03:04:59.000Z', '2026-11-22T03:00:00.000Z', '2026-11-22T03:04:59.000Z', '2026-11-22T03:00:00.000Z'],
    [
      'a clock that is a minute off, as its events are',
      '2026-11-22T03:04:00.000Z',
      '2026-11-22T02:59:00.000Z',
      '2026-11-22T03:04:00.000Z',
      '2026-11-22T02:59:00.000Z',
    ],
    ['a clock that is an hour slow', '2026-11-22T02:05:00.000Z', '2026-11-22T02:00:00.000Z', receivedAt, '2026-11-22T03:00:00.000Z'],
    ['a clock of another year', '2031-01-01T00:05:00.000Z', '2031-01-01T00:00:00.000Z', receivedAt, '2026-11-22T03:00:00.000Z'],
  ])('are those of %s', (_, sentAt, startedAt, at, sessionStartedAt) => {
    expect(visit(sentAt, startedAt)).toMatchObject({ at, sessionStartedAt });
  });

  it('are the moment of receipt where the page told none', () => {
    expect(visitorPostOf({ visitorId: 'v-1' }, receivedAt, null)).toEqual({
      visitorId: 'v-1',
      at: receivedAt,
      sessionStartedAt: null,
      consentTextVersion: null,
    });
    expect(visitorPostOf({ visitorId: null }, receivedAt, 'tracking-1')).toBeNull();
  });
});
