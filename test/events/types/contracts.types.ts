import { z } from 'zod';
import { defineEvent } from '../../../events/contract.ts';
import type { fitChanged, leadAssigned } from '../../../events/index.ts';
import type { UnknownWord } from '../../../events/tolerant.ts';
import { holds, type Same } from '../../support/types.ts';

type Written = z.infer<typeof fitChanged.write>;
type Read = z.infer<typeof fitChanged.read>;
type Shown = z.infer<typeof fitChanged.shown>;

/** One definition gives the name and all four shapes. */
holds<Same<typeof fitChanged.detailType, 'lead.fit_changed'>>();
holds<Same<Written['to'], 'A' | 'B' | 'C' | 'D'>>();
/** Readers must have an answer for a word that comes with a later version. */
holds<Same<Read['to'], 'A' | 'B' | 'C' | 'D' | UnknownWord>>();
holds<Same<Read['rulesVersion'], number>>();
/** From whom a field may be withheld, it is optional. */
holds<undefined extends Shown['rulesVersion'] ? true : false>();
holds<Same<z.infer<typeof leadAssigned.detail>['data']['repId'], string>>();

export function producersAreHeldToTheContract(): void {
  const assigned: z.input<typeof leadAssigned.write> = { subject: 'lead', repId: 'rep-lan', poolId: 'south', decisionId: 'D1' };
  // @ts-expect-error a field that the contract does not name
  const withName: z.input<typeof leadAssigned.write> = { ...assigned, repName: 'Lan' };
  // @ts-expect-error a word that it does not list
  const fit: z.input<typeof fitChanged.write> = { from: 'C', to: 'E', reason: 'record', rulesVersion: 1 };
  void [withName, fit];
}

export const withoutExample = () =>
  defineEvent({
    detailType: 'lead.renamed',
    version: 1,
    about: 'A lead is called something else.',
    data: { fields: z.array(z.string()) },
    // @ts-expect-error the example stands in the catalogue, and has all data
    example: {},
  });

/** What somebody does who reads: every known word, and then whatever comes. */
export function readersCannotForgetLaterWords({ to }: Read): string {
  const words = { A: 'best', B: 'good', C: 'fair', D: 'poor' } as const;
  // @ts-expect-error it may be a later word
  return words[to];
}
