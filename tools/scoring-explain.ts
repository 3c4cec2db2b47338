import { noFields } from '../shared/fields/index.ts';
import { readLead } from '../shared/leads/index.ts';
import { secondsMs } from '../shared/platform/clock.ts';
import { NotFoundError } from '../shared/platform/errors.ts';
import { type LeadId, refText } from '../shared/platform/ids.ts';
import type { Table } from '../shared/platform/table.ts';
import type { Evidence } from '../shared/scoring/evidence.ts';
import { gatherEvidence } from '../shared/scoring/gather-evidence.ts';
import type { RuleSet } from '../shared/scoring/index.ts';
import { attributesOf, fitOf, fittingRules } from '../shared/scoring/rules-fit.ts';
import { contributionsAt } from '../shared/scoring/rules-interest.ts';
import { temperatureOf } from '../shared/scoring/rules-temperature.ts';

/** What a lead's scores are made of at a moment: a line per rule that holds and per thing done that counts. */
export async function explain(table: Table, leadId: LeadId, { rules }: Pick<RuleSet, 'rules'>, at: Date): Promise<string> {
  const lead = await readLead(table, leadId);
  if (!lead) throw new NotFoundError(`there is no lead ${leadId}`);
  const seconds = at.getTime() / secondsMs;
  const evidence = (await gatherEvidence(table, leadId, at)).filter((one) => one.at <= seconds);
  const lines = contributionsAt(evidence, seconds, rules);
  const attributes = attributesOf(lead, rules.fields ?? noFields);
  const scores = { fit: fitOf(attributes, rules.fit), interest: lines.reduce((sum, { decayedTo }) => sum + decayedTo, 0) };
  return [
    `${leadId} at ${at.toISOString()}: ${temperatureOf(scores, lead.evidence.temperature, rules.temperature)}, ${lead.evidence.temperature} on the record`,
    `fit ${scores.fit}`,
    ...fittingRules(attributes, rules.fit).map(({ id, points }) => `  ${signed(points).padStart(6)}  ${id}`),
    `interest ${scores.interest.toFixed(1)}`,
    ...lines.map(({ rule, evidence: done, decayedTo }) => {
      const when = new Date(done.at * secondsMs).toISOString();
      return `  ${signed(rule.points).padStart(6)} worth ${decayedTo.toFixed(1).padStart(6)}  ${when}  ${rule.id} (${sourceOf(done)})`;
    }),
  ].join('\n');
}

const signed = (points: number): string => (points > 0 ? `+${points}` : String(points));

function sourceOf(evidence: Evidence): string {
  if (evidence.kind === 'submission') return `post ${refText(evidence)}`;
  if (evidence.kind === 'mail') return `mail ${evidence.mailId}`;
  return [evidence.signal, evidence.about].filter((part) => part !== '').join(' ');
}
