import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { mergeFirms, undoFirmMerge } from '../../../shared/firm-directory/index.ts';
import { type Firm, firmIdsOf, placeAtFirm } from '../../../shared/firms/index.ts';
import { readFirm, readFirmItself, readFirms } from '../../../shared/firms/store.ts';
import { CompanyId } from '../../../shared/platform/ids.ts';
import { silentLog } from '../../../shared/platform/logging.ts';
import { countedIds } from '../../support/counted-ids.ts';
import { digests } from '../../support/digests.ts';
import { createEffects } from '../../support/effects.ts';
import { type MemoryTable, memoryTable } from '../../support/memory-table.ts';
import { size } from '../../support/proof.ts';

const names = ['Công ty TNHH Sông Thu', 'Mộc Tâm', null];
const taxCodes = ['0101248141', '0300588569', '079085001234', undefined];
const emails = ['lan@songthu.vn', 'nam@songthu.com.vn', 'hoa@moctam.com.vn', 'an@ketoan.vn', 'b@gmail.com'];

type Act =
  | readonly ['post', { name: string | null; taxCode: string | undefined; email: string }]
  | readonly ['merge' | 'undo', number, number];

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  fc.tuple(
    fc.constant('post' as const),
    fc.record({ name: fc.constantFrom(...names), taxCode: fc.constantFrom(...taxCodes), email: fc.constantFrom(...emails) }),
  ),
  fc.tuple(fc.constantFrom('merge' as const, 'undo' as const), fc.nat(7), fc.nat(7)),
);

const idsIn = (table: MemoryTable) =>
  [...table.items.values()].filter(({ sk }) => sk === 'COMPANY').map(({ pk }) => CompanyId.parse(String(pk).slice('COMPANY#'.length)));

/** Does what people and posts do; what cannot be is refused. Returns by whose guard each post was found. */
async function live(acts: readonly Act[]) {
  const table = memoryTable(createEffects());
  const ids = countedIds();
  const at = new Date('2026-11-22T03:00:00.000Z');
  const parts = { table, digests, ids, clock: () => at, log: silentLog };
  const placed: { companyId: CompanyId; mergedAs: CompanyId | undefined }[] = [];
  for (const act of acts) {
    if (act[0] === 'post') {
      const found = await placeAtFirm(act[1], { createdBy: { kind: 'submission', id: 'form/contact/1' }, at }, parts);
      if (found.writes.length > 0) await table.transact(found.writes);
      if (found.companyId !== null)
        placed.push({ companyId: found.companyId, mergedAs: (await readFirm(table, found.companyId))?.companyId });
      continue;
    }
    const all = idsIn(table);
    const [companyId, otherCompanyId] = [all[act[1] % all.length], all[act[2] % all.length]];
    if (!companyId || !otherCompanyId) continue;
    const run = act[0] === 'merge' ? mergeFirms : undoFirmMerge;
    await run({ companyId, otherCompanyId, userId: 'admin' }, parts).catch((error: { code?: string }) => {
      if (error.code !== 'impossible_merge') throw error;
    });
  }
  const firms = await Promise.all(idsIn(table).map((id) => readFirmItself(table, id)));
  return { table, parts, placed, firms: firms.flatMap((firm) => firm ?? []) };
}

/** Ids of firms by the guards that name them. */
function guardsOf(table: MemoryTable, prefix: 'TAXCODE#' | 'DOMAIN#'): Map<string, string> {
  const guards = [...table.items.values()].filter(({ pk }) => String(pk).startsWith(prefix));
  return new Map(guards.map(({ pk, companyId }) => [String(pk).slice(prefix.length), String(companyId)]));
}

const rootsOf = (firms: readonly Firm[]) => firms.filter(({ mergedInto }) => mergedInto === null);

describe('whatever posts come, and whatever is merged and parted', () => {
  it('each firm is part of one that is left, which names it, and every guard leads to a firm that shows it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 30 }), async (acts) => {
        const { table, firms } = await live(acts);
        const left = await readFirms(
          table,
          firms.map(({ companyId }) => companyId),
        );

        for (const root of rootsOf(firms)) {
          const parts = firms.filter(({ companyId }) => left.get(companyId)?.companyId === root.companyId);
          expect(parts.map(({ companyId }) => companyId).sort()).toEqual([...firmIdsOf(root)].sort());
        }
        expect(left.size).toBe(firms.length);
        const domains = guardsOf(table, 'DOMAIN#');
        for (const root of rootsOf(firms)) {
          const shown = root.domains.map((domain) => domains.get(digests.firmDomain(domain)));
          const own = [...domains.values()].filter((holder) => left.get(CompanyId.parse(holder))?.companyId === root.companyId);
          expect(shown.map(String).sort()).toEqual(own.sort());
        }
        for (const [digest, holder] of guardsOf(table, 'TAXCODE#')) {
          const root = left.get(CompanyId.parse(holder));
          expect(root?.taxCode).not.toBeNull();
          expect(root?.taxCode?.digest === digest || (root?.members ?? []).length > 0).toBe(true);
        }
      }),
      { numRuns: size(150, 5_000) },
    );
  });

  it('all parted again, each firm has what its own guards name and nothing else, and no person changes the firm', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyAct, { minLength: 1, maxLength: 30 }), async (acts) => {
        const { table, parts, firms, placed } = await live(acts);

        for (const { companyId } of firms.filter(({ mergedInto }) => mergedInto !== null)) {
          const root = await readFirm(table, companyId);
          if (root && root.companyId !== companyId)
            await undoFirmMerge({ companyId: root.companyId, otherCompanyId: companyId, userId: 'admin' }, parts);
        }

        const parted = await Promise.all(firms.map(({ companyId }) => readFirmItself(table, companyId)));
        const [codes, domains] = [guardsOf(table, 'TAXCODE#'), guardsOf(table, 'DOMAIN#')];
        for (const firm of parted.flatMap((one) => one ?? [])) {
          expect([firm.mergedInto, firm.members]).toEqual([null, undefined]);
          const codesOf = [...codes].flatMap(([digest, holder]) => (holder === firm.companyId ? [digest] : []));
          expect(codesOf).toEqual(firm.taxCode ? [firm.taxCode.digest] : []);
          const domainsOf = [...domains].flatMap(([digest, holder]) => (holder === firm.companyId ? [digest] : []));
          expect(firm.domains.map((domain) => String(digests.firmDomain(domain))).sort()).toEqual(domainsOf.sort());
        }
        for (const { companyId } of placed) expect((await readFirm(table, companyId))?.companyId).toBe(companyId);
      }),
      { numRuns: size(150, 5_000) },
    );
  });
});
