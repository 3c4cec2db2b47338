import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Firm } from '../../../shared/firms/firm.ts';
import { placeAtFirm } from '../../../shared/firms/index.ts';
import type { TypedFirm } from '../../../shared/firms/place-lead.ts';
import { firmDomainOf } from '../../../shared/firms/read-domain.ts';
import { readTaxCode } from '../../../shared/firms/rules-tax-code.ts';
import { CompanyId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/keys.ts';
import { ConditionFailedError } from '../../../shared/platform/table.ts';
import { countedIds } from '../../support/counted-ids.ts';
import { digests } from '../../support/digests.ts';
import { createEffects } from '../../support/effects.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { size } from '../../support/proof.ts';

const names = ['Công ty TNHH Sông Thu', 'SONG THU', 'Mộc Tâm', 'Công ty Cổ phần', null];
const taxCodes = ['0101248141', '0101248141-002', '0300588569', '079085001234', '0101248142', 'không có', undefined];
const emails = ['lan@songthu.vn', 'nam@mail.songthu.vn', 'hoa@moctam.com.vn', 'an@ketoan.vn', 'b@gmail.com', 'c@vnn.vn', null];

const anyPost: fc.Arbitrary<TypedFirm> = fc.record({
  name: fc.constantFrom(...names),
  taxCode: fc.constantFrom(...taxCodes),
  email: fc.constantFrom(...emails),
});

interface Done extends TypedFirm {
  readonly companyId: CompanyId | null;
}

const firmOf = (table: MemoryTable, companyId: CompanyId): Firm | undefined => {
  const item = table.items.get(`${keys.firm(companyId).pk} COMPANY`);
  return item && Firm.parse({ ...item, companyId });
};
const codeOf = ({ taxCode }: TypedFirm) => (taxCode === undefined ? undefined : readTaxCode(taxCode)?.code);

/** Takes posts in, `width` of them planned upon the same state each time, as when they come at once. */
async function takeIn(posts: readonly TypedFirm[], width: number): Promise<{ table: MemoryTable; done: Done[] }> {
  const table = memoryTable(createEffects());
  const ids = countedIds();
  const at = new Date('2026-11-22T03:00:00.000Z');
  const done: Done[] = [];
  const plan = (post: TypedFirm) =>
    placeAtFirm(post, { createdBy: { kind: 'submission', id: 'form/contact/1' }, at }, { table, digests, ids });
  for (let start = 0; start < posts.length; start += width) {
    let waiting = posts.slice(start, start + width);
    while (waiting.length > 0) {
      const planned = await Promise.all(waiting.map(async (post) => ({ post, placed: await plan(post) })));
      const refused: TypedFirm[] = [];
      for (const { post, placed } of planned) {
        try {
          if (placed.writes.length > 0) await table.transact(placed.writes);
          done.push({ ...post, companyId: placed.companyId });
        } catch (error) {
          if (!(error instanceof ConditionFailedError)) throw error;
          refused.push(post);
        }
      }
      waiting = refused;
    }
  }
  return { table, done };
}

describe('whatever people post, at once or one after the other', () => {
  it('no firm has people of two tax codes, and no tax code has two firms', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPost, { minLength: 1, maxLength: 24 }), fc.integer({ min: 1, max: 6 }), async (posts, width) => {
        const { done } = await takeIn(posts, width);

        const coded = done.filter((one) => codeOf(one) !== undefined);
        for (const one of coded) {
          for (const other of coded) expect(one.companyId === other.companyId).toBe(codeOf(one) === codeOf(other));
        }
        expect(done).toHaveLength(posts.length);
      }),
      { numRuns: size(150, 5_000) },
    );
  });

  it('a name alone, free mail and providers bring nobody to a firm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPost, { minLength: 1, maxLength: 24 }), async (posts) => {
        const { done } = await takeIn(posts, 1);

        for (const one of done) {
          const tells = codeOf(one) !== undefined || (await firmDomainOf(one.email)) !== null;
          if (!tells) expect(one.companyId).toBeNull();
        }
      }),
      { numRuns: size(50, 1_000) },
    );
  });

  it('every guard names the firm that says so itself, and a domain without a code brings people to that firm alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyPost, { minLength: 1, maxLength: 24 }), fc.integer({ min: 1, max: 6 }), async (posts, width) => {
        const { table, done } = await takeIn(posts, width);

        for (const item of table.items.values()) {
          const firm = item.companyId === undefined ? undefined : firmOf(table, CompanyId.parse(item.companyId));
          if (String(item.pk).startsWith('TAXCODE#')) expect(`TAXCODE#${firm?.taxCode?.digest}`).toBe(item.pk);
          if (String(item.pk).startsWith('DOMAIN#')) {
            expect((firm?.domains ?? []).map((domain: string) => keys.domainClaim(digests.firmDomain(domain)).pk)).toContain(item.pk);
          }
        }
        for (const one of done) {
          const domain = await firmDomainOf(one.email);
          if (codeOf(one) !== undefined || one.companyId === null || domain === null) continue;
          expect(firmOf(table, one.companyId)?.domains).toContain(domain);
        }
      }),
      { numRuns: size(100, 3_000) },
    );
  });
});
