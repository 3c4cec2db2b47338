import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Context } from 'aws-lambda';
import { WorkMessage } from '../../../events/index.ts';
import { createHandler } from '../../../functions/change-leads/app.ts';
import { userKind } from '../../../shared/access/user-config.ts';
import { signOutWork } from '../../../shared/accounts/sign-out-work.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { doWork, type WorkParts } from '../../../shared/work/index.ts';
import { createWorld } from '../../support/lead-world/world.ts';

describe('being signed out everywhere', () => {
  let world: ReturnType<typeof createWorld>;
  beforeEach(() => {
    world = createWorld();
  });

  const ask = async (user: string, userId: string) => {
    const handler = createHandler(world.parts, silentLog);
    const answer = await handler(
      {
        routeKey: 'POST /v1/users/{userId}/sign-out',
        pathParameters: { userId },
        headers: {},
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
      },
      {} as Context,
    );
    return answer.statusCode;
  };
  const work = async () => {
    const { parts, sent } = world;
    const workParts = {
      ...parts,
      queues: { assign: parts.assign, notice: parts.notice, mail: parts.mail, score: parts.score, work: parts.work },
    };
    for (const { body } of sent.work.splice(0)) await doWork(WorkMessage.parse(body), [signOutWork], workParts as unknown as WorkParts);
    return parts.accounts.calls;
  };

  it('ends the sessions of whoever asks, at once, and leaves nothing behind', async () => {
    const { id, email } = (await world.config.current(userKind)).documents.values().find(({ role }) => role === 'rep') ?? {
      id: '',
      email: '',
    };

    expect(await ask(email, id)).toBe(204);

    expect(world.itemsOf('DUE#')).toEqual([]);
    expect(await work()).toEqual([`sign out ${email}`]);
  });

  it('is for an admin to do to others, and looks to everybody else like a user that is not there', async () => {
    expect(await ask('admin@example.com', 'marketer')).toBe(204);
    expect(await ask('leader.south@example.com', 'marketer')).toBe(404);
    expect(await ask('admin@example.com', 'nobody')).toBe(404);

    expect(await work()).toEqual(['sign out marketer@example.com']);
  });

  it('is left to the look of the minute where the queue does not answer', async () => {
    world.fail({
      before({ what }) {
        if (what === 'send work') throw new Error('the queue is away');
      },
    });

    expect(await ask('marketer@example.com', 'marketer')).toBe(204);

    expect(world.itemsOf('DUE#')).toHaveLength(1);
  });

  it('does nothing of whoever is configured no more', async () => {
    await ask('marketer@example.com', 'marketer');
    world.config.remove(userKind, 'marketer');

    expect(await work()).toEqual([]);
  });
});
