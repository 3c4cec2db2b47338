import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseLead, putNewLead } from '../../../shared/leads/index.ts';
import { anyLead } from '../../support/lead-world/any-lead.ts';
import { report, runs, seed } from '../../support/seeded.ts';

it('reads every lead back as it was written', () => {
  const numRuns = runs(150, 50_000);
  fc.assert(
    fc.property(anyLead(), (lead) => {
      const write = putNewLead(lead);
      const item = 'Put' in write ? write.Put.Item : undefined;
      expect(parseLead(JSON.parse(JSON.stringify(item)))).toEqual(lead);
    }),
    { numRuns, seed },
  );
  report(`leads written and read back: ${numRuns}, seed ${seed}`);
});
