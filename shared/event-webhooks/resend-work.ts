import { listCalls } from '../calls/index.ts';
import { runLimited } from '../platform/batch.ts';
import { ConditionFailedError } from '../platform/table.ts';
import { askFor, defineWork } from '../work/index.ts';
import { repeatOf } from './deliveries.ts';
import { readEndpoint } from './endpoint.ts';
import { resendRequest } from './resend-request.ts';

const perSlice = 100;
const atOnce = 10;

/** Tells an endpoint again of all that it never got of a span, in slices; what was told again meanwhile is left out. */
export const resendWebhooksWork = defineWork({
  kind: 'resendWebhooks' satisfies typeof resendRequest.kind,
  schema: resendRequest.schema,
  async run(request, { table, clock, queues, log }) {
    const { webhookId, since, until, name, after } = request;
    const endpoint = await readEndpoint(table, webhookId);
    if (!endpoint || endpoint.off) return;
    const { calls, next } = await listCalls(table, webhookId, { after, since, order: 'oldestFirst', limit: perSlice });
    const lost = calls.filter(
      ({ state, repeatedBy, createdAt }) => (state === 'refused' || state === 'givenUp') && repeatedBy === null && createdAt <= until,
    );
    const failures: unknown[] = [];
    await runLimited(lost, atOnce, async (call) => {
      try {
        const repeated = repeatOf(call, { webhookId, name, at: clock() });
        if (repeated) await table.transact(repeated.writes);
      } catch (error) {
        // Somebody was quicker with this one.
        if (!(error instanceof ConditionFailedError)) failures.push(error);
      }
    });
    if (failures.length > 0) throw failures[0];
    log.info('lost deliveries are told again', { webhookId, count: lost.length });
    const isOver = next === null || next > `${until}~`;
    if (!isOver) await queues.work.send(askFor(resendRequest, { ...request, after: next }));
  },
});
