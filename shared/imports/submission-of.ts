import type { Listed, Submission } from '../capture/index.ts';
import type { Digests } from '../platform/digests.ts';
import { SubmissionId } from '../platform/ids.ts';
import { offsetAt } from '../platform/zones.ts';
import { saidVersion } from '../preferences/index.ts';
import type { KeptRow } from './files.ts';
import type { Import } from './import.ts';

export interface RowParts {
  readonly digests: Pick<Digests, 'body' | 'post'>;
  readonly zone: string;
  /** One moment for all rows, so that a row that is tried again says the same. */
  readonly at: string;
}

/**
 * Returns a row as intake takes it in. It is named by all that it says and where the list is from: the same row of the same source, in this list or a later one,
 * is the same submission, and becomes nobody twice, also where it has nothing that a person is known by.
 */
export function submissionOf(
  row: KeptRow,
  list: Pick<Import, 'importId' | 'source' | 'owner' | 'by'>,
  { digests, zone, at }: RowParts,
  welcomeAt: string | null = null,
): Submission {
  const { fields, extra, tags, repId, source, campaign, date, consent } = row;
  const content = JSON.stringify([list.source, Object.entries(fields).sort(), [...tags].sort(), source, campaign, date, consent, repId]);
  const happenedAt = date === null ? null : instantOf(date, zone);
  return {
    channel: 'import',
    sourceId: list.source,
    submissionId: SubmissionId.parse(digests.post(content)),
    contentHash: digests.body(content),
    receivedAt: at,
    ...(happenedAt !== null && happenedAt < at ? { happenedAt } : {}),
    formVersion: 0,
    fields,
    extra,
    droppedFiles: [],
    context: {
      pageUrl: null,
      referrer: null,
      utm: { ...(source !== null && { source: source.slice(0, 200) }), ...(campaign !== null && { campaign: campaign.slice(0, 200) }) },
      visitorId: null,
      locale: null,
    },
    consent: consentIn(row, zone),
    sender: { honeypotFilled: false, token: 'absent', addressHash: '', agentHash: '' },
    listed: { ...listedOf(row, list), ...(welcomeAt !== null && { welcomeAt }) },
  };
}

/** Returns what a row says that its person agreed to. */
export function consentIn({ consent }: Pick<KeptRow, 'consent'>, zone: string): Submission['consent'] {
  if (!consent) return [];
  const { how, at } = consent;
  return [{ purpose: 'newsletter', granted: true, textVersion: saidVersion(how), how, at: instantOf(at, zone) }];
}

/** Says which row of which list somebody came by, what they are tagged with, and who gets them if they are new. */
export function listedOf(
  { sheet, row, repId, tags }: Pick<KeptRow, 'sheet' | 'row' | 'repId' | 'tags'>,
  { importId, by, owner }: Pick<Import, 'importId' | 'owner' | 'by'>,
): Listed {
  return {
    importId,
    row: `${sheet}!${row}`,
    userId: by,
    ...(owner === 'file' && repId !== null && { repId }),
    ...(owner === 'none' && { isForNobody: true as const }),
    ...(tags.length > 0 && { tags: [...tags] }),
  };
}

/** The instant of a day or moment on the clocks of a zone. */
export function instantOf(local: string, zone: string): string {
  const asUtc = Date.parse(local.length === 10 ? `${local}T00:00:00Z` : `${local}Z`);
  return new Date(asUtc - offsetAt(zone, Math.floor(asUtc / 1000)) * 1000).toISOString();
}
