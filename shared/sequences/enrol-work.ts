import { UnavailableError } from '../platform/errors.ts';
import { defineWork } from '../work/index.ts';
import { enrolLead } from './enrol-lead.ts';
import { enrolRequest } from './enrol-request.ts';
import { byMachine } from './move-run.ts';
import { sequencesInForce } from './sequences-in-force.ts';

/** Puts a lead into a sequence because something happened to it. */
export const enrolLeadWork = defineWork({
  kind: 'enrolLead' satisfies typeof enrolRequest.kind,
  schema: enrolRequest.schema,
  async run({ leadId, sequenceId, entryId, happenedAt, about, version }, parts) {
    const inForce = await sequencesInForce(parts.config);
    if (inForce.version < version) throw new UnavailableError('sequences that a lead is put into are not in force here yet');
    const ask = {
      leadId,
      sequenceId,
      entryId,
      happenedAt: new Date(happenedAt),
      about,
      actor: byMachine,
      now: parts.clock,
      comesAgain: true,
    };
    const result = await enrolLead(ask, inForce, parts);
    const told = typeof result === 'string' ? { result } : { result: 'enrolled', run: result.run };
    parts.log.info('lead held against a sequence', { leadId, sequenceId, ...told });
  },
});
