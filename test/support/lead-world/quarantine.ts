import type { Context } from 'aws-lambda';
import { HeldListView, type HeldView } from '../../../api/quarantine/held-view.ts';
import { createHandler as createChanger } from '../../../functions/change-leads/app.ts';
import { parseSubmission } from '../../../shared/capture/index.ts';
import type { SubmissionRef } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { type Log, silentLog } from '../../../shared/platform/logging.ts';
import { publishChanges } from '../../../shared/publishing/index.ts';
import { heldIdOf } from '../../../shared/quarantine/rules-held-id.ts';
import { createRecordingQueue } from '../capture.ts';
import { digests } from '../digests.ts';
import { noEndpoints } from '../no-endpoints.ts';
import { createFixedConfig } from './config.ts';
import { readRoutes } from './read-routes.ts';
import type { World } from './world.ts';

export const admin = 'admin@example.com';

/** What a person decides of a post in quarantine. */
export interface Deciding {
  readonly ref: SubmissionRef;
  readonly user?: string;
  readonly key?: string;
  readonly body?: unknown;
}

/** The routes of quarantine over a world, and the stream's part in a release. */
export function quarantineOf(world: World, log: Log = silentLog) {
  const read = readRoutes(world);
  const act = async (what: 'release' | 'reject', { ref, user = admin, key, body }: Deciding) => {
    const answer = await createChanger(world.parts, log)(
      {
        routeKey: `POST /v1/quarantine/{heldId}/${what}`,
        pathParameters: { heldId: heldIdOf(ref) },
        headers: key === undefined ? {} : { 'idempotency-key': key },
        requestContext: {
          requestId: 'request-1',
          authorizer: { jwt: { claims: { token_use: 'id', email: user, email_verified: 'true' } } },
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      {} as Context,
    );
    return { status: answer.statusCode, body: JSON.parse(answer.body || '{}') as Record<string, unknown> };
  };
  return {
    release: (deciding: Deciding) => act('release', deciding),
    reject: (deciding: Deciding) => act('reject', deciding),
    list: (query: Record<string, string> = {}, user = admin) => read('/v1/quarantine', user, { query }),
    async held(query: Record<string, string> = {}, user = admin): Promise<readonly HeldView[]> {
      return HeldListView.parse((await read('/v1/quarantine', user, { query })).body).items;
    },
    /** What the stream sends to intake of a post that has changed. */
    async told(ref: SubmissionRef) {
      const { pk, sk } = keys.submission(ref);
      const item = world.table.items.get(`${pk} ${sk}`) ?? {};
      const intake = createRecordingQueue();
      const others = {
        calls: createRecordingQueue(),
        work: createRecordingQueue(),
        failures: createRecordingQueue(),
        endpoints: noEndpoints,
      };
      const bus = { put: async () => [] };
      await publishChanges([{ sequenceNumber: '1', isChanged: true, item }], {
        bus,
        intake,
        ...others,
        config: createFixedConfig(),
        digests,
        clock: () => new Date('2026-11-22T03:00:00.000Z'),
        log: silentLog,
      });
      return intake.sent;
    },
    raw(ref: SubmissionRef) {
      const { pk, sk } = keys.submission(ref);
      return world.table.items.get(`${pk} ${sk}`);
    },
    submission: (ref: SubmissionRef) => parseSubmission(world.table.items.get(`${keys.submission(ref).pk} RAW`) ?? {}),
  };
}
