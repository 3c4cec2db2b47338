import type { EnrolmentView } from '../../api/sequences/enrolment-view.ts';
import { putInSequenceRoute } from '../../api/sequences/put-in-sequence.ts';
import { takeOutOfSequenceRoute } from '../../api/sequences/take-out-of-sequence.ts';
import { done, on, once, type ServedRoute } from '../../shared/http/index.ts';
import type { Log } from '../../shared/platform/logging.ts';
import type { WriteItem } from '../../shared/platform/table.ts';
import { findLead } from '../../shared/reading/index.ts';
import { type Enrolment, enrolmentView, putInByHand, takeOutByHand } from '../../shared/sequences/index.ts';
import type { ChangeParts } from './app.ts';

/** The routes by which people put leads into sequences and take them out, with what answers them. */
export function sequenceRoutes(parts: ChangeParts, log: Log): ServedRoute[] {
  const moving = { ...parts, queues: { mail: parts.mail, work: parts.work }, log };
  const created = (enrolment: Enrolment) => ({ status: 201, body: enrolmentView(enrolment) });
  return [
    on(putInSequenceRoute, (request) => {
      const { principal, requestId, params, body } = request;
      const { userId } = principal;
      const change = async (keep: (answer: { readonly status: number; readonly body: EnrolmentView }) => readonly WriteItem[]) => {
        const { leadId } = await findLead(parts.table, principal, params.leadId, putInSequenceRoute.right, putInSequenceRoute.missing);
        const asked = { leadId, sequenceId: body.sequenceId, actor: { kind: 'user', id: userId }, correlationId: requestId } as const;
        const enrolment = await putInByHand({ ...asked, along: (after) => keep(created(after)) }, moving);
        log.info('lead put into a sequence by hand', { userId, leadId, sequenceId: enrolment.sequenceId, run: enrolment.run });
        return created(enrolment);
      };
      return once(request, { change }, { ...parts, log });
    }),
    on(takeOutOfSequenceRoute, (request) => {
      const { principal, requestId, params } = request;
      const { userId } = principal;
      const change = async (keep: (answer: ReturnType<typeof done>) => readonly WriteItem[]) => {
        const { leadId } = await findLead(
          parts.table,
          principal,
          params.leadId,
          takeOutOfSequenceRoute.right,
          takeOutOfSequenceRoute.missing,
        );
        const asked = { leadId, sequenceId: params.sequenceId, actor: { kind: 'user', id: userId }, correlationId: requestId } as const;
        await takeOutByHand({ ...asked, along: () => keep(done()) }, moving);
        log.info('lead taken out of a sequence by hand', { userId, leadId, sequenceId: params.sequenceId });
        return done();
      };
      return once(request, { change }, { ...parts, log });
    }),
  ];
}
